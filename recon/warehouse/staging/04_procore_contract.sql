-- Orders, subcontracts, billing contracts and change orders of Procore: one table,
-- one row a document; `entity` says which kind.

-- A package of three tiers has no change order of its own that names it.
create table stage.procore_own_package as
select k.*
from stage.named_change_order_package k
where
    not exists (
        select 1
        from
            (
                select legacy_package_id, project_id
                from stage.procore_commitment_change_order
                union all
                select legacy_package_id, project_id
                from stage.procore_prime_change_order
            ) o
        where o.legacy_package_id = k.id and o.project_id = k.project_id
    );

create table stage.procore_contract as
with
    listed as (
        select
            'purchase_order' as entity,
            'supplier' as role,
            *,
            external_number as number,
            plain(title) as shown_title,
            grand_total as amount
        from stage.named_purchase_order_contract
        union all by name
        select
            'subcontract' as entity,
            'supplier' as role,
            *,
            external_number as number,
            plain(title) as shown_title,
            grand_total as amount
        from stage.named_work_order_contract
        union all by name
        select
            'prime_contract' as entity,
            'customer' as role,
            *,
            text as shown_title,
            revised_contract as revised_amount
        from stage.named_prime_contract
    ),

    package as (
        select
            case
                when c.role = 'supplier' then 'change_order' else 'prime_change_order'
            end as entity,
            k.*
        from stage.procore_own_package k
        join listed c on c.id = k.contract_number and c.project_id = k.project_id
    ),

    change_order as (
        select 'change_order' as entity, *, plain(title) as text
        from stage.named_commitment_change_order
        union all by name
        select
            'prime_change_order' as entity,
            *,
            contract_id as contract_number,
            created_at as contract_on
        from stage.named_prime_change_order
        union all by name
        select
            *,
            case
                entity
                when 'change_order'
                then plain(title)
                else concat_ws(' ', plain(title), plain(description))
            end as text
        from package
    )

select
    entity,
    role,
    project_id,
    id,
    null as contract_id,
    number,
    shown_title as title,
    text,
    case
        setting('subcontract_memo')
        when 'inclusions'
        then plain(inclusions)
        when 'exclusions'
        then plain(exclusions)
    end as memo,
    status,
    party_code as vendor_id,
    local_day(contract_on) as contract_on,
    local_day(delivery_on) as delivery_on,
    holdback_percent,
    amount,
    approved_change_orders,
    revised_amount,
    accounting_method,
    deleted_at,
    updated_at,
    currency_of(currency_iso_code, currency_configuration) as currency,
    source,
    file,
    "row"
from listed
union all
select
    o.entity,
    case o.entity when 'change_order' then 'supplier' else 'customer' end,
    o.project_id,
    o.id,
    o.contract_number,
    o.number,
    plain(o.title),
    o.text,
    null,
    o.status,
    c.party_code,
    local_day(o.contract_on),
    null,
    null,
    o.grand_total,
    null,
    null,
    null,
    o.deleted_at,
    o.updated_at,
    currency_of(c.currency_iso_code, c.currency_configuration),
    o.source,
    o.file,
    o."row"
from change_order o
left join listed c on c.id = o.contract_number and c.project_id = o.project_id;

create table procore.contract as
select
    c.entity,
    c.id as procore_id,
    c.contract_id,
    s.procore_project_id,
    s.project_code,
    s.project_key,
    s.is_linked,
    clean(c.number) as number,
    code_norm(c.number) as number_key,
    clean(c.number) as external_number,
    c.title,
    c.text,
    c.memo,
    clean(c.status) as status,
    t.status_group,
    lower(clean(c.status)) is not distinct from 'approved' as is_approved,
    c.vendor_id,
    p.party_code,
    p.party_key,
    coalesce(p.is_linked, false) as is_party_linked,
    c.contract_on,
    c.delivery_on,
    measure(c.holdback_percent) as holdback_percent,
    money(c.amount) as amount,
    money(c.approved_change_orders) as approved_changes,
    money(c.revised_amount) as revised_amount,
    lower(clean(c.accounting_method)) as accounting_method,
    clean(c.updated_at) as updated_at,
    c.source,
    c.file,
    c."row",
    c.currency,
    is_other_currency(c.currency) as is_other_currency
from stage.procore_contract c
join procore.site s on s.procore_project_id = c.project_id
left join procore.party p on p.procore_id = c.vendor_id and p.role = c.role
left join
    mapping.document_status t
    on t.system = 'procore'
    and t.status_key = letters(c.status)
where clean(c.deleted_at) is null
qualify
    row_number() over (partition by c.entity, c.id order by s.project_key, c.source) = 1;

insert into pull.left_out
select
    split_part(file, '/', 2),
    project_id,
    file,
    "row",
    null,
    case
        when clean(deleted_at) is not null
        then 'deleted in Procore'
        else 'its id came before'
    end
from stage.procore_contract c
where
    not exists (
        select 1 from procore.contract k where k.file = c.file and k."row" = c."row"
    )
union all
select
    'change_order_package',
    project_id,
    file,
    "row",
    null,
    'read as the change order that names it'
from stage.procore_change_order_package k
where
    not exists (
        select 1
        from stage.procore_own_package o
        where o.file = k.file and o."row" = k."row"
    )
union all
select
    'change_order_package',
    project_id,
    file,
    "row",
    null,
    'the list of its contract was not read'
from stage.procore_own_package k
where
    not exists (
        select 1
        from stage.procore_contract c
        where c.file = k.file and c."row" = k."row"
    )
    and (
        is_unread('purchase_order_contract', k.project_id)
        or is_unread('work_order_contract', k.project_id)
        or is_unread('prime_contract', k.project_id)
    );

insert into pull.reject
select
    'procore',
    'change_order',
    file,
    "row",
    'contract_id',
    coalesce(contract_number, ''),
    'not a contract of the project''s lists',
    s.project_code,
    null
from stage.procore_own_package k
join procore.site s on s.procore_project_id = k.project_id
where
    not exists (
        select 1
        from stage.procore_contract c
        where c.file = k.file and c."row" = k."row"
    )
    and not exists (
        select 1 from pull.left_out o where o.file = k.file and o."row" = k."row"
    );
