-- query: fields_not_covered
-- title: Mapped fields that no rule looks at
-- source: the report
-- column: entity | Entity
-- column: maestro | maestro*
-- column: procore | Procore
-- column: note | Note
-- nothing: every mapped field has its rule.
--
-- A difference in one of these is not found by this version.
select
    entity.title as entity,
    field.maestro,
    coalesce(field.procore_label, field.procore, '') as procore,
    coalesce(field.note, '') as note
from result.coverage as coverage
join mapping.entity as entity using (entity)
join mapping.field as field using (entity, field)
where coverage.rules = ''
order by entity.title, field.maestro
