-- All findings in their lasting order: errors first, then by rule and key.
select *
from finding
order by
    case severity when 'error' then 1 when 'warning' then 2 else 3 end,
    rule,
    project nulls first,
    entity,
    key,
    field nulls first,
    id;
