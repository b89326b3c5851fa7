-- What is in use, and what is left of a budget: sums that several rules ask about.
create table link.roll_forward as
with
    change_order as (
        select project_key, contract_key, sum(l.amount) as amount
        from maestro.contract c
        join
            (
                select contract_source, sum(amount) as amount
                from maestro.contract_line
                where entity = 'change_order'
                group by all
            ) l
            on l.contract_source = c.source
        where c.entity = 'change_order' and c.is_orders is distinct from false
        group by all
    )

select
    c.entity,
    'maestro' as system,
    c.project_code,
    c.code,
    coalesce(sum(l.amount), 0.00) as original,
    coalesce(min(o.amount), 0.00) as changes,
    c.revised_amount as stated,
    c.source
from maestro.contract c
left join maestro.contract_line l on l.contract_source = c.source
left join
    change_order o on o.contract_key = c.number_key and o.project_key = c.project_key
where
    c.entity in ('purchase_order', 'subcontract')
    and c.revised_amount is not null
    and c.is_number_twice is distinct from true
group by all
union all
select
    entity,
    'procore',
    project_code,
    coalesce(number, procore_id),
    amount,
    coalesce(approved_changes, 0.00),
    revised_amount,
    source
from procore.contract
where
    entity in ('purchase_order', 'subcontract')
    and revised_amount is not null
    and amount is not null;

create table link.header_total as
with
    procore_line as (
        select
            entity, contract_id, project_code, sum(amount) as amount, count(*) as lines
        from procore.contract_line
        group by all
    )

select
    c.entity,
    'procore' as system,
    c.project_code,
    concat(coalesce(c.number, ''), ' #', c.procore_id) as code,
    c.amount as stated,
    coalesce(l.amount, 0.00) as amount,
    coalesce(l.lines, 0) as lines,
    c.source
from procore.contract c
left join
    procore_line l
    on l.contract_id = c.procore_id
    and l.entity = c.entity
    and l.project_code = c.project_code
where c.amount is not null and c.is_approved
union all
select
    'project_cost',
    'procore',
    min(project_code),
    concat('#', document_id),
    min(document_amount),
    sum(amount),
    count(*),
    concat('document|', document_id)
from procore.cost_line
where kind = 'direct_cost' and document_amount is not null and not is_deleted
group by procore_project_id, document_id
union all
select
    'prime_contract',
    'maestro',
    c.project_code,
    c.code,
    c.amount,
    coalesce(sum(l.amount), 0.00),
    count(l.source),
    c.source
from maestro.contract c
left join maestro.contract_line l on l.contract_source = c.source
where
    c.entity = 'prime_contract'
    and c.amount is not null
    and c.is_number_twice is distinct from true
group by all;

create table link.modified_budget as
with
    line as (
        select
            line_key,
            project_code,
            activity_code,
            group_code,
            amount as ours,
            0.00 as theirs
        from maestro.modified_budget
        where is_linked and activity_key is not null and group_key is not null
        union all
        select line_key, project_code, activity_code, group_code, 0.00, amount
        from procore.modified_budget
        where is_linked
    )

select
    line_key,
    min(project_code) as project_code,
    min(activity_code) as activity_code,
    min(group_code) as group_code,
    cast(sum(ours) as decimal(18, 2)) as maestro_amount,
    cast(sum(theirs) as decimal(18, 2)) as procore_amount
from line
group by line_key;

create table procore.budget_move as
select
    project_key,
    min(project_code) as project_code,
    coalesce(min(activity_code), '') as activity_code,
    coalesce(min(group_code), '') as group_code,
    sum(amount) as amount,
    count(*) as changes,
    concat('change|', project_key, '|', activity_key, '|', group_key) as code_source
from procore.budget_change
where is_linked and not is_change_event
group by project_key, activity_key, group_key;

create table link.budget_use as
with
    use_of_code as (
        select
            project_key,
            project_code,
            activity_key,
            activity_code,
            group_key,
            group_code,
            amount as budget,
            0.00 as committed,
            0.00 as cost
        from maestro.original_budget
        where not is_billing
        union all
        select
            project_key,
            project_code,
            activity_key,
            activity_code,
            group_key,
            group_code,
            amount,
            0.00,
            0.00
        from maestro.modified_budget
        union all
        select
            project_key,
            project_code,
            activity_key,
            activity_code,
            group_key,
            group_code,
            0.00,
            amount,
            0.00
        from maestro.contract_line
        where entity in ('purchase_order', 'subcontract', 'change_order')
        union all
        select
            project_key,
            project_code,
            activity_key,
            activity_code,
            group_key,
            group_code,
            0.00,
            0.00,
            amount
        from maestro.project_cost
        where is_transferred and not is_billing
    )

