-- Orders, subcontracts, billing contracts and change orders: one table a side, one row
-- a document, and one row a line; `entity` says which kind.
create macro money(x) as try_cast(clean(x) as decimal(18, 2));

create macro measure(x) as try_cast(clean(x) as decimal(18, 6));

-- A timestamp of Procore as a day of the company's zone.
create macro local_day(x) as
    case
        when length(clean(x)) = 10 then try_cast(clean(x) as date)
        else cast(timezone(setting('time_zone'), try_cast(clean(x) as timestamptz)) as date)
    end;

create macro id_of(x) as json_extract_string(try_cast(x as json), '$.id');

-- Budget codes: activity and group from their segment items, never by splitting.
create table procore.budget_code as
with
    item as (
        select project_id, id, unnest(cast(segment_items as json[])) as item
        from stage.procore_wbs_code
        where json_valid(segment_items) and json_type(segment_items) = 'ARRAY'
    ),

    code as (
        select
            project_id, id as wbs_code_id,
            max(coalesce(json_extract_string(item, '$.path_code'), json_extract_string(item, '$.code')))
                filter (where json_extract_string(item, '$.segment.type') = 'cost_code') as full_code,
            max(json_extract_string(item, '$.code'))
                filter (where json_extract_string(item, '$.segment.type') = 'line_item_type') as group_code
        from item
        group by all
    ),

    cost_code as (
        select procore_project_id, code_norm(rtrim(full_code, '-. ')) as full_key,
            min(activity_code) as activity_code, min(activity_key) as activity_key
        from procore.activity
        group by all
    )

select
    c.project_id as procore_project_id, c.wbs_code_id,
    coalesce(a.activity_code, clean(c.full_code)) as activity_code,
    coalesce(a.activity_key, activity_norm(c.full_code)) as activity_key,
    clean(c.group_code) as group_code, code_norm(c.group_code) as group_key
from code c
left join cost_code a
    on a.procore_project_id = c.project_id and a.full_key = code_norm(rtrim(c.full_code, '-. '));

-- The maestro* code of a Procore company, in each role: its link's, else its own.
create table procore.party as
select
    r.role, c.procore_id, coalesce(m.code, c.code) as party_code, coalesce(l.code_key, c.code_key) as party_key,
    c.name, c.is_active, l.code_key is not null as is_linked
from procore.company c
cross join (select unnest(['supplier', 'customer']) as role) r
left join link.pair l on l.entity = r.role and l.procore_id = c.procore_id
left join maestro.party m on m.source = l.maestro_source;

create table procore.project_supplier as
select s.project_code, s.project_key, v.id as vendor_id, p.party_code as supplier_code, p.party_key as supplier_key,
    v.source, v.file, v."row"
from stage.procore_project_vendor v
join procore.site s on s.procore_project_id = v.project_id
left join procore.party p on p.procore_id = v.id and p.role = 'supplier';

create table stage.procore_contract as
with
    listed as (
        select 'purchase_order' as entity, 'supplier' as role, null as contract_id, * exclude (delivery_date),
            created_at as dated, delivery_date as delivered
        from stage.procore_purchase_order_contract
        union all
        select 'subcontract', 'supplier', null, * exclude (actual_completion_date), contract_date,
            actual_completion_date
        from stage.procore_work_order_contract
        union all
        select 'prime_contract', 'customer', null,
            * exclude (contract_start_date, contract_estimated_completion_date), contract_start_date,
            contract_estimated_completion_date
        from stage.procore_prime_contract
    ),

    -- A package of three tiers has no change order of its own that names it.
    package as (
        select case when c.role = 'supplier' then 'change_order' else 'prime_change_order' end as entity, k.*
        from stage.procore_change_order_package k
        join listed c on c.id = k.contract_id and c.project_id = k.project_id
        where not exists (
            select 1
            from (
                select legacy_package_id, project_id from stage.procore_commitment_change_order
                union all
                select legacy_package_id, project_id from stage.procore_prime_change_order
            ) o
            where o.legacy_package_id = k.id and o.project_id = k.project_id
        )
    ),

    change_order as (
        select 'change_order' as entity, * from stage.procore_commitment_change_order
        union all
        select 'prime_change_order', * from stage.procore_prime_change_order
        union all
        select * from package
    )

