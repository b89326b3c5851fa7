-- query: cost_code_calibration
-- title: Which cost-code setting fits
-- source: Data Mapping, Direct / Concatenate
-- caption: Cost-code settings tried on this company's activities, best \
-- first
-- column: mode | Mode
-- column: separator | Separator | code
-- column: strip | Left out | code
-- column: pad | Padded to | count
-- column: fold_case | Case folded
-- column: activities | Activities | count
-- column: matched | Matched | count
-- column: ambiguous | Ambiguous | count
-- column: match_percent | Matched (%) | quantity
-- nothing: no linked project has activities.
--
-- How many of the project's maestro* activities find a Procore cost code
-- under each mode and normalisation, on this company's own data. The best
-- match rate with the fewest ambiguous codes is the setting to take. The
-- six best are listed.
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
limit 6
