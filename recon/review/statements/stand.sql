-- What became of findings, read from the trail again.
update review
set status = n.status, age = n.age, bucket = n.bucket, assigned_to = n.assigned_to
from (
    select unnest($ids) as id, unnest($statuses) as status, unnest($ages) as age,
        unnest($buckets) as bucket, unnest($assigned) as assigned_to
) n
where n.id = review.id;
