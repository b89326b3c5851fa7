-- Transactions of maestro*, typed. A line's number follows from its content, not its
-- place.
create macro invoice_norm(x) as
    nullif(
        ltrim(upper(regexp_replace(clean(no_placeholder(x)), '[^0-9A-Za-z]', '', 'g')), '0'), ''
    );

create macro in_percent(rate) as rtrim(rtrim(cast(rate * 100 as varchar), '0'), '.');

create macro tax_on(amount, rate) as
    cast(cast(amount as decimal(38, 2)) * rate as decimal(18, 2));

-- Subcontractors bill to one day of the month, the 25th as a rule: what they bill is then
-- booked after that day, in this month or the next. That is no error.
create macro is_billed_before(commitment_kind, billed_to, booked_on) as
    coalesce(
        commitment_kind = 'subcontract'
        and day(billed_to)
            = least(cast(setting('billing_day') as integer), day(last_day(billed_to)))
        and booked_on > billed_to
        and booked_on <= last_day(billed_to + interval 1 month),
        false
    );

create macro period_of(d) as coalesce(substr(cast(d as varchar), 1, 7), 'no date');

-- A unit price may be kept with fewer decimals in one system than in the other.
create macro is_same_price(a, b) as
    a = b
    or round(a, 2) = b or round(b, 2) = a
    or round(a, 3) = b or round(b, 3) = a
    or round(a, 4) = b or round(b, 4) = a;

-- One price is another, or is missing on the side where most costs have one.
create macro is_other_price(a, b, a_is_kept, b_is_kept) as
    case
        when a is not null and b is not null then not is_same_price(a, b)
        when a is not null then b_is_kept and a <> 0
        when b is not null then a_is_kept and b <> 0
        else false
    end;

-- Two amounts a few cents apart, or with two digits that changed places.
create macro is_near_amount(a, b) as
    a <> b
    and sign(a) = sign(b)
    and (
        abs(a - b) <= cast(setting('near_invoice_amount') as decimal(18, 2))
        or is_swapped(cast(a as varchar), cast(b as varchar))
    );

-- `copies` is how many rows carry the transaction of `repeated_key`, where it stands more
-- than once, and `copy` which of them this is.
create table maestro.project_cost as
with
    numbered as (
        select
            *,
            code_norm(project_code) as project_key,
            row_number() over (
                partition by
                    code_norm(project_code),
                    code_norm(transaction_number),
                    code_norm(line_number)
                order by
                    activity_code,
                    group_code,
                    transaction_type,
                    party_code,
                    invoice_number,
                    transaction_on,
                    accounting_on,
                    entered_on,
                    amount,
                    quantity,
                    unit,
                    unit_price,
                    description,
                    order_number,
                    party_name,
                    status,
                    file,
                    "row"
            ) as occurrence,
            -- Without a line, many rows share a number; so do an accrual and its
            -- reversal, which are of two types.
            case
                when
                    line_number is not null
                    and min(transaction_type) over one_key
                    = max(transaction_type) over one_key
                then nullif(count(*) over one_key, 1)
            end as copies
        from stage.project_cost
        window
            one_key as (
                partition by
                    code_norm(project_code),
                    code_norm(transaction_number),
                    code_norm(line_number)
            )
    ),

    external_order as (
        select distinct number_key as order_key, external_key, entity
        from maestro.contract
        where external_key is not null and entity in ('purchase_order', 'subcontract')
    )

select
    row_number() over (
        order by
            c.project_key,
            code_norm(c.transaction_number),
            code_norm(c.line_number),
            c.occurrence,
            c.file,
            c."row"
    ) as line_id,
    concat(
        c.transaction_number,
        case when c.line_number is not null then concat('/', c.line_number) end,
        case when c.occurrence > 1 then concat(' (', c.occurrence, ')') end
    ) as transaction,
    c.transaction_number,
    c.project_code,
    c.project_key,
    c.activity_code,
    activity_norm(c.activity_code) as activity_key,
    c.group_code,
    code_norm(c.group_code) as group_key,
    c.transaction_type,
    t.procore_type,
    t.procore_type is not null as is_sent_type,
    c.transaction_type in ('4', 'B', '5', '=', 'E') as is_labour,
    c.party_code,
    code_norm(c.party_code) as party_key,
    c.party_name,
    c.invoice_number,
    invoice_norm(c.invoice_number) as invoice_key,
    code_norm(c.order_number) as order_key,
    c.transaction_on,
    c.accounting_on,
    c.entered_on,
    period_of(c.accounting_on) as period,
    c.status,
    coalesce(
        is_one_of(c.status, setting('transferred_values')), false
    ) as is_transferred,
    plain(c.description) as description,
    coalesce(c.quantity, 0) as quantity,
    c.unit,
    c.unit_price,
    c.amount,
    case when c.copies > 1 then c.occurrence end as copy,
    c.copies,
    case
        when c.copies > 1
        then
            concat(
                c.project_key,
                '|',
                code_norm(c.transaction_number),
                '|',
                code_norm(c.line_number)
            )
    end as repeated_key,
    setting('order_invoices') <> 'off'
    and c.transaction_type = '7'
    and o.order_key is not null as is_routed,
    o.external_key as commitment_key,
    -- Where orders are not exported, nobody can say where an order's invoice belongs.
    c.transaction_type <> '7'
    or c.order_number is null
    or code_norm(c.order_number) in (
        select number_key from maestro.contract where number_key is not null
    ) as is_order_known,
    coalesce(g.is_billing, false) as is_billing,
    c.project_key in (select project_key from maestro.linked_project) as is_linked,
    c.source,
    c.file,
    c."row"
from numbered c
left join mapping.transaction_type t using (transaction_type)
left join
    (
        select order_key, min(external_key) as external_key
        from external_order
        group by all
    ) o
    on o.order_key = code_norm(c.order_number)
left join
    (
        select group_key, bool_or(is_billing) as is_billing
        from maestro.cost_group
        group by all
    ) g
    on g.group_key = code_norm(c.group_code);
