-- query: fix_rule
--
-- What each rule says of its fixes, and of what a person does.
select rule, title, source, screen, action, action_retired
from result.rule
order by rule