select
    entity, role, project_id, id, contract_id, number, title, description, status, id_of(vendor) as vendor_id,
    local_day(dated) as contract_on, local_day(delivered) as delivery_on, retainage_percent, grand_total,
    approved_change_orders, revised_contract, accounting_method, deleted_at, updated_at, source, file, "row"
from listed
union all
select
    o.entity, case o.entity when 'change_order' then 'supplier' else 'customer' end, o.project_id, o.id,
    o.contract_id, o.number, o.title, o.description, o.status, id_of(c.vendor), local_day(o.created_at), null, null,
    o.grand_total, null, null, null, o.deleted_at, o.updated_at, o.source, o.file, o."row"
from change_order o
left join listed c on c.id = o.contract_id and c.project_id = o.project_id;

create table procore.contract as
select
    c.entity, c.id as procore_id, c.contract_id, s.procore_project_id, s.project_code, s.project_key, s.is_linked,
    clean(c.number) as number, code_norm(c.number) as number_key, clean(c.number) as external_number, plain(c.title) as title,
    case when c.entity in ('purchase_order', 'subcontract', 'prime_change_order')
        then concat_ws(' ', plain(c.title), plain(c.description)) else plain(c.title) end as text,
    clean(c.status) as status, lower(clean(c.status)) is not distinct from 'approved' as is_approved,
    c.vendor_id, p.party_code, p.party_key, coalesce(p.is_linked, false) as is_party_linked,
    c.contract_on, c.delivery_on, measure(c.retainage_percent) as holdback_percent, money(c.grand_total) as amount,
    money(c.approved_change_orders) as approved_changes, money(c.revised_contract) as revised_amount,
    lower(clean(c.accounting_method)) as accounting_method, clean(c.updated_at) as updated_at, c.source, c.file,
    c."row"
from stage.procore_contract c
join procore.site s on s.procore_project_id = c.project_id
left join procore.party p on p.procore_id = c.vendor_id and p.role = c.role
where clean(c.deleted_at) is null
qualify row_number() over (partition by c.entity, c.id order by s.project_key, c.source) = 1;

-- The lines of all of them; the lines of a package stand inside its detail.
create table stage.procore_contract_line as
with
    package_line as (
        select project_id, id as parent_id, file, "row", unnest(cast(line_items as json[])) as item
        from stage.procore_package_detail
        where json_valid(line_items) and json_type(line_items) = 'ARRAY'
    )

select project_id, split_part(about, '/', 2) as parent_id, id, position, description,
    coalesce(amount, extended_amount) as amount, quantity, uom, unit_cost, id_of(cost_code) as cost_code_id,
    id_of(line_item_type) as cost_type_id, id_of(wbs_code) as wbs_code_id, source, file, "row"
from stage.procore_commitment_line
union all
select project_id, split_part(about, '/', 2), id, position, description, coalesce(amount, extended_amount), quantity,
    uom, unit_cost, id_of(cost_code), id_of(line_item_type), id_of(wbs_code), source, file, "row"
from stage.procore_prime_line
union all
select project_id, split_part(about, '/', 2), id, position, description, amount, quantity, uom, unit_cost, null, null,
    coalesce(clean(wbs_code_id), id_of(wbs_code)), source, file, "row"
from stage.procore_change_order_line
union all
select project_id, split_part(about, '/', 2), id, position, description, coalesce(amount, extended_amount), quantity,
    uom, unit_cost, id_of(cost_code), id_of(line_item_type), id_of(wbs_code), source, file, "row"
from stage.procore_potential_line
union all
select project_id, parent_id, item ->> '$.id', item ->> '$.position', item ->> '$.description',
    coalesce(item ->> '$.extended_amount', item ->> '$.total_amount'), item ->> '$.quantity', item ->> '$.uom',
    item ->> '$.unit_cost', item ->> '$.cost_code.id', item ->> '$.line_item_type.id', item ->> '$.wbs_code.id',
    file || '#' || "row", file, "row"
