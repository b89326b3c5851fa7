-- query: fix_budget_code
--
-- The items of both segments of a project that a new budget code is made
-- of.
select
    item.project_id,
    lower(segment.type) as type,
    case
        lower(segment.type)
        when 'cost_code'
        then activity_norm(coalesce(item.path_code, item.code))
        else code_norm(item.code)
    end as code_key,
    min(segment.id) as segment_id,
    min(item.id) as item_id
from stage.procore_segment_item as item
join
    stage.procore_segment as segment
    on segment.project_id = item.project_id
    and item.about = concat('segment_item/', segment.id)
where lower(segment.type) in ('cost_code', 'line_item_type')
group by all
order by item.project_id, type, code_key
