-- What the settings say of values, and which records belong together.
create macro setting(n) as (select value from mapping.setting where name = n);

-- A timestamp of Procore as a day of the company's zone.
create macro local_day(x) as
    real_day(
        case
            when length(clean(x)) = 10 then try_cast(clean(x) as date)
            else cast(timezone(setting('time_zone'), try_cast(clean(x) as timestamptz)) as date)
        end
    );

create macro is_other_currency(code) as coalesce(code <> upper(setting('currency')), false);

-- What says that two records are the same thing. Each claim keeps its evidence;
-- a pair is a claim that no other contradicts.
create table maestro.party as
select 'supplier' as entity, *
from stage.supplier
union all by name
select 'customer' as entity, *
from stage.customer;

create table procore.company as
select
    * exclude (
        id,
        status,
        origin_id,
        origin_code,
        updated_at,
        keywords,
        tags,
        project_id,
        about
    ),
    code_norm(code) as code_key,
    lower(status) is distinct from 'false' as is_active,
    clean(origin_id) as origin_id,
    clean(origin_code) as origin_code,
    clean(updated_at) as updated_at
from stage.named_company
qualify row_number() over (partition by id order by about, file, "row") = 1;

create table procore.project as
select
    * exclude (
        id,
        status,
        origin_id,
        updated_at,
        template,
        is_demo,
        estimated_start_date,
        estimated_completion_date,
        project_id,
        about
    ),
    code_norm(project_code) as project_key,
    lower(status) is distinct from 'false' as is_active,
    clean(origin_id) as origin_id,
    clean(updated_at) as updated_at
from stage.named_project
where lower(template) is distinct from 'true' and lower(is_demo) is distinct from 'true';

-- Templates and demonstration projects are left out, and named where maestro* has them.
create table procore.left_out_project as
select
    procore_id,
    code_norm(project_code) as project_key,
    case
        when lower(template) is not distinct from 'true'
        then 'a template'
        else 'a demonstration project'
    end as kind,
    source,
    file,
    "row"
from stage.named_project
where
    lower(template) is not distinct from 'true'
    or lower(is_demo) is not distinct from 'true';

-- Every code of maestro*, whatever the entity.
create table link.maestro_code as
select
    'project' as entity,
    project_code as code,
    code_norm(project_code) as code_key,
    procore_id,
    source
from stage.project
union all
select entity, code, code_norm(code), procore_id, source
from maestro.party;

create table link.procore_code as
select
    'project' as entity,
    procore_id,
    project_code as code,
    project_key as code_key,
    origin_id,
    is_active,
    source
from procore.project
union all
select role, procore_id, code, code_key, origin_id, is_active, source
from procore.company
cross join (select unnest(['supplier', 'customer']) as role);

-- A company has one origin field for two roles: a supplier's code is read first.
create table link.evidence as
select distinct
    entity,
    code_norm(maestro_code) as code_key,
    procore_id,
    'recorded decision' as evidence,
    1 as rank
from link.decision
union all
select distinct entity, code_key, procore_id, 'export column', 2
from link.maestro_code
where procore_id is not null and code_key is not null
union all
select distinct p.entity, m.code_key, p.procore_id, 'origin field', 3
from link.procore_code p
join link.maestro_code m on m.entity = p.entity and m.code_key = code_norm(p.origin_id)
where
    (select value from mapping.setting where name = 'origin_field') = 'origin_id'
    -- Whether a code is a supplier's cannot be said where suppliers were not read.
    and not (
        p.entity = 'customer'
        and exists (
            select 1
            from pull.manifest
            where system = 'maestro' and list = 'supplier' and not is_complete
        )
    )
    and not (
        p.entity = 'customer'
        and exists (
            select 1
            from link.maestro_code s
            where s.entity = 'supplier' and s.code_key = code_norm(p.origin_id)
        )
    );

