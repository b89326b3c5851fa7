-- A key that several rows of a rule's answer share: `key` must name one finding.
select
    rule,
    'the key '
    || min(key)
    || ' stands in several rows; `key` must name one finding' as problem
from
    (
        select rule, key
        from answer
        group by rule, entity, project_code, key, field
        having count(*) > 1
    ) as shared_key
group by rule;
