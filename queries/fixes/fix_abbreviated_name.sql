-- query: fix_abbreviated_name
--
-- Companies without an abbreviated name that are linked to a record of
-- maestro*, the code they must carry, and the company as Procore gave it.
-- One that is both supplier and customer carries the supplier's code.
select finding.id as finding, company.procore_id, pair.entity, party.code, raw.json
from result.finding as finding
join procore.company as company on company.source = (finding.key ->> '$.record')
join raw_procore.company as raw using (file, row)
join
    link.pair as pair
    on pair.procore_id = company.procore_id
    and pair.entity in ('supplier', 'customer')
join maestro.party as party on party.source = pair.maestro_source
where finding.fix = 'procore.abbreviated_name' and company.code is null
qualify row_number() over (partition by finding.id order by pair.entity desc) = 1
order by finding.id