from package_line;

create table stage.procore_coded_line as
select
    l.*, c.entity, c.procore_project_id, c.project_code, c.project_key, c.is_linked,
    coalesce(a.activity_code, w.activity_code) as activity_code,
    coalesce(a.activity_key, w.activity_key) as activity_key,
    coalesce(g.group_code, w.group_code) as group_code, coalesce(g.group_key, w.group_key) as group_key
from stage.procore_contract_line l
join procore.contract c on c.procore_id = l.parent_id and c.procore_project_id = l.project_id
left join procore.activity a on a.procore_project_id = l.project_id and a.cost_code_id = l.cost_code_id
left join procore.cost_group g on g.procore_project_id = l.project_id and g.cost_type_id = l.cost_type_id
left join procore.budget_code w on w.procore_project_id = l.project_id and w.wbs_code_id = l.wbs_code_id;

insert into pull.reject
select 'procore', entity, file, "row", 'amount', coalesce(amount, ''), 'not an amount', project_code, null
from stage.procore_coded_line
where money(amount) is null;

create table procore.contract_line as
select
    entity, parent_id as contract_id, id as line_id, procore_project_id, project_code, project_key, is_linked,
    clean(position) as line_number, plain(description) as description, activity_code, activity_key,
    case when entity like 'prime%' then '' else group_code end as group_code,
    case when entity like 'prime%' then '' else group_key end as group_key,
    coalesce(measure(quantity), 0) as quantity, clean(uom) as unit, measure(unit_cost) as unit_price,
    money(amount) as amount, amount as raw_amount, source, file, "row"
from stage.procore_coded_line
where money(amount) is not null
qualify row_number() over (partition by entity, parent_id, id order by source) = 1;

insert into pull.rounded
select entity, source, 'amount', raw_amount, amount
from procore.contract_line
where length(rtrim(split_part(raw_amount, '.', 2), '0')) > 2;

-- maestro*'s side. Change orders hang on a contract by its own number.
create table stage.maestro_contract as
with
    commitment as (
        select 'purchase_order' as entity, number, project_code, external_number, party_code, status, text, contract_on,
            delivery_on, holdback_percent, revised_amount, source, file, "row"
        from stage.purchase_order
        union all
        select 'subcontract', number, project_code, external_number, party_code, status, text, contract_on, delivery_on,
            holdback_percent, revised_amount, source, file, "row"
        from stage.subcontract
    ),

    contract_of as (
        select code_norm(number) as contract_key, min(project_code) as project_code,
            min(external_number) as external_number
        from commitment
        group by all
        having count(*) = 1
    )

select
    entity, number, code_norm(number) as number_key, project_code, code_norm(project_code) as project_key,
    external_number, code_norm(external_number) as external_key, null as contract_key, party_code,
    code_norm(party_code) as party_key, status, text, contract_on, delivery_on, holdback_percent,
    null::decimal(18, 2) as amount, revised_amount, null as accounting_method, null::boolean as is_invoicing,
    null::boolean as is_orders, null::boolean as is_budget, coalesce(external_number, number) as code, source, file,
    "row"
from commitment
union all
select
    'change_order', o.number, code_norm(o.number), c.project_code, code_norm(c.project_code), null, null,
    code_norm(o.contract_number), o.party_code, code_norm(o.party_code), o.status, null, o.contract_on, null, null,
    null, null, null, o.is_invoicing, o.is_orders, o.is_budget,
    concat(coalesce(c.external_number, o.contract_number), ' / ', o.number), o.source, o.file, o."row"
from stage.change_order o
left join contract_of c on c.contract_key = code_norm(o.contract_number)
union all
select
    'prime_contract', project_code, code_norm(project_code), project_code, code_norm(project_code), null, null, null,
    party_code, code_norm(party_code), status, text, contract_on, delivery_on, holdback_percent, amount, null,
    accounting_method, null, null, null, project_code, source, file, "row"
