-- Orders, subcontracts, billing contracts and change orders: one table a side, one row
-- a document, and one row a line; `entity` says which kind.
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
select s.project_code, s.project_key, v.supplier_code as vendor_id, p.party_code as supplier_code, p.party_key as supplier_key,
    v.source, v.file, v."row"
from stage.named_project_vendor v
join procore.site s on s.procore_project_id = v.project_id
left join procore.party p on p.procore_id = v.supplier_code and p.role = 'supplier';

-- A package of three tiers has no change order of its own that names it.
create table stage.procore_own_package as
select k.*
from stage.named_change_order_package k
where not exists (
    select 1
    from (
        select legacy_package_id, project_id from stage.procore_commitment_change_order
        union all
        select legacy_package_id, project_id from stage.procore_prime_change_order
    ) o
    where o.legacy_package_id = k.id and o.project_id = k.project_id
);

create table stage.procore_contract as
with
    listed as (
        select 'purchase_order' as entity, 'supplier' as role, *, external_number as number, plain(title) as shown_title,
            grand_total as amount
        from stage.named_purchase_order_contract
        union all by name
        select 'subcontract' as entity, 'supplier' as role, *, external_number as number, plain(title) as shown_title,
            grand_total as amount
        from stage.named_work_order_contract
        union all by name
        select 'prime_contract' as entity, 'customer' as role, *, text as shown_title, revised_contract as revised_amount
        from stage.named_prime_contract
    ),

    package as (
        select case when c.role = 'supplier' then 'change_order' else 'prime_change_order' end as entity, k.*
        from stage.procore_own_package k
        join listed c on c.id = k.contract_number and c.project_id = k.project_id
    ),

    change_order as (
        select 'change_order' as entity, *, plain(title) as text from stage.named_commitment_change_order
        union all by name
        select 'prime_change_order' as entity, *, contract_id as contract_number, created_at as contract_on
        from stage.named_prime_change_order
        union all by name
        select
            *, case entity when 'change_order' then plain(title) else concat_ws(' ', plain(title), plain(description)) end
                as text
        from package
    )

select
    entity, role, project_id, id, null as contract_id, number, shown_title as title, text, status, party_code as vendor_id,
    local_day(contract_on) as contract_on, local_day(delivery_on) as delivery_on, holdback_percent, amount,
    approved_change_orders, revised_amount, accounting_method, deleted_at, updated_at,
    currency_of(currency_iso_code, currency_configuration) as currency, source, file, "row"
from listed
union all
select
    o.entity, case o.entity when 'change_order' then 'supplier' else 'customer' end, o.project_id, o.id,
    o.contract_number, o.number, plain(o.title), o.text, o.status, c.party_code, local_day(o.contract_on), null, null,
    o.grand_total, null, null, null, o.deleted_at, o.updated_at,
    currency_of(c.currency_iso_code, c.currency_configuration), o.source, o.file, o."row"
from change_order o
left join listed c on c.id = o.contract_number and c.project_id = o.project_id;

create table procore.contract as
select
    c.entity, c.id as procore_id, c.contract_id, s.procore_project_id, s.project_code, s.project_key, s.is_linked,
    clean(c.number) as number, code_norm(c.number) as number_key, clean(c.number) as external_number, c.title, c.text,
    clean(c.status) as status, lower(clean(c.status)) is not distinct from 'approved' as is_approved,
    c.vendor_id, p.party_code, p.party_key, coalesce(p.is_linked, false) as is_party_linked,
    c.contract_on, c.delivery_on, measure(c.holdback_percent) as holdback_percent, money(c.amount) as amount,
    money(c.approved_change_orders) as approved_changes, money(c.revised_amount) as revised_amount,
    lower(clean(c.accounting_method)) as accounting_method, clean(c.updated_at) as updated_at, c.source, c.file,
    c."row", c.currency, is_other_currency(c.currency) as is_other_currency
from stage.procore_contract c
join procore.site s on s.procore_project_id = c.project_id
left join procore.party p on p.procore_id = c.vendor_id and p.role = c.role
where clean(c.deleted_at) is null
qualify row_number() over (partition by c.entity, c.id order by s.project_key, c.source) = 1;

insert into pull.left_out
select split_part(file, '/', 2), project_id, file, "row", null,
    case when clean(deleted_at) is not null then 'deleted in Procore' else 'its id came before' end
