-- Companies of Procore: the tags they carry, and the roles they are used in.

-- Tags are searchable, never shown: a hit by the name or the external id is none.
create table procore.company_tag as
select distinct id as procore_id, split_part(about, '/', 2) as tag
from stage.procore_company_tag
where
    not contains(upper(coalesce(name, '')), upper(split_part(about, '/', 2)))
    and not contains(upper(coalesce(origin_code, '')), upper(split_part(about, '/', 2)))
union
-- Should a view give the tags after all, they are read too.
select
    id,
    unnest(
        string_split(
            translate(
                regexp_replace(coalesce(keywords, tags), '["\[\]]', '', 'g'),
                setting('tag_separators'),
                repeat('|', length(setting('tag_separators')))
            ),
            '|'
        )
    )
from stage.procore_company
where coalesce(keywords, tags) is not null;

-- A company's role follows from its use: an owner's contract or a commitment.
create table procore.company_use as
select distinct
    json_extract_string(try_cast(vendor as json), '$.id') as procore_id,
    'customer' as role
from stage.procore_prime_contract
where json_extract_string(try_cast(vendor as json), '$.id') is not null
union
select distinct json_extract_string(try_cast(vendor as json), '$.id'), 'supplier'
from
    (
        select vendor
        from stage.procore_purchase_order_contract
        union all
        select vendor
        from stage.procore_work_order_contract
    )
where json_extract_string(try_cast(vendor as json), '$.id') is not null;
