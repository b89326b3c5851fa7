-- One systematic cause, one statement: a list whose codes lost their leading zeros, or
-- whose amounts have another sign or unit than Procore's, was misread as a whole. It is
-- treated as not read: nothing is called different or missing because of it.
create macro without_zeros(x) as regexp_replace(x, '(^|[^0-9])0+([0-9])', '\1\2', 'g');

create table stage.misread (list varchar, rows bigint, reason varchar);

-- Codes: those that Procore knows only once the zeros are left out on both sides.
insert into stage.misread
with
    used as (
        select distinct 'activity' as list, project_key, activity_key as code
        from maestro.activity
        where is_linked
        union
        select distinct 'budget_line', project_key, activity_key
        from maestro.original_budget
        where is_linked
        union
        select distinct 'modified_budget', project_key, activity_key
        from maestro.modified_budget
        where is_linked
        union
        select distinct 'project_cost', project_key, activity_key
        from maestro.project_cost
        where is_linked
        union
        select distinct
            case
                entity
                when 'change_order'
                then 'change_order_line'
                when 'prime_contract'
                then 'prime_contract_line'
                when 'prime_change_order'
                then 'prime_change_order'
                else 'commitment_line'
            end,
            project_key,
            activity_key
        from maestro.contract_line
        union
        select distinct entity, '', code_norm(code)
        from maestro.party
    ),

    known as (
        select distinct project_key, activity_key as code
        from procore.activity
        where not is_deleted
        union
        select distinct '', code_key
        from procore.company
        where code_key is not null
    ),

    compared as (
        select
            u.list,
            u.code,
            k.code is not null as is_known,
            k.code is null and z.code is not null as is_known_without_zeros,
            z.example
        from (select * from used where code is not null) u
        left join known k using (project_key, code)
        left join
            (
                select project_key, without_zeros(code) as code, min(code) as example
                from known
                where without_zeros(code) <> code
                group by all
            ) z
            on z.project_key = u.project_key
            and z.code = u.code
    )

select
    list,
    count(*) filter (where is_known_without_zeros),
    concat(
        'The codes lost their leading zeros: ',
        count(*) filter (where is_known_without_zeros),
        ' of ',
        count(*),
        ', such as ',
        min(code) filter (where is_known_without_zeros),
        ' for ',
        arg_min(example, code) filter (where is_known_without_zeros),
        '. Export the list as text, or as Excel with the codes as text'
    )
from compared
group by list
having
    count(*) filter (where is_known_without_zeros) >= 5
    and count(*) filter (where is_known_without_zeros)
    > count(*) filter (where is_known);

-- Amounts: those that are Procore's with another sign, or by a power of ten.
insert into stage.misread
with
    amount as (
        select 'budget_line' as list, m.amount as ours, p.amount as theirs
        from
            (
                select line_key, sum(amount) as amount
                from maestro.original_budget
                where is_linked
                group by all
            ) m
        join
            (
                select line_key, sum(amount) as amount
                from procore.original_budget
                where is_linked
                group by all
            ) p using (line_key)
        union all
        select 'modified_budget', m.amount, p.amount
        from
            (
                select line_key, sum(amount) as amount
                from maestro.modified_budget
                where is_linked
                group by all
            ) m
        join
            (
                select line_key, sum(amount) as amount
                from procore.modified_budget
                where is_linked
                group by all
            ) p using (line_key)
        union all
        select
            case
                entity
                when 'change_order'
                then 'change_order_line'
                when 'prime_contract'
                then 'prime_contract_line'
                when 'prime_change_order'
                then 'prime_change_order'
                else 'commitment_line'
            end,
            maestro_amount,
            procore_amount
        from link.contract_code
        union all
        select 'project_cost', m.amount, p.amount
        from
            (
                select project_key, party_key, invoice_key, sum(amount) as amount
                from maestro.project_cost
                where is_linked and invoice_key is not null and party_key is not null
                group by all
            ) m
        join
            (
                select project_key, party_key, invoice_key, sum(amount) as amount
                from procore.cost_line
                where is_linked and not is_deleted
                group by all
            ) p using (project_key, party_key, invoice_key)
    ),

    compared as (
        select
            list,
            ours,
            theirs,
            case
                when ours = theirs
                then 'equal'
                when ours = - theirs
                then 'have the opposite sign of'
                when abs(ours - theirs / 1000) <= 0.0051
                then 'are a thousand times smaller than'
                when abs(ours / 1000 - theirs) <= 0.0051
                then 'are a thousand times larger than'
                when abs(ours - theirs / 100) <= 0.0051
                then 'are a hundred times smaller than'
                when ours = theirs * 100
                then 'are a hundred times larger than'
                else 'other'
            end as how
        from amount
        where ours <> 0 and theirs <> 0
    ),

    counted as (
        select
            list,
            how,
            count(*) as rows,
            any_value(ours order by ours) as ours,
            any_value(theirs order by ours) as theirs
        from compared
        group by all
    )

select
    c.list,
    c.rows,
    concat(
        'The amounts ',
        c.how,
        ' Procore''s: ',
        c.rows,
        ' of ',
        (select sum(o.rows) from counted o where o.list = c.list),
        ', such as ',
        c.ours,
        ' for ',
        c.theirs,
        '. Export the list again in dollars, costs and budgets without sign'
    )
from counted c
where
    c.how not in ('equal', 'other')
    and c.rows >= 5
    and c.rows > coalesce(
        (select sum(o.rows) from counted o where o.list = c.list and o.how <> c.how), 0
    );

update pull.manifest
set is_complete = false, reason = m.reason
from (
    select list, string_agg(reason, '. ' order by reason) as reason
    from stage.misread
    group by list
) m
where m.list = manifest.list and system = 'maestro';
