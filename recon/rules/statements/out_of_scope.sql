-- Findings about projects out of scope are none.
delete from answer
where
    upper(trim(project_code)) in (
        select project_key from pull.scope where not is_in_scope
    );
