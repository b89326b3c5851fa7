-- Contracts and change orders of maestro*: a table of documents and one of their lines,
-- with the columns of Procore's. Change orders hang on a contract by its own number.
create table stage.maestro_contract as
with
    commitment as (
        select
            'purchase_order' as entity,
            number,
            project_code,
            external_number,
            party_code,
            status,
            text,
            null as memo,
            contract_on,
            delivery_on,
            holdback_percent,
            revised_amount,
            source,
            file,
            "row"
        from stage.purchase_order
        union all
        select
            'subcontract',
            number,
            project_code,
            external_number,
            party_code,
            status,
            text,
            memo,
            contract_on,
            delivery_on,
            holdback_percent,
            revised_amount,
            source,
            file,
            "row"
        from stage.subcontract
    ),

    -- Two rows of one number still say which project a change order of it is in.
    contract_of as (
        select
            code_norm(number) as contract_key,
            min(project_code) as project_code,
            case
                when count(distinct coalesce(code_norm(external_number), '')) = 1
                then min(external_number)
            end as external_number
        from commitment
        group by all
        having count(distinct coalesce(code_norm(project_code), '')) = 1
    ),

    -- A change order of a billing contract is one row a line, each with its status.
    status_of_prime_change_order as (
        select
            code_norm(project_code) as project_key,
            code_norm(number) as number_key,
            case
                when count(distinct letters(coalesce(status, ''))) = 1
                then min(status)
                else
                    string_agg(
                        distinct coalesce(status, 'no status'),
                        ', '
                        order by coalesce(status, 'no status')
                    )
            end as status
        from stage.prime_change_order
        group by all
    )

select
    entity,
    number,
    code_norm(number) as number_key,
    project_code,
    code_norm(project_code) as project_key,
    external_number,
    code_norm(external_number) as external_key,
    null as contract_key,
    party_code,
    code_norm(party_code) as party_key,
    status,
    text,
    memo,
    contract_on,
    delivery_on,
    holdback_percent,
    null::decimal(18, 2) as amount,
    revised_amount,
    null as accounting_method,
    null::boolean as is_invoicing,
    null::boolean as is_orders,
    null::boolean as is_budget,
    coalesce(external_number, number) as code,
    source,
    file,
    "row"
from commitment
union all
select
    'change_order',
    o.number,
    code_norm(o.number),
    c.project_code,
    code_norm(c.project_code),
    null,
    null,
    code_norm(o.contract_number),
    o.party_code,
    code_norm(o.party_code),
    o.status,
    null,
    null,
    o.contract_on,
    null,
    null,
    null,
    null,
    null,
    o.is_invoicing,
    o.is_orders,
    o.is_budget,
    concat(coalesce(c.external_number, o.contract_number), ' / ', o.number),
    o.source,
    o.file,
    o."row"
from stage.change_order o
left join contract_of c on c.contract_key = code_norm(o.contract_number)
union all
select
    'prime_contract',
    project_code,
    code_norm(project_code),
    project_code,
    code_norm(project_code),
    null,
    null,
    null,
    party_code,
    code_norm(party_code),
    status,
    text,
    null,
    contract_on,
    delivery_on,
    holdback_percent,
    amount,
    null,
    accounting_method,
    null,
    null,
    null,
    project_code,
    source,
    file,
    "row"
from stage.prime_contract
union all
select
    'prime_change_order',
    p.number,
    code_norm(p.number),
    p.project_code,
    code_norm(p.project_code),
    null,
    null,
    code_norm(p.project_code),
    null,
    null,
    s.status,
    p.text,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    p.number,
    p.source,
    p.file,
    p."row"
from stage.prime_change_order p
left join
    status_of_prime_change_order s
    on s.project_key is not distinct from code_norm(p.project_code)
    and s.number_key is not distinct from code_norm(p.number)
qualify
    row_number() over (
        partition by code_norm(p.project_code), code_norm(p.number)
        order by length(p.line_number), p.line_number, p.text, p.status, p.file, p."row"
    )
    = 1;

-- A code that stands twice is told apart, so that each document has its findings.
create table maestro.contract as
select
    d.* exclude (code),
    concat(code, case when place > 1 then concat(' (', place, ')') end) as code,
    s.status_group,
    -- Orders and subcontracts share a counter. Lines of a number are the first one's.
    number_key is not null
    and count(*) over (
        partition by
            case
                when contract_key is null and entity <> 'prime_contract'
                then 'C'
                else entity
            end,
            contract_key,
            number_key
    )
    > 1 as is_number_twice
from
    (
        select
            *,
            row_number() over (
                partition by entity, project_key, code_norm(code)
                order by
                    number_key,
                    contract_key,
                    party_key,
                    contract_on,
                    revised_amount,
                    delivery_on,
                    amount,
                    holdback_percent,
                    external_number,
                    text,
                    accounting_method,
                    status,
                    is_invoicing,
                    is_orders,
                    is_budget,
                    memo,
                    file,
                    "row"
            ) as place
        from stage.maestro_contract
    ) d
left join
    mapping.document_status s
    on s.system = 'maestro'
    and s.status_key = letters(d.status);

create table maestro.contract_line as
with
    coded as (
        select
            concat('C|', code_norm(number)) as document_key,
            line_number,
            description,
            activity_code,
            group_code,
            quantity,
            unit,
            unit_price,
            amount,
            source,
            file,
            "row"
        from stage.commitment_line
        union all
        select
            concat('O|', code_norm(contract_number), '|', code_norm(number)),
            line_number,
            description,
            activity_code,
            group_code,
            quantity,
            unit,
            unit_price,
            amount,
            source,
            file,
            "row"
        from stage.change_order_line
        union all
        select
            concat('P|', code_norm(project_code)),
            line_number,
            description,
            activity_code,
            '',
            quantity,
            unit,
            unit_price,
            amount,
            source,
            file,
            "row"
        from stage.prime_contract_line
        union all
        -- The source's table has no amount: it is quantity times price, to the cent.
        select
            concat('Q|', code_norm(project_code), '|', code_norm(number)),
            line_number,
            text,
            activity_code,
            '',
            quantity,
            unit,
            unit_price,
            cast(
                cast(coalesce(quantity, 1) as decimal(38, 6))
                * coalesce(unit_price, 0) as decimal(18, 2)
            ),
            source,
            file,
            "row"
        from stage.prime_change_order
    ),

    document as (
        select
            *,
            case
                entity
                when 'change_order'
                then concat('O|', contract_key, '|', number_key)
                when 'prime_contract'
                then concat('P|', project_key)
                when 'prime_change_order'
                then concat('Q|', project_key, '|', number_key)
                else concat('C|', number_key)
            end as document_key
        from maestro.contract
        qualify
            row_number() over (
                partition by document_key
                order by entity, project_key, code, file, "row"
            )
            = 1
    )

select
    c.entity,
    c.source as contract_source,
    c.project_code,
    c.project_key,
    l.line_number,
    l.description,
    concat(
        c.code,
        ' / ',
        coalesce(l.line_number, '?'),
        ' #',
        row_number() over (
            partition by c.source, l.line_number
            order by
                l.activity_code,
                l.group_code,
                l.amount,
                l.description,
                l.quantity,
                l.unit,
                l.unit_price
        )
    ) as line_code,
    l.activity_code,
    activity_norm(l.activity_code) as activity_key,
    l.group_code,
    coalesce(code_norm(l.group_code), '') as group_key,
    coalesce(l.quantity, 0) as quantity,
    l.unit,
    l.unit_price,
    l.amount,
    l.source,
    l.file,
    l."row"
from coded l
join document c using (document_key);