-- A decision outweighs a column, a column the origin field. What stays contradictory
-- is no pair: link_ambiguous reports it.
create table link.claim as
select entity, code_key, procore_id, rank, evidence
from link.evidence
qualify
    min(rank) over (partition by entity, code_key) = rank
    and min(rank) over (partition by entity, procore_id) = rank
    and row_number() over (partition by entity, code_key, procore_id order by rank) = 1;

-- A link that leads to nothing says nothing of what its record is.
create table link.live_evidence as
select distinct e.entity, e.code_key, e.procore_id
from link.evidence e
semi join link.maestro_code m on m.entity = e.entity and m.code_key = e.code_key
semi join link.procore_code p on p.entity = e.entity and p.procore_id = e.procore_id;

-- A code that stands once on either side, of a record for which nothing says what it is
-- linked to: both are compared as presumed linked, whatever the records beside them have.
create table link.same_code as
select m.entity, m.code_key, p.procore_id
from
    (
        select entity, code_key
        from link.maestro_code
        where code_key is not null
        group by all
        having count(*) = 1
    ) m
join
    (
        select entity, code_key, min(procore_id) as procore_id
        from link.procore_code
        where code_key is not null
        group by all
        having count(*) = 1
    ) p using (entity, code_key)
anti join link.live_evidence c on c.entity = m.entity and c.code_key = m.code_key
anti join link.live_evidence r on r.entity = m.entity and r.procore_id = p.procore_id;

-- Whether the records of an entity carry link evidence as a rule. Where fewer do than
-- do not, a record without it is no exception, and the presumption is all there is.
create table link.entity_evidence as
select
    entity,
    coalesce(linked, 0) as linked,
    coalesce(presumed, 0) as presumed,
    coalesce(linked, 0) > 0 and coalesce(linked, 0) >= coalesce(presumed, 0) as is_usual
from (select unnest(['project', 'supplier', 'customer']) as entity)
left join
    (
        select entity, count(distinct code_key) as linked
        from link.evidence
        group by all
    ) using (entity)
left join
    (select entity, count(*) as presumed from link.same_code group by all) using (
        entity
    );

-- Presumed links among records that are linked: compared as linked, yet for the bridge
-- they are not, and nothing is written on them.
create table link.presumed as
select s.entity, s.code_key, s.procore_id
from link.same_code s
semi join link.entity_evidence e on e.entity = s.entity and e.is_usual;

-- A claim that nothing contradicts, of a record of another code, while Procore has a
-- record of this one's code: the link was moved, and what it names is not compared.
create table link.evident as
with
    alone as (
        select c.entity, c.code_key, c.procore_id, c.evidence
        from link.claim c
        qualify
            count(*) over (partition by entity, code_key) = 1
            and count(*) over (partition by entity, procore_id) = 1
    ),

    code_of_record as (
        select distinct entity, procore_id, code_key from link.procore_code
    )

select
    a.*,
    r.code_key is distinct from a.code_key
    and exists (
        select 1
        from code_of_record o
        where
            o.entity = a.entity
            and o.code_key = a.code_key
            and o.procore_id <> a.procore_id
    ) as is_moved
from alone a
left join code_of_record r using (entity, procore_id);

create table link.joined as
select
    e.entity,
    e.code_key,
    e.procore_id,
    e.evidence,
    m.source as maestro_source,
    p.source as procore_source,
    e.is_moved
from
    (
        select *
        from link.evident
        union all
        select entity, code_key, procore_id, 'equal code, presumed', false
        from link.same_code
    ) e
join
    (
        select entity, code_key, min(source) as source
        from link.maestro_code
        group by all
        having count(*) = 1
    ) m using (entity, code_key)
join link.procore_code p using (entity, procore_id);

create table link.pair as
select * exclude (is_moved) from link.joined where not is_moved;

create view link.moved as
select * exclude (is_moved) from link.joined where is_moved;

create view link.project as
select * from link.pair where entity = 'project';

create view link.supplier as
select * from link.pair where entity = 'supplier';

create view link.customer as
select * from link.pair where entity = 'customer';
