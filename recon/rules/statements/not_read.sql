-- Findings of a rule about an entity that was not read whole are none; where a gap has
-- no project, all of them.
delete from answer
where
    exists (
        select 1
        from
            (
                select
                    unnest(cast($rules as varchar[])) as rule,
                    unnest(cast($entities as varchar[])) as entity,
                    unnest(cast($projects as varchar[])) as project
            ) as gap
        where
            gap.rule = answer.rule
            and gap.entity = answer.entity
            and (
                gap.project is null
                or gap.project = upper(trim(answer.project_code))
            )
    );
