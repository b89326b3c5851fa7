-- Which records belong together: claims that nothing contradicts, and presumed links.

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
    -- A person who decided knows that the codes differ.
    a.evidence <> 'recorded decision'
    and r.code_key is distinct from a.code_key
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

-- Codes and records of which something is said that contradicts itself: they are linked,
-- though it is not clear to what.
create table link.unclear as
select e.entity, e.code_key, e.procore_id
from link.live_evidence e
anti join link.pair p on p.entity = e.entity and p.code_key = e.code_key
union
select e.entity, r.code_key, e.procore_id
from link.live_evidence e
join link.procore_code r on r.entity = e.entity and r.procore_id = e.procore_id
anti join link.pair p on p.entity = e.entity and p.procore_id = e.procore_id;

create view link.project as
select * from link.pair where entity = 'project';

create view link.supplier as
select * from link.pair where entity = 'supplier';

create view link.customer as
select * from link.pair where entity = 'customer';
