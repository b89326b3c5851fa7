-- rule: company_kept_out_yet_linked
-- title: A linked company is kept out by a tag
-- severity: notice
-- entity: many
-- exchange: Links
-- key: code
-- inputs: supplier(maestro.supplier, procore.company, procore.company_tag)
-- inputs: customer(maestro.customer, procore.company, procore.company_tag)
-- source: Data Mapping, exclusion tags
-- looks_at: customer.status
-- fix: instruction
-- screen: Procore > Company Tools > Directory > Companies > \
-- Tags/Keywords
-- action: Take the tag off {key} if the two are one company; if not, \
-- remove the link
-- message: {code} is linked to Procore record {procore_id}, and a tag \
-- there keeps this company from the {role}
--
-- A tag such as NOTMAESTRO or PASMAESTRO hides a company of Procore from
-- the list of suppliers or customers that the bridge offers. This one is
-- linked all the same, or has the code of an active, ticked record: either
-- the tag or the link is wrong. A tagged supplier that commitments or costs
-- name is reported by supplier_refused_yet_used alone.
select
    pair.entity,
    maestro.code,
    maestro.name as maestro_value,
    procore.name as procore_value,
    procore.procore_id,
    concat(pair.entity, 's') as role,
    maestro.source as maestro_source,
    procore.source as procore_source
from link.pair as pair
join
    maestro.record as maestro
    on maestro.entity = pair.entity
    and maestro.source = pair.maestro_source
join
    procore.record as procore
    on procore.entity = pair.entity
    and procore.procore_id = pair.procore_id
anti join
    link.refused_supplier as refused
    on pair.entity = 'supplier'
    and refused.procore_source = procore.source
where
    procore.is_excluded
    and maestro.is_active
    and (maestro.is_ticked or pair.evidence <> 'equal code, presumed')
order by pair.entity, maestro.code
