-- query: fields_not_covered
-- title: Mapped fields that no rule looks at
-- source: the report
--
-- A difference in one of these is not found by this version.
select
    entity.title,
    field.maestro,
    coalesce(field.procore_label, field.procore, ''),
    coalesce(field.note, '')
from result.coverage as coverage
join mapping.entity as entity using (entity)
join mapping.field as field using (entity, field)
where coverage.rules = ''
order by entity.title, field.maestro
