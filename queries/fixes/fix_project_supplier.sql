-- query: fix_project_supplier
--
-- Linked suppliers that are not in the directory of the finding's project,
-- and the ids of both.
select finding.id as finding, site.procore_project_id, party.procore_id as vendor_id
from result.finding as finding
join procore.site as site on site.project_key = code_norm(finding.project)
join
    procore.party as party
    on party.role = 'supplier'
    and party.is_linked
    and party.party_key = code_norm(finding.key ->> '$.code')
anti join
    procore.project_supplier as member
    on member.project_key = site.project_key
    and member.vendor_id = party.procore_id
where finding.fix = 'procore.project_supplier'
order by finding.id
