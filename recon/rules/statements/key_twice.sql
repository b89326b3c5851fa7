-- A key that several rows of an answer share.
select min(key)
from (select key from answer group by id, key having count(*) > 1) as shared_key;
