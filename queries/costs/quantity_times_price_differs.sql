-- rule: quantity_times_price_differs
-- title: Quantity times price is not the amount
-- severity: warning
-- entity: many
-- exchange: Amounts
-- key: system, record
-- inputs: project_cost(maestro.project_cost)
-- inputs: commitment_line(maestro.commitment_line)
-- source: Data Mapping, lines
-- looks_at: project_cost.unit_price, project_cost.quantity
-- looks_at: commitment_line.quantity, commitment_line.unit_price
-- looks_at: commitment_line.amount
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Compare {key} with the invoice or the signed order: quantity, \
-- price and amount do not multiply. Correct it while it is not \
-- transferred or invoiced; afterwards by a reversal (a cost) or a \
-- change order (an order)
-- message: Quantity times unit price is {expected:money}
--
-- Where a line has a quantity and a unit price, their product to the cent
-- should be its amount. Each system computes it at entry; a line that
-- breaks the rule was changed in one field alone. A cent is allowed for
-- rounding. A line whose quantity or price is not that of the other system
-- is reported by line_field_differs alone.
with
    priced_line as (
        select
            'project_cost' as entity,
            'maestro' as system,
            transaction as record,
            project_code,
            quantity,
            unit_price,
            amount,
            source
        from maestro.project_cost
        union all
        select
            'commitment_line',
            'maestro',
            line_code,
            project_code,
            quantity,
            unit_price,
            amount,
            source
        from maestro.contract_line
        where entity in ('purchase_order', 'subcontract')
        union all
        select
            'commitment_line',
            'procore',
            line_id,
            project_code,
            quantity,
            unit_price,
            amount,
            source
        from procore.contract_line
        where entity in ('purchase_order', 'subcontract')
    ),

    edited_line as (
        select 'maestro' as system, maestro_source as source
        from link.line_difference
        where field in ('quantity', 'unit_price')
        union
        select 'procore', procore_source
        from link.line_difference
        where field in ('quantity', 'unit_price')
    )

select
    entity,
    project_code,
    system,
    record,
    'amount' as field,
    case when system = 'maestro' then amount end as maestro_value,
    case when system = 'procore' then amount end as procore_value,
    cast(cast(quantity as decimal(38, 6)) * unit_price as decimal(18, 2)) as expected,
    case when system = 'maestro' then source end as maestro_source,
    case when system = 'procore' then source end as procore_source
from priced_line
anti join edited_line using (system, source)
where
    quantity <> 0
    and unit_price <> 0
    and abs(
        cast(cast(quantity as decimal(38, 6)) * unit_price as decimal(18, 2)) - amount
    )
    > 0.01
order by entity, project_code, system, record