from stage.prime_contract
union all
select
    'prime_change_order', number, code_norm(number), project_code, code_norm(project_code), null, null,
    code_norm(project_code), null, null, status, text, null, null, null, null, null, null, null, null, null, number,
    source, file, "row"
from stage.prime_change_order
qualify row_number() over (
    partition by code_norm(project_code), code_norm(number)
    order by length(line_number), line_number, text, status, file, "row"
) = 1;

-- A code that stands twice is told apart, so that each document has its findings.
create table maestro.contract as
select
    * exclude (code),
    concat(
        code,
        case when place > 1 then concat(' (', place, ')') end
    ) as code
from (
    select
        *,
        row_number() over (
            partition by entity, project_key, code_norm(code)
            order by number_key, contract_key, party_key, contract_on, revised_amount, delivery_on, amount,
                holdback_percent, external_number, text, accounting_method, status, is_invoicing, is_orders,
                is_budget, file, "row"
        ) as place
    from stage.maestro_contract
);

create table maestro.contract_line as
with
    coded as (
        select concat('C|', code_norm(number)) as document_key, line_number, description, activity_code, group_code,
            quantity, unit, unit_price, amount, source, file, "row"
        from stage.commitment_line
        union all
        select concat('O|', code_norm(contract_number), '|', code_norm(number)), line_number, description,
            activity_code, group_code, quantity, unit, unit_price, amount, source, file, "row"
        from stage.change_order_line
        union all
        select concat('P|', code_norm(project_code)), line_number, description, activity_code, '', quantity, unit,
            unit_price, amount, source, file, "row"
        from stage.prime_contract_line
        union all
        -- The source's table has no amount: it is quantity times price, to the cent.
        select concat('Q|', code_norm(project_code), '|', code_norm(number)), line_number, text, activity_code, '',
            quantity, unit, unit_price, cast(cast(coalesce(quantity, 1) as decimal(38, 6)) * coalesce(unit_price, 0) as decimal(18, 2)),
            source, file, "row"
        from stage.prime_change_order
    ),

    document as (
        select
            *,
            case entity
                when 'change_order' then concat('O|', contract_key, '|', number_key)
                when 'prime_contract' then concat('P|', project_key)
                when 'prime_change_order' then concat('Q|', project_key, '|', number_key)
                else concat('C|', number_key)
            end as document_key
        from maestro.contract
        qualify row_number() over (partition by document_key order by entity, project_key, code, file, "row") = 1
    )

select
    c.entity, c.source as contract_source, c.project_code, c.project_key, l.line_number, l.description,
    concat(
        c.code, ' / ', coalesce(l.line_number, '?'), ' #', row_number() over (
            partition by c.source, l.line_number
            order by l.activity_code, l.group_code, l.amount, l.description, l.quantity, l.unit, l.unit_price
        )
    ) as line_code, l.activity_code, activity_norm(l.activity_code) as activity_key, l.group_code,
    coalesce(code_norm(l.group_code), '') as group_key, coalesce(l.quantity, 0) as quantity, l.unit, l.unit_price,
    l.amount, l.source, l.file, l."row"
from coded l
join document c using (document_key);

