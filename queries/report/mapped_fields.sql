-- query: mapped_fields
-- title: The mapping
-- source: the report
--
-- Both names of each field, the longest value maestro* takes, and where
-- each fact comes from.
select
    entity.title,
    field.maestro,
    coalesce(field.procore_label, field.procore),
    field.maestro_length,
    field.maestro_evidence,
    field.procore_evidence,
    field.rule_evidence
from mapping.field as field
join mapping.entity as entity using (entity)
order by entity.title, field.maestro
