-- What an item costs over the counter, and its tax. Without a price the front desk says one with the sale.
alter table inventory_items
    add column price_cents bigint check (price_cents >= 0),
    add column tax_basis_points int not null default 0 check (tax_basis_points between 0 and 5000);
