-- Reconciliation reads what is published and nothing else: a column that leaves the database is granted where it is added.
grant usage on schema public to bloom_reconcile;
grant select (organization_id, name, currency, created_at)
    on organizations to bloom_reconcile;
grant select (brand_id, organization_id, name, created_at)
    on brands to bloom_reconcile;
grant select (franchise_id, organization_id, brand_id, name, created_at)
    on franchises to bloom_reconcile;
grant select (branch_id, organization_id, franchise_id, name, time_zone, opens_at, closes_at, created_at,
    updated_at, plans_shifts)
    on branches to bloom_reconcile;
grant select (user_id, organization_id, role, merged_into, created_at, updated_at)
    on users to bloom_reconcile;
grant select (membership_id, organization_id, user_id, role, branch_ids, assigned_only, created_at)
    on memberships to bloom_reconcile;
grant select (pet_id, organization_id, user_id, species, breed, birth_date, gender, weight, created_at,
    updated_at)
    on pets to bloom_reconcile;
grant select (service_id, organization_id, name, category, price, duration_minutes, late_cancel_hours,
    created_at, updated_at, buffer_before_minutes, buffer_after_minutes, required_skills, place_kind, priced_per,
    tax_basis_points, deposit_cents, late_fee_cents, no_show_fee_cents)
    on services to bloom_reconcile;
grant select (resource_id, organization_id, branch_id, kind, user_id, pet_id, label, created_at, skills,
    place_kind)
    on resources to bloom_reconcile;
grant select (appointment_id, organization_id, branch_id, pet_id, service_id, staff_id, appointment_date,
    ends_at, status, booked_day, scheduled_day, scheduled_hour, price_cents, cancelled_at, is_late_cancel,
    created_at, updated_at, place_id, series_id, confirmed_at, checked_in_at)
    on appointments to bloom_reconcile;
grant select (change_id, organization_id, branch_id, appointment_id, changed_by, from_status, to_status,
    changed_at)
    on appointment_status_changes to bloom_reconcile;
grant select (history_id, organization_id, branch_id, appointment_id, pet_id, service_id, staff_id,
    service_date, service_day, created_at)
    on service_histories to bloom_reconcile;
grant select (vaccination_id, organization_id, branch_id, pet_id, vaccine_name, vaccination_date, expiry_date,
    administered_by)
    on vaccinations to bloom_reconcile;
grant select (invoice_id, organization_id, branch_id, user_id, appointment_id, sale_day, created_at, status)
    on invoices to bloom_reconcile;
grant select (line_id, organization_id, branch_id, invoice_id, service_id, item_id, kind, quantity, gross_cents,
    discount_cents, tax_cents, sale_day, created_at, charge)
    on invoice_lines to bloom_reconcile;
grant select (payment_id, organization_id, branch_id, invoice_id, kind, method, amount_cents, paid_day,
    created_at, tip_cents, intent_id)
    on payments to bloom_reconcile;
grant select (item_id, organization_id, branch_id, sku, unit, on_hand, reorder_point, reorder_quantity,
    cost_cents, is_overdrawn, price_cents, tax_basis_points, created_at, updated_at)
    on inventory_items to bloom_reconcile;
grant select (movement_id, organization_id, branch_id, item_id, kind, quantity, appointment_id, lot_id,
    transfer_id, order_id, moved_by, is_override, moved_day, created_at)
    on inventory_movements to bloom_reconcile;
grant select (supply_id, organization_id, service_id, item_sku, quantity)
    on service_supplies to bloom_reconcile;
grant select (shift_id, organization_id, branch_id, user_id, starts_at, ends_at, shift_day, created_at,
    updated_at)
    on shifts to bloom_reconcile;
grant select (price_rule_id, organization_id, branch_id, service_id, weekdays, from_time, until_time,
    valid_from, valid_until, price_cents, priority, created_at)
    on price_rules to bloom_reconcile;
grant select (series_id, organization_id, branch_id, pet_id, service_id, every_days, occurrences, created_at)
    on booking_series to bloom_reconcile;
grant select (search_id, organization_id, branch_id, service_id, staff_id, from_day, to_day, found,
    searched_day, created_at)
    on slot_searches to bloom_reconcile;
grant select (entry_id, organization_id, branch_id, pet_id, service_id, staff_id, from_at, until_at, status,
    waiting_since, created_at, updated_at)
    on waitlist_entries to bloom_reconcile;
grant select (offer_id, organization_id, branch_id, entry_id, hold_id, status, expires_at, created_at,
    updated_at)
    on waitlist_offers to bloom_reconcile;
grant select (deposit_id, organization_id, branch_id, appointment_id, kind, method, amount_cents, intent_id,
    taken_day, created_at)
    on deposits to bloom_reconcile;
grant select (intent_id, organization_id, branch_id, kind, invoice_id, appointment_id, amount_cents, tip_cents,
    provider, status, created_at, updated_at)
    on payment_intents to bloom_reconcile;
grant select (refund_id, organization_id, branch_id, intent_id, amount_cents, status, attempts, created_at,
    updated_at)
    on refunds to bloom_reconcile;
grant select (weight_id, organization_id, pet_id, weight, measured_on, created_at)
    on pet_weights to bloom_reconcile;
grant select (lot_id, organization_id, branch_id, item_id, expires_on, on_hand, created_at, updated_at)
    on lots to bloom_reconcile;
grant select (order_id, organization_id, branch_id, status, ordered_by, ordered_day, expected_on, created_at,
    updated_at)
    on purchase_orders to bloom_reconcile;
grant select (line_id, organization_id, branch_id, order_id, item_id, quantity, received, cost_cents,
    created_at)
    on purchase_order_lines to bloom_reconcile;
grant select (reminder_id, organization_id, branch_id, pet_id, kind, subject_id, channel, status, due_day,
    attempts, sent_at, answered_at, created_at, updated_at)
    on reminders to bloom_reconcile;
grant select (feedback_id, organization_id, branch_id, appointment_id, pet_id, source, csat, nps, feedback_day,
    created_at)
    on feedback to bloom_reconcile;
grant select (alert_id, organization_id, branch_id, rule, severity, subject_kind, subject_id, episode, status,
    opened_at, updated_at)
    on alerts to bloom_reconcile;
