-- The answer of a rule joins the findings, each with its message.
insert into finding
select answer.* exclude (place) replace (wording.message as message)
from answer
join wording using (place);
