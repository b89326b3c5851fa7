-- Suppliers that may stand twice in maestro*.

-- Two suppliers of one licence, one name without its legal form, or one phone.
create table link.twin_supplier as
with
    supplier as (
        select
            code,
            code_norm(code) as code_key,
            name,
            source,
            digits(no_placeholder(rbq_number)) as licence,
            digits(no_placeholder(phone)) as phone,
            name_norm(name) as name_key
        from maestro.party
        where entity = 'supplier' and code is not null
    ),

    likeness as (
        select code_key, source, 'licence' as agree_in, licence as value, 1 as place
        from supplier
        where length(licence) = 10
        union all
        select code_key, source, 'name', name_key, 2
        from supplier
        where length(name_key) > 3
        union all
        select code_key, source, 'phone', phone, 3
        from supplier
        where length(phone) >= 10
    )

select
    s.code,
    s.code_key,
    t.code as other_code,
    t.code_key as other_code_key,
    s.name,
    t.name as other_name,
    a.agree_in,
    s.source
from likeness a
join
    likeness b
    on b.agree_in = a.agree_in
    and b.value = a.value
    and b.code_key > a.code_key
join supplier s on s.source = a.source
join supplier t on t.source = b.source
qualify
    row_number() over (
        partition by s.code_key, t.code_key
        order by a.place, s.code, t.code, s.name, t.name, s.source, t.source
    )
    = 1;
