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

-- The last day of the period at hand: as the company states it, else the day of the pull.
create view pull.cut_off as
select
    coalesce(
        try_cast(setting('cut_off_date') as date), local_day(max(started))
    ) as last_on
from pull.manifest
where system = 'maestro';

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