-- Documents are paired by what the bridge leaves: the external number, the change
-- order's number, the project of the billing contract. A number that stands twice
-- pairs nothing.
create table link.contract as
with
    commitment as (
        select m.entity, m.source, p.procore_id, p.source as procore_source
        from maestro.contract m
        join procore.contract p
            on p.entity = m.entity and p.project_key = m.project_key and p.number_key = m.external_key
        where m.entity in ('purchase_order', 'subcontract')
        qualify
            count(*) over (partition by m.source) = 1
            and count(*) over (partition by p.procore_id) = 1
    ),

    prime_contract as (
        select m.entity, m.source, p.procore_id, p.source as procore_source
        from (
            select * from maestro.contract where entity = 'prime_contract'
            qualify count(*) over (partition by project_key) = 1
        ) m
        join (
            select * from procore.contract where entity = 'prime_contract'
            qualify row_number() over (
                partition by project_key order by is_approved desc, number_key, cast(procore_id as hugeint)
            ) = 1
        ) p using (project_key)
    ),

    parent as (
        select m.number_key as contract_key, m.entity, c.procore_id
        from commitment c join maestro.contract m using (source)
    ),

    change_order as (
        select m.entity, m.source, p.procore_id, p.source as procore_source
        from maestro.contract m
        join parent using (contract_key)
        join procore.contract p
            on p.entity = m.entity and p.contract_id = parent.procore_id and p.number_key = m.number_key
        where m.entity = 'change_order'
        qualify
            count(*) over (partition by m.source) = 1
            and count(*) over (partition by p.procore_id) = 1
    ),

    prime_change_order as (
        select m.entity, m.source, p.procore_id, p.source as procore_source
        from maestro.contract m
        join procore.contract p
            on p.entity = m.entity and p.project_key = m.project_key and p.number_key = m.number_key
        where m.entity = 'prime_change_order'
        qualify
            count(*) over (partition by m.source) = 1
            and count(*) over (partition by p.procore_id) = 1
    )

select entity, source as maestro_source, procore_id, procore_source
from (
    select * from commitment
    union all select * from prime_contract
    union all select * from change_order
    union all select * from prime_change_order
);

-- What became of each document of Procore.
create table procore.contract_state as
select
    c.*,
    case
        when l.procore_id is not null then 'linked'
        when not c.is_linked then 'project not linked'
        when not c.is_approved then 'not approved'
        when p.entity = 'purchase_order' then 'on a purchase order'
        when c.entity in ('purchase_order', 'subcontract') and exists (
            select 1 from maestro.contract m where m.project_key = c.project_key and m.external_key = c.number_key
        ) then 'number in use'
        when c.entity = 'prime_contract' and c.project_key in (
            select project_key from maestro.contract where entity = 'prime_contract'
        ) then 'second contract'
        when c.entity = 'prime_contract' and row_number() over (
            partition by c.project_key, c.entity, c.is_approved order by c.number_key, cast(c.procore_id as hugeint)
        ) > 1 then 'second contract'
        when c.entity in ('change_order', 'prime_change_order') and h.procore_id is null then 'waits for its contract'
        else 'due'
    end as state,
    coalesce(p.number, '') as contract_number
from procore.contract c
left join link.contract l on l.procore_id = c.procore_id and l.entity = c.entity
left join procore.contract p
    on p.procore_id = c.contract_id and p.procore_project_id = c.procore_project_id
    and case c.entity
        when 'change_order' then p.entity in ('purchase_order', 'subcontract')
        when 'prime_change_order' then p.entity = 'prime_contract'
    end
left join link.contract h on h.procore_id = c.contract_id and h.entity = p.entity
qualify row_number() over (partition by c.entity, c.procore_id order by p.entity) = 1;

-- The amounts of linked documents, by activity and group.
create table link.contract_code as
with
    maestro as (
        select k.entity, k.procore_id, l.activity_key, l.group_key, min(l.activity_code) as activity_code,
            min(l.group_code) as group_code, sum(l.amount) as amount
        from maestro.contract_line l
        join link.contract k on k.maestro_source = l.contract_source
        group by all
    ),

    procore as (
        select k.entity, k.procore_id, l.activity_key, coalesce(l.group_key, '') as group_key,
            min(l.activity_code) as activity_code, min(l.group_code) as group_code, sum(l.amount) as amount
        from procore.contract_line l
        join link.contract k on k.procore_id = l.contract_id and k.entity = l.entity
        group by all
    ),

    code as (
        select entity, procore_id, coalesce(activity_key, '') as activity_key, group_key, activity_code, group_code,
            amount as maestro_amount, null as procore_amount
        from maestro
        union all
        select entity, procore_id, coalesce(activity_key, ''), group_key, activity_code, group_code, null, amount
        from procore
    )