from stage.procore_contract c
where not exists (select 1 from procore.contract k where k.file = c.file and k."row" = c."row")
union all
select 'change_order_package', project_id, file, "row", null, 'read as the change order that names it'
from stage.procore_change_order_package k
where not exists (select 1 from stage.procore_own_package o where o.file = k.file and o."row" = k."row")
union all
select 'change_order_package', project_id, file, "row", null, 'the list of its contract was not read'
from stage.procore_own_package k
where
    not exists (select 1 from stage.procore_contract c where c.file = k.file and c."row" = k."row")
    and (
        is_unread('purchase_order_contract', k.project_id) or is_unread('work_order_contract', k.project_id)
        or is_unread('prime_contract', k.project_id)
    );

insert into pull.reject
select 'procore', 'change_order', file, "row", 'contract_id', coalesce(contract_number, ''),
    'not a contract of the project''s lists', s.project_code, null
from stage.procore_own_package k
join procore.site s on s.procore_project_id = k.project_id
where
    not exists (select 1 from stage.procore_contract c where c.file = k.file and c."row" = k."row")
    and not exists (select 1 from pull.left_out o where o.file = k.file and o."row" = k."row");

-- The lines of all of them; the lines of a package stand inside its detail. `parents`
-- says what kinds of document a line may be of: ids are unique in one kind only.
create macro kinds_of(about) as (
    select min(l.documents)
    from mapping.list l
    where
        l.system = 'procore'
        and l.list in (split_part(about, '/', 1), concat(split_part(about, '/', 1), '/', split_part(about, '/', 2)))
);

create table stage.procore_contract_line as
with
    package as (
        select project_id, id as parent_id, about, file, "row", cast(line_items as json[]) as items
        from stage.procore_package_detail
        where json_valid(line_items) and json_type(line_items) = 'ARRAY'
    ),

    package_line as (
        select project_id, parent_id, about, file, "row", unnest(items) as item, generate_subscripts(items, 1) as place
        from package
    ),

    listed as (
        select * from stage.named_commitment_line
        union all by name
        select *, json_extract_string(try_cast(line_item_type as json), '$.id') as group_code from stage.named_prime_line
    ),

    potential as (
        select l.*, split_part(l.about, '/', 3) as parent_id, coalesce(try_cast(p.revision as bigint), 0) as revision
        from stage.named_potential_line l
        left join stage.procore_potential_change_order p
            on p.project_id = l.project_id and p.id = split_part(l.about, '/', 4)
    )

select project_id, kinds_of(about) as parents, split_part(about, '/', -1) as parent_id, id, line_number,
    description, coalesce(clean(amount), extended_amount) as amount, quantity, unit, unit_price,
    activity_code as cost_code_id, group_code as cost_type_id, id_of(wbs_code) as wbs_code_id, source, file, "row", null as item, null as revision
from listed
union all
select project_id, kinds_of(about), split_part(about, '/', -1), id, line_number, description,
    coalesce(clean(amount), extended_amount), quantity, unit, unit_price, activity_code, group_code,
    coalesce(clean(wbs_code_id), id_of(wbs_code)), source, file, "row", null, null
from stage.named_change_order_line
union all
select project_id, kinds_of(about), parent_id, id, line_number, description, coalesce(clean(amount), extended_amount),
    quantity, unit, unit_price, activity_code, group_code, id_of(wbs_code), source, file, "row", null,
    concat(lpad(cast(revision as varchar), 12, '0'), '/', split_part(about, '/', 4))
from potential
union all
select project_id, kinds_of(about), parent_id, item ->> '$.id', item ->> '$.position', plain(item ->> '$.description'),
    coalesce(item ->> '$.extended_amount', item ->> '$.total_amount', item ->> '$.amount'), item ->> '$.quantity',
    item ->> '$.uom', item ->> '$.unit_cost', item ->> '$.cost_code.id', item ->> '$.line_item_type.id',
    item ->> '$.wbs_code.id', file || '#' || "row", file, "row", place, null
from package_line;

-- Where several revisions of a change order have lines and the newest alone makes its
-- amount, it took the place of the others; else their lines add up.
create table stage.superseded_revision as
with
    revision as (
        select project_id, parent_id, parents[1] as entity, revision, sum(money(amount)) as amount
        from stage.procore_contract_line
        where revision is not null
        group by all
    ),

    change_order as (
        select project_id, parent_id, entity, sum(amount) as amount, max(revision) as newest,
            max_by(amount, revision) as newest_amount
        from revision
        group by all
        having count(*) > 1
    )

select o.project_id, o.parent_id, o.entity, o.newest
from change_order o
join procore.contract c on c.procore_project_id = o.project_id and c.procore_id = o.parent_id and c.entity = o.entity
where o.newest_amount = c.amount and o.amount <> c.amount;

