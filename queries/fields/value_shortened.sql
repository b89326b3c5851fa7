-- rule: value_shortened
-- title: A value was shortened
-- severity: notice
-- entity: many
-- exchange: Fields
-- key: code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company)
-- inputs: customer(maestro.customer, procore.company)
-- source: Data Mapping, field lengths
-- looks_at: *.limited
-- screen: maestro* > the record's own screen
-- action: Nothing to correct: maestro* holds the first characters. \
-- Shorten both if you wish
-- message: maestro* has the first {longest:count} of {characters:count} \
-- characters
--
-- Procore's value is longer than maestro* takes, and maestro* has exactly
-- its first characters. Nobody edited anything: the bridge cut it. Good to
-- know, nothing to do.
with maestro as (select entity, source, code, project_code from maestro.record)

select
    shortened.entity,
    maestro.project_code,
    maestro.code,
    shortened.field,
    shortened.maestro_value,
    shortened.procore_value,
    shortened.maestro_length as longest,
    length(shortened.procore_value) as characters,
    shortened.maestro_source,
    shortened.procore_source
from link.shortened as shortened
join
    maestro
    on maestro.entity = shortened.entity
    and maestro.source = shortened.maestro_source
where not shortened.is_hyphenated_licence
order by shortened.entity, maestro.code, shortened.field
