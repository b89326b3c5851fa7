-- What may stand twice in maestro*: suppliers, and invoices of one supplier.

-- Two suppliers of one licence, one name without its legal form, or one phone.
create table link.twin_supplier as
with
    supplier as (
        select
            code,
            code_norm(code) as code_key,
            name,
            source,
            digits(no_placeholder(rbq_number)) as licence,
            digits(no_placeholder(phone)) as phone,
            regexp_replace(
                strip_accents(
                    lower(
                        regexp_replace(no_placeholder(name), '[^\p{L}\p{N}]', ' ', 'g')
                    )
                ),
                '\s+|\b(inc|ltee|ltd|enr|senc|s e n c|limitee|corp|cie)\b',
                '',
                'g'
            ) as name_key
        from maestro.party
        where entity = 'supplier' and code is not null
    ),

    likeness as (
        select code_key, source, 'licence' as agree_in, licence as value, 1 as place
        from supplier
        where length(licence) = 10
        union all
        select code_key, source, 'name', name_key, 2
        from supplier
        where length(name_key) > 3
        union all
        select code_key, source, 'phone', phone, 3
        from supplier
        where length(phone) >= 10
    )

select
    s.code,
    s.code_key,
    t.code as other_code,
    t.code_key as other_code_key,
    s.name,
    t.name as other_name,
    a.agree_in,
    s.source
from likeness a
join
    likeness b
    on b.agree_in = a.agree_in
    and b.value = a.value
    and b.code_key > a.code_key
join supplier s on s.source = a.source
join supplier t on t.source = b.source
qualify
    row_number() over (
        partition by s.code_key, t.code_key
        order by a.place, s.code, t.code, s.name, t.name, s.source, t.source
    )
    = 1;

-- Invoices of one supplier and amount whose numbers differ by a slip of the hand.
create table cost.near_invoice as
with
    invoice as (
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
            sum(amount) as amount
        from maestro.project_cost
        where
            invoice_key is not null
            and party_key is not null
            and procore_type = 'invoice'
        group by party_key, invoice_key, transaction_number
        having sum(amount) <> 0
    )

select
    a.project_code,
    a.transaction,
    b.transaction as other_transaction,
    a.party_code,
    a.invoice_number,
    b.invoice_number as other_invoice_number,
    a.amount,
    abs(date_diff('day', a.invoice_on, b.invoice_on)) as days,
    a.source
from invoice a
join
    invoice b
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
        or damerau_levenshtein(a.invoice_key, b.invoice_key) = 1
        and levenshtein(a.invoice_key, b.invoice_key) = 2
        or digits(a.invoice_key) = digits(b.invoice_key)
        and digits(a.invoice_key) <> ''
    )
qualify
    row_number() over (
        partition by a.project_code, a.transaction, b.transaction
        order by a.party_key, a.source
    )
    = 1;
