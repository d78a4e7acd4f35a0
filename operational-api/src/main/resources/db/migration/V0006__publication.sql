-- What flows out, by name: a new table leaves only when somebody adds it here. Personal columns are dropped by the
-- connector's allow-list; a column list in the publication cannot, since it must cover a full replica identity.
create publication bloom for table
    organizations, brands, franchises, branches, users, memberships, pets, services, resources,
    appointments, appointment_status_changes, service_histories, vaccinations,
    invoices, invoice_lines, payments, inventory_items, inventory_movements, service_supplies,
    alerts, cdc_heartbeats
    with (publish = 'insert, update, delete, truncate');

-- Any smaller identity makes up values in a delete's before-image.
do $$
declare
    published regclass;
begin
    for published in select prrelid::regclass from pg_publication_rel loop
        execute format('alter table %s replica identity full', published);
    end loop;
end $$;