create table stage.procore_coded_line as
with
    coded as (
        select
            l.*, c.entity, s.procore_project_id, s.project_code, s.project_key, s.is_linked,
            coalesce(a.activity_code, w.activity_code) as activity_code,
            coalesce(a.activity_key, w.activity_key) as activity_key,
            coalesce(g.group_code, w.group_code) as group_code, coalesce(g.group_key, w.group_key) as group_key,
            l.cost_code_id is not null and a.cost_code_id is null and w.wbs_code_id is null as is_without_activity,
            l.cost_type_id is not null and g.cost_type_id is null and w.wbs_code_id is null as is_without_group,
            l.wbs_code_id is not null and w.wbs_code_id is null and a.cost_code_id is null as is_without_code,
            v.newest is not null and l.revision <> v.newest as is_superseded,
            l.item is null or regexp_matches(coalesce(l.id, ''), '^[0-9]{1,19}$') as has_id,
            row_number() over (partition by c.entity, l.parent_id, l.id order by l.source, l.item) as occurrence
        from stage.procore_contract_line l
        join procore.site s on s.procore_project_id = l.project_id
        left join procore.contract c
            on c.procore_id = l.parent_id and c.procore_project_id = l.project_id and list_contains(l.parents, c.entity)
        left join procore.activity a on a.procore_project_id = l.project_id and a.cost_code_id = l.cost_code_id
        left join procore.cost_group g on g.procore_project_id = l.project_id and g.cost_type_id = l.cost_type_id
        left join procore.budget_code w on w.procore_project_id = l.project_id and w.wbs_code_id = l.wbs_code_id
        left join stage.superseded_revision v
            on v.project_id = l.project_id and v.parent_id = l.parent_id and v.entity = c.entity
    )

select
    *,
    case
        when not has_id
            then 'no id that is a whole number'
        when entity is null then 'of a document that is not in the project''s lists'
        when money(amount) is null then 'not an amount'
        when clean(quantity) is not null and measure(quantity) is null then 'without a quantity that is a number'
        when is_without_activity and not is_unread('activity', project_id)
            then 'of a cost code that is not in the project''s list'
        when is_without_group and not is_unread('cost_group', project_id)
            then 'of a cost type that is not in the project''s list'
        when is_without_code and not is_unread('wbs_code', project_id)
            then 'of a budget code that is not in the project''s list'
    end as problem,
    case
        when entity is null and exists (
            select 1 from stage.procore_contract d
            where d.id = parent_id and d.project_id = coded.project_id and list_contains(parents, d.entity)
                and clean(d.deleted_at) is not null
        ) then 'of a document deleted in Procore'
        when entity is null and (
            is_unread('purchase_order_contract', project_id) or is_unread('work_order_contract', project_id)
            or is_unread('prime_contract', project_id) or is_unread('commitment_change_order', project_id)
            or is_unread('prime_change_order', project_id) or is_unread('change_order_package', project_id)
        ) then 'the list of its document was not read'
        when entity is not null and is_superseded then 'of a revision that a newer one took the place of'
        when entity is not null and occurrence > 1 and has_id then 'its id came before'
    end as left_out
from coded;

insert into pull.left_out
select
    concat(split_part(file, '/', 2), case when item is not null then '.line_items' end), project_id, file, "row", item,
    left_out
from stage.procore_coded_line
where left_out is not null;

insert into pull.reject
select
    'procore', coalesce(entity, case when parents[1] like 'prime%' then 'prime_contract_line' else 'commitment_line' end),
    file, "row", concat(case when item is not null then concat('line_items[', item, '].') end, 'amount'),
    coalesce(amount, ''), problem, project_code, null
from stage.procore_coded_line
where left_out is null and problem is not null
union all
select 'procore', 'change_order', d.file, d."row", 'line_items', coalesce(left(d.line_items, 200), ''), 'not a list',
    s.project_code, null
from stage.procore_package_detail d
join procore.site s on s.procore_project_id = d.project_id
where json_valid(d.line_items) is distinct from true or json_type(d.line_items) <> 'ARRAY';

create table procore.contract_line as
select
    entity, parent_id as contract_id, id as line_id, procore_project_id, project_code, project_key, is_linked,
    clean(line_number) as line_number, description, activity_code, activity_key,
    case when entity like 'prime%' then '' else group_code end as group_code,
    case when entity like 'prime%' then '' else group_key end as group_key,
    coalesce(measure(quantity), 0) as quantity, clean(unit) as unit, measure(unit_price) as unit_price,
    money(amount) as amount, amount as raw_amount, source, file, "row"
