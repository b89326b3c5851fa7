-- A severity that is none.
select
    rule,
    concat(
        'Unknown severity ',
        min(severity),
        '; use one of: ',
        array_to_string(cast($1 as varchar[]), ', ')
    ) as problem
from answer
where not list_contains(cast($1 as varchar[]), severity)
group by rule;
