-- query: finding_doubts
--
-- Which findings rest on which doubt: the rule needs the doubted list, for
-- that project and code. A list that only may lack rows puts in doubt what
-- is absent from it, what is summed, and what other lists take from it. A
-- company may be supplier and customer: a finding of one role rests on the
-- list of the other.
with
    -- One list of inputs is needed for every entity that the rows name.
    needed as (
        select
            i.rule,
            i.entity,
            n.needs as input,
            count(distinct i.entity) over (partition by i.rule) = 1 as is_for_all,
            n.needs <> n.input as is_through,
            false as is_other_role
        from result.rule_input i
        join pull.input_needs n on n.input = i.input
        union
        select
            rule,
            entity,
            input,
            count(distinct entity) over (partition by rule) = 1,
            false,
            false
        from result.rule_input
        union
        select
            rule,
            entity,
            case
                entity when 'supplier' then 'maestro.customer' else 'maestro.supplier'
            end,
            false,
            true,
            true
        from result.rule_input
        where entity in ('supplier', 'customer')
    ),

    keyed as (
        select
            id,
            rule,
            entity,
            field,
            code_norm(project) as project_key,
            case
                when key ->> '$.activity_code' is null
                then null
                when key ->> '$.group_code' is null
                then
                    concat(
                        code_norm(project),
                        '|',
                        activity_norm(key ->> '$.activity_code')
                    )
                else
                    concat(
                        code_norm(project),
                        '|',
                        activity_norm(key ->> '$.activity_code'),
                        '|',
                        code_norm(key ->> '$.group_code')
                    )
            end as line_key,
            code_norm(coalesce(key ->> '$.code', key ->> '$.group_code')) as code,
            id not in (
                select finding from result.finding_source where system = 'maestro'
            ) as lacks_maestro,
            id not in (
                select finding from result.finding_source where system = 'procore'
            ) as lacks_procore
        from result.finding
    )

select distinct f.id as finding, s.doubt
from keyed f
join needed n on n.rule = f.rule and (n.entity = f.entity or n.is_for_all)
join pull.doubt_scope s on s.input = n.input
join pull.doubt d on d.doubt = s.doubt
where
    (
        s.project_key is null
        or s.project_key = f.project_key
        or (f.project_key is null and d.kind <> 'presumed link')
    )
    and (
        s.code_key is null
        or (s.code_key = 'absent' and f.lacks_maestro)
        or s.code_key = concat('field|', f.field)
        or (starts_with(s.code_key, 'field|') and f.lacks_maestro)
        or f.code = s.code_key
        or f.line_key = s.code_key
        or starts_with(f.line_key, concat(s.code_key, '|'))
        or starts_with(s.code_key, concat(f.line_key, '|'))
        or ends_with(f.line_key, concat('|', s.code_key))
        or (
            s.code_key <> 'absent'
            and not starts_with(s.code_key, 'field|')
            and f.line_key is null
            and f.code is null
        )
    )
    and (
        not n.is_other_role
        or s.code_key = f.code
        or (s.code_key is null and d.kind not in ('rejected', 'no key', 'repeated'))
    )
    and (
        not s.is_loss
        or n.is_other_role
        -- Without its group a line may be taken for cost or for revenue.
        or (n.is_through and s.input = 'maestro.cost_group')
        or (starts_with(s.input, 'maestro.') and f.lacks_maestro)
        or s.is_summed
        or starts_with(s.input, 'procore.')
    )
order by f.id, s.doubt
