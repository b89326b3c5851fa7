-- query: mapped_fields
-- title: The mapping
-- source: the report
-- caption: The mapping: both names of each field, its limit, and the \
-- evidence
-- column: entity | Entity
-- column: maestro | maestro*
-- column: procore | Procore
-- column: maestro_length | Longest in maestro* | count
-- column: maestro_evidence | Evidence of the maestro* name
-- column: procore_evidence | Evidence of the Procore name
-- column: rule_evidence | Evidence of the rest
--
-- Both names of each field, the longest value maestro* takes, and where
-- each fact comes from.
select
    entity.title as entity,
    field.maestro,
    coalesce(field.procore_label, field.procore) as procore,
    field.maestro_length,
    field.maestro_evidence,
    field.procore_evidence,
    field.rule_evidence
from mapping.field as field
join mapping.entity as entity using (entity)
order by entity.title, field.maestro
