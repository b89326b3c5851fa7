-- The fix of the plan that each finding calls for.
create or replace temp table proposed as
select
    unnest($ids) as id,
    unnest($fixes) as fix,
    unnest($kinds) as kind,
    unnest($actions) as action;
