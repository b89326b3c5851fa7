-- Invoices of suppliers in maestro*, and which of them look like one.

-- One row a document; rows that carry one transaction count once.
create table cost.invoice as
select
    party_key,
    invoice_key,
    transaction_number,
    min(party_code) as party_code,
    min(invoice_number) as invoice_number,
    min(transaction) as transaction,
    min(project_code) as project_code,
    min(source) as source,
    min(transaction_on) as invoice_on,
    min(period) as first_period,
    max(period) as last_period,
    cast(sum(amount) as decimal(18, 2)) as amount
from maestro.project_cost
where
    invoice_key is not null
    and party_key is not null
    and procore_type = 'invoice'
    and (copy is null or copy = 1)
group by party_key, invoice_key, transaction_number
having sum(amount) <> 0;

-- What was entered of one number and amount, and what was reversed again.
create table cost.invoice_entry as
select
    party_key,
    invoice_key,
    abs(amount) as amount,
    min(party_code) as party_code,
    min(invoice_number) as invoice_number,
    count(*) filter (where amount > 0) as entered,
    count(*) filter (where amount < 0) as reversed,
    min(transaction_number) filter (where amount > 0) as first_entered,
    max(transaction_number) filter (where amount > 0) as last_entered,
    min(transaction_number) filter (where amount < 0) as first_reversed,
    max(transaction_number) filter (where amount < 0) as last_reversed,
    min(first_period) as first_period,
    max(last_period) as last_period
from cost.invoice
group by party_key, invoice_key, abs(amount);

-- The documents of which something is left after reversals.
create table cost.standing_invoice as
select
    i.*,
    digits(i.invoice_key) as digits,
    row_number() over (
        partition by i.party_key, i.invoice_key, i.amount order by i.transaction
    ) as place
from cost.invoice i
join
    cost.invoice_entry e
    on e.party_key = i.party_key
    and e.invoice_key = i.invoice_key
    and e.amount = abs(i.amount)
where sign(i.amount) = sign(e.entered - e.reversed);

-- Invoices of one supplier that differ by a slip of the hand: in the number, or in the
-- amount of one number.
create table cost.near_invoice as
with
    of_two_numbers as (
        select
            a.*,
            'invoice_number' as differs_in,
            b.transaction as other_transaction,
            b.invoice_number as other_invoice_number,
            b.amount as other_amount,
            b.invoice_on as other_on
        from cost.standing_invoice a
        join
            cost.standing_invoice b
            on b.party_key = a.party_key
            and b.amount = a.amount
            and b.transaction > a.transaction
            and b.invoice_key <> a.invoice_key
        where
            abs(date_diff('day', a.invoice_on, b.invoice_on))
            <= cast(setting('near_invoice_days') as integer)
            and (
                levenshtein(a.invoice_key, b.invoice_key) = 1
                and length(a.invoice_key) > 3
                and length(regexp_replace(a.invoice_key, '[0-9]', '', 'g'))
                <> length(regexp_replace(b.invoice_key, '[0-9]', '', 'g'))
                or (a.digits = b.digits and a.digits <> '')
                -- Where the amount comes again and again, the numbers are a series.
                or is_swapped(a.invoice_key, b.invoice_key)
                and not exists (
                    select 1
                    from cost.invoice c
                    where
                        c.party_key = a.party_key
                        and c.amount = a.amount
                        and c.invoice_key not in (a.invoice_key, b.invoice_key)
                )
            )
            -- A credit note of one of both: the other took its place.
            and not exists (
                select 1
                from cost.invoice c
                where
                    c.party_key = a.party_key
                    and c.amount = - a.amount
                    and digits(c.invoice_key) in (a.digits, b.digits)
                    and digits(c.invoice_key) <> ''
            )
    ),

    of_two_amounts as (
        select
            a.*,
            'amount' as differs_in,
            b.transaction as other_transaction,
            b.invoice_number as other_invoice_number,
            b.amount as other_amount,
            b.invoice_on as other_on
        from cost.standing_invoice a
        join
            cost.standing_invoice b
            on b.party_key = a.party_key
            and b.invoice_key = a.invoice_key
            and b.transaction > a.transaction
            and is_near_amount(a.amount, b.amount)
        where a.place = 1 and b.place = 1
    )

select
    project_code,
    transaction,
    other_transaction,
    party_code,
    differs_in,
    invoice_number,
    other_invoice_number,
    amount,
    other_amount,
    abs(date_diff('day', invoice_on, other_on)) as days,
    source
from
    (
        select *
        from of_two_numbers
        union all
        select *
        from of_two_amounts
    )
qualify
    row_number() over (
        partition by project_code, transaction, other_transaction
        order by party_key, source
    )
    = 1;

-- One invoice under two suppliers who look like one: twins, or nearly of one name.
create table cost.shared_invoice as
with
    supplier as (
        select distinct code_norm(code) as code_key, code, name_norm(name) as name_key
        from maestro.party
        where entity = 'supplier' and code is not null
    ),

    under_two as (
        select
            a.project_code,
            a.transaction,
            b.transaction as other_transaction,
            a.amount,
            b.amount as other_amount,
            a.source,
            t.code as supplier_code,
            t.other_code as other_supplier_code,
            t.agree_in,
            false as is_near_name
        from link.twin_supplier t
        join cost.standing_invoice a on a.party_key = t.code_key
        join
            cost.standing_invoice b
            on b.party_key = t.other_code_key
            and b.invoice_key = a.invoice_key
        where b.amount = a.amount or is_near_amount(a.amount, b.amount)
        union all
        select
            a.project_code,
            a.transaction,
            b.transaction,
            a.amount,
            b.amount,
            a.source,
            s.code,
            t.code,
            'name',
            true
        from cost.standing_invoice a
        join
            cost.standing_invoice b
            on b.invoice_key = a.invoice_key
            and b.amount = a.amount
            and b.party_key > a.party_key
        join supplier s on s.code_key = a.party_key
        join supplier t on t.code_key = b.party_key
        where is_near_name(s.name_key, t.name_key)
    )

select *
from under_two
qualify
    row_number() over (
        partition by project_code, transaction, other_transaction
        order by is_near_name, supplier_code, other_supplier_code
    )
    = 1;