from stage.procore_coded_line
where left_out is null and problem is null;

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
    -- Amounts in another currency are not compared.
    compared as (
        select k.*
        from link.contract k
        join procore.contract c using (entity, procore_id)
        where not c.is_other_currency
    ),

    maestro as (
        select k.entity, k.procore_id, l.activity_key, l.group_key, min(l.activity_code) as activity_code,
            min(l.group_code) as group_code, sum(l.amount) as amount
        from maestro.contract_line l
        join compared k on k.maestro_source = l.contract_source
        group by all
    ),

    procore as (
        select k.entity, k.procore_id, l.activity_key, coalesce(l.group_key, '') as group_key,
            min(l.activity_code) as activity_code, min(l.group_code) as group_code, sum(l.amount) as amount
        from procore.contract_line l
        join compared k on k.procore_id = l.contract_id and k.entity = l.entity
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

create table stage.procore_modified_budget as
select
    b.*,
    json_extract_string(
        r.json, concat('/', replace(replace(setting('approved_cos_column'), '~', '~0'), '/', '~1'))
    ) as raw_change
from stage.procore_budget b
join raw_procore.budget_line r using (file, "row")
where not b.is_without_activity and not b.is_without_group;

insert into pull.reject
select 'procore', 'budget_line', file, "row", 'modified_budget', coalesce(left(raw_change, 200), ''),
    case when clean(raw_change) is null then 'no amount, where other lines have one' else 'not an amount' end,
    project_code, concat(project_key, '|', activity_key, '|', group_key)
from stage.procore_modified_budget
qualify money(raw_change) is null
    and (clean(raw_change) is not null or count(money(raw_change)) over (partition by project_key) > 0);

create table procore.modified_budget as
select
    project_code, project_key, is_linked, activity_code, activity_key, group_code, group_key, budget_line_id,
    concat(project_key, '|', activity_key, '|', group_key) as line_key, money(raw_change) as amount, source, file, "row"
from stage.procore_modified_budget
where money(raw_change) is not null;

create table stage.procore_budget_change as
select
    'budget change' as kind, clean(l.budget_change_number) as number, plain(l.budget_change_name) as title, s.project_code,
    s.project_key, s.is_linked, w.activity_code, w.activity_key, w.group_code, w.group_key, l.amount as raw_amount,
    money(l.amount) as amount,
    lower(l.type) is not distinct from 'change_event' as is_change_event,
    lower(l.budget_change_status) is not distinct from 'approved' as is_approved,
    case
        when money(l.amount) is null then 'not an amount'
        when w.wbs_code_id is null and not is_unread('wbs_code', l.project_id)
            then 'of a budget code that is not in the project''s list'
    end as problem, l.project_id, l.source, l.file, l."row"
from stage.procore_budget_change_line l
join procore.site s on s.procore_project_id = l.project_id
left join procore.budget_code w on w.procore_project_id = l.project_id and w.wbs_code_id = l.wbs_code_id
union all
select
    'transfer', m.id, plain(m.notes), s.project_code, s.project_key, s.is_linked, b.activity_code, b.activity_key,
    b.group_code, b.group_key, m.transfer_amount, cast(m.sign * money(m.transfer_amount) as decimal(18, 2)), false, true,
    case
        when money(m.transfer_amount) is null then 'not an amount'
        when b.project_key is null and not is_unread('budget_line', m.project_id)
            then 'of a budget line that is not in the project''s list'
    end, m.project_id, m.source, m.file, m."row"
from (
    select *, to_budget_line_item_id as budget_line_id, 1 as sign from stage.procore_budget_modification
    union all
    select *, from_budget_line_item_id, -1 from stage.procore_budget_modification
    where clean(from_budget_line_item_id) is not null
) m
join procore.site s on s.procore_project_id = m.project_id
left join procore.original_budget b on b.procore_project_id = m.project_id and b.budget_line_id = m.budget_line_id;

insert into pull.left_out
select 'budget_change_line', project_id, file, "row", null, 'of a budget change that is not approved'
from stage.procore_budget_change
where kind = 'budget change' and not is_approved;

insert into pull.reject
select 'procore', 'modified_budget', file, "row", 'amount', coalesce(min(raw_amount), ''), min(problem), project_code, null
from stage.procore_budget_change
where is_approved and problem is not null
group by file, "row", project_code;

create table procore.budget_change as
select
    kind, number, title, project_code, project_key, is_linked, activity_code, activity_key, group_code, group_key,
    amount, is_change_event, source, file, "row"
from stage.procore_budget_change
where is_approved and problem is null;

create table maestro.employee as
select *, code_norm(employee_code) as employee_key, upper(status) is distinct from 'I' and status is distinct from '1'
    as is_active
from stage.employee;

create table procore.user as
select id as user_id, name, clean(employee_code) as employee_code, code_norm(employee_code) as employee_key,
    lower(email) as email, lower(status) is distinct from 'false' as is_active, source, file, "row"
from stage.named_user;
