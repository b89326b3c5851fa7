-- The answer of a rule joins the findings, each with its message.
insert into finding
select answer.* exclude (place) replace (said.message as message)
from answer
join said using (place);
