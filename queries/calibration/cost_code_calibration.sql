-- query: cost_code_calibration
-- title: Which cost-code setting fits
-- source: Data Mapping, Direct / Concatenate
--
-- How many of the project's maestro* activities find a Procore cost code
-- under each mode and normalisation, on this company's own data. The best
-- match rate with the fewest ambiguous codes is the setting to take.
select
    mode,
    separator,
    strip,
    pad,
    fold_case,
    activities,
    matched,
    ambiguous,
    cast(round(matched * 100.0 / activities, 1) as decimal(5, 1)) as match_percent
from stage.calibration
where activities > 0
order by
    match_percent desc,
    ambiguous,
    mode desc,
    length(strip),
    length(separator),
    pad,
    fold_case
