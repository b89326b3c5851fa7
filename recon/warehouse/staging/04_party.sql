-- Who contracts and works: companies in their roles, employees and users.

-- The maestro* code of a Procore company, in each role: its link's, else its own.
create table procore.party as
select
    r.role,
    c.procore_id,
    coalesce(m.code, c.code) as party_code,
    coalesce(l.code_key, c.code_key) as party_key,
    c.name,
    c.is_active,
    (l.code_key is not null and u.code_key is null)
    or exists (
        select 1
        from link.unclear e
        where e.entity = r.role and e.procore_id = c.procore_id
    ) as is_linked
from procore.company c
cross join (select unnest(['supplier', 'customer']) as role) r
left join link.pair l on l.entity = r.role and l.procore_id = c.procore_id
left join link.presumed u on u.entity = r.role and u.procore_id = c.procore_id
left join maestro.party m on m.source = l.maestro_source;

create table procore.project_supplier as
select
    s.project_code,
    s.project_key,
    v.supplier_code as vendor_id,
    p.party_code as supplier_code,
    p.party_key as supplier_key,
    v.source,
    v.file,
    v."row"
from stage.named_project_vendor v
join procore.site s on s.procore_project_id = v.project_id
left join procore.party p on p.procore_id = v.supplier_code and p.role = 'supplier';

create table maestro.employee as
select
    *,
    code_norm(employee_code) as employee_key,
    upper(status) is distinct from 'I' and status is distinct from '1' as is_active
from stage.employee;

create table procore.user as
select
    id as user_id,
    name,
    clean(employee_code) as employee_code,
    code_norm(employee_code) as employee_key,
    lower(email) as email,
    lower(status) is distinct from 'false' as is_active,
    source,
    file,
    "row"
from stage.named_user;