select
    min(project_code) as project_code,
    coalesce(min(activity_code), '') as activity_code,
    coalesce(min(group_code), '') as group_code,
    cast(sum(budget) as decimal(18, 2)) as revised_budget,
    cast(sum(committed) as decimal(18, 2)) as committed,
    cast(sum(cost) as decimal(18, 2)) as cost,
    concat(project_key, '|', activity_key, '|', group_key) as line_key
from use_of_code
where project_key in (select project_key from maestro.linked_project)
group by project_key, activity_key, group_key;

-- Suppliers that maestro* or a tag refuses, by project of their use.
create table link.refused_supplier as
with
    refused as (
        select
            m.code_key,
            m.code,
            p.procore_id,
            case
                when not m.accepts_transactions
                then concat('of status ', coalesce(m.status, 'empty'), ' in maestro*')
                when p.is_excluded
                then 'kept out by a tag'
                when not p.is_active
                then 'inactive in Procore'
            end as why,
            m.source as maestro_source,
            p.source as procore_source
        from link.pair l
        join maestro.record m on m.entity = 'supplier' and m.source = l.maestro_source
        join procore.record p on p.entity = 'supplier' and p.procore_id = l.procore_id
        where l.entity = 'supplier'
    ),

    use_of_supplier as (
        select vendor_id, project_code, count(*) as commitments, 0 as costs
        from procore.contract
        where entity in ('purchase_order', 'subcontract') and is_approved
        group by all
        union all
        select vendor_id, project_code, 0, count(*)
        from procore.cost_line
        where is_approved and not is_deleted and vendor_id is not null
        group by all
    )

select
    r.code,
    u.project_code,
    r.why,
    sum(u.commitments) as commitments,
    sum(u.costs) as cost_lines,
    r.maestro_source,
    r.procore_source
from refused r
join use_of_supplier u on u.vendor_id = r.procore_id
where r.why is not null
group by all;

create table link.absent_supplier as
select
    c.project_code,
    c.project_key,
    min(c.party_code) as party_code,
    count(*) as uses,
    min(c.source) as source
from maestro.project_cost c
join
    (
        select m.code_key as party_key, l.procore_id
        from link.pair l
        join
            link.maestro_code m on m.source = l.maestro_source and m.entity = 'supplier'
        anti join link.presumed u on u.entity = l.entity and u.procore_id = l.procore_id
        where l.entity = 'supplier'
    ) s using (party_key)
where
    c.is_linked
    and c.is_transferred
    and c.procore_type = 'invoice'
    and not exists (
        select 1
        from procore.project_supplier d
        where d.project_key = c.project_key and d.vendor_id = s.procore_id
    )
group by c.project_code, c.project_key, c.party_key;

-- The codes of what is paired, as written: equal keys may hide what nobody sees.
create view link.code_pair as
with
    code_pair as (
        select
            l.entity,
            m.project_code,
            m.code as maestro_code,
            p.code as procore_code,
            m.code_key is distinct from p.code_key as is_other_code,
            l.is_moved,
            l.evidence,
            m.source as maestro_source,
            p.source as procore_source
        from
            (
                select *, false as is_moved
                from link.pair
                union all
                select *, true
                from link.moved
            ) l
        join maestro.record m on m.entity = l.entity and m.source = l.maestro_source
        join procore.record p on p.entity = l.entity and p.procore_id = l.procore_id
        union all
        select
            'activity',
            m.project_code,
            m.activity_code,
            p.activity_code,
            false,
            false,
            'equal code',
            m.source,
            p.source
        from maestro.activity m
        join procore.activity p using (project_key, activity_key)
        where m.is_linked and not p.is_deleted
        union all
        select
            'cost_group',
            p.project_code,
            m.group_code,
            p.group_code,
            false,
            false,
            'equal code',
            concat('code|cost_group|', m.group_key),
            concat('code|cost_group|', m.group_key)
        from maestro.cost_group m
        join procore.cost_group p using (group_key)
        where p.is_linked
        union all
        select
            l.entity,
            m.project_code,
            m.external_number,
            p.number,
            false,
            false,
            'number',
            m.source,
            p.source
        from link.contract l
        join maestro.contract m on m.entity = l.entity and m.source = l.maestro_source
        join procore.contract p on p.entity = l.entity and p.procore_id = l.procore_id
        where l.entity in ('purchase_order', 'subcontract')
        union all
        select
            'employee',
            null,
            m.employee_code,
            p.employee_code,
            false,
            false,
            'equal code',
            concat('code|employee|', m.employee_key),
            p.source
        from maestro.employee m
        join procore.user p using (employee_key)
    )

select
    *,
    unseen(maestro_code) is distinct from unseen(procore_code)
    and procore_code is not null as is_unseen_difference
from code_pair;
