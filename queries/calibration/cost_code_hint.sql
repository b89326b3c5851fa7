-- query: cost_code_hint
-- title: Whether another cost-code setting fits better
-- source: Data Mapping, Direct / Concatenate
--
-- Speaks where some way of reading cost codes finds more of the activities
-- than the settings in force do.
with
    best as (
        select mode, separator, strip, matched
        from stage.calibration
        order by
            matched desc,
            ambiguous,
            mode desc,
            length(strip),
            length(separator),
            pad,
            fold_case
        limit 1
    )

select
    in_force.matched,
    in_force.activities,
    best.mode,
    best.separator,
    best.strip,
    best.matched as matched_by_best
from stage.calibration_in_force as in_force
cross join best
where best.matched > in_force.matched
