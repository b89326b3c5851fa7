-- query: fix_procore_party
--
-- The suppliers and customers of maestro* that Procore lacks: nothing links
-- them, and their code stands on no record of Procore.
select finding.id as finding, party.*
from result.finding as finding
join
    maestro.party as party
    on party.entity = finding.entity
    and code_norm(party.code) = code_norm(finding.key ->> '$.code')
anti join
    link.evidence as linked
    on linked.entity = party.entity
    and linked.code_key = code_norm(party.code)
anti join
    link.procore_code as known
    on known.entity = party.entity
    and known.code_key = code_norm(party.code)
where finding.fix = 'procore.record'
order by finding.id
