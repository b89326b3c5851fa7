-- query: fields_not_exported
-- title: Fields that were not compared
-- source: the report
-- caption: Fields that were not compared: the export has no such column
-- column: title | Entity
-- column: fields | Fields
-- nothing: every mapped field has its column.
--
-- The export was read and has no column for these fields, so nothing is
-- said of them.
select entity.title, string_agg(field.maestro, ', ' order by field.maestro) as fields
from mapping.field as field
join mapping.entity as entity using (entity)
left join
    result.coverage as coverage
    on coverage.entity = field.entity
    and coverage.field = field.field
join
    pull.manifest as manifest
    on manifest.system = 'maestro'
    and manifest.list = field.entity
    and manifest.is_complete
where
    (field.compare <> 'none' or (field.kind = 'money' and coverage.rules <> ''))
    and not field.is_exported
group by entity.title
order by entity.title
