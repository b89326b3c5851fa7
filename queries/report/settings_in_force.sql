-- query: settings_in_force
-- title: Settings in force
-- source: the report
-- column: name | Setting | code
-- column: value | Value
-- column: default_value | Default
-- column: evidence | Evidence
-- column: note | What it decides
--
-- Those that this company changed stand first.
select name, value, default_value, evidence, note
from mapping.setting
order by value is not distinct from default_value, name