select
    c.entity, m.project_code, m.project_key, m.code, c.procore_id, c.activity_key, c.group_key,
    coalesce(min(c.activity_code), '') as activity_code, coalesce(min(c.group_code), '') as group_code,
    coalesce(sum(c.maestro_amount), 0.00::decimal(18, 2)) as maestro_amount,
    coalesce(sum(c.procore_amount), 0.00::decimal(18, 2)) as procore_amount,
    concat('contract|', c.procore_id, '|', c.activity_key, '|', c.group_key) as code_source
from code c
join link.contract l on l.entity = c.entity and l.procore_id = c.procore_id
join maestro.contract m on m.source = l.maestro_source and m.entity = l.entity
group by all;

insert into link.pair
select c.entity, concat(m.project_key, '|', upper(m.code)), c.procore_id, 'number', c.maestro_source, c.procore_source
from link.contract c
join maestro.contract m on m.source = c.maestro_source;

-- The modified budget: Procore's column of approved change orders, by its name.
create table maestro.modified_budget as
select
    b.*, code_norm(b.project_code) as project_key, activity_norm(b.activity_code) as activity_key,
    code_norm(b.group_code) as group_key,
    concat(code_norm(b.project_code), '|', activity_norm(b.activity_code), '|', code_norm(b.group_code)) as line_key,
    code_norm(b.project_code) in (select project_key from maestro.linked_project) as is_linked
from stage.modified_budget b;

create table procore.modified_budget as
select
    b.project_code, b.project_key, b.is_linked, b.activity_code, b.activity_key, b.group_code, b.group_key,
    b.budget_line_id, concat(b.project_key, '|', b.activity_key, '|', b.group_key) as line_key,
    money(json_extract_string(r.json, '$."' || setting('approved_cos_column') || '"')) as amount, b.source, b.file,
    b."row"
from stage.procore_budget b
join raw_procore.budget_line r using (file, "row")
where
    not b.is_without_activity and not b.is_without_group
    and money(json_extract_string(r.json, '$."' || setting('approved_cos_column') || '"')) is not null;

create table procore.budget_change as
with
    line as (
        select project_id, cast(budget_line_id as varchar) as budget_line_id, project_code, project_key, is_linked,
            activity_code, activity_key, group_code, group_key
        from procore.original_budget b
        join (select procore_project_id as project_id, project_key from procore.site) using (project_key)
    ),

    transfer as (
        select project_id, id, to_budget_line_item_id as budget_line_id, money(transfer_amount) as amount, notes, source,
            file, "row"
        from stage.procore_budget_modification
        union all
        select project_id, id, from_budget_line_item_id, - money(transfer_amount), notes, source, file, "row"
        from stage.procore_budget_modification
        where clean(from_budget_line_item_id) is not null
    )

select
    'budget change' as kind, clean(l.budget_change_number) as number, plain(l.budget_change_name) as title, s.project_code,
    s.project_key, s.is_linked, w.activity_code, w.activity_key, w.group_code, w.group_key, money(l.amount) as amount,
    lower(l.type) is not distinct from 'change_event' as is_change_event, l.source, l.file, l."row"
from stage.procore_budget_change_line l
join procore.site s on s.procore_project_id = l.project_id
left join procore.budget_code w on w.procore_project_id = l.project_id and w.wbs_code_id = l.wbs_code_id
where lower(l.budget_change_status) is not distinct from 'approved' and money(l.amount) is not null
union all
select
    'transfer', t.id, plain(t.notes), b.project_code, b.project_key, b.is_linked, b.activity_code, b.activity_key,
    b.group_code, b.group_key, t.amount, false, t.source, t.file, t."row"
from transfer t
join line b using (project_id, budget_line_id)
where t.amount is not null;

create table maestro.employee as
select *, code_norm(employee_code) as employee_key, upper(status) is distinct from 'I' and status is distinct from '1'
    as is_active
from stage.employee;

create table procore.user as
select id as user_id, clean(name) as name, clean(employee_id) as employee_code, code_norm(employee_id) as employee_key,
    lower(clean(email_address)) as email, lower(is_active) is distinct from 'false' as is_active, source, file, "row"
from stage.procore_user;
