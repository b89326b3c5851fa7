-- What was not read whole, of the projects in scope.
select p.input, p.project_key, p.reason
from pull.input_problem p
left join pull.scope s using (project_key)
where s.is_in_scope is distinct from false
order by all;
