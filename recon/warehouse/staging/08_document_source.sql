-- Where the values of documents and their lines come from.
create view result.document_source as
select 'maestro', source, null, file, "row", null, null
from maestro.contract
union all
select 'procore', source, null, file, "row", procore_id, null
from procore.contract
union all
select
    'maestro',
    concat(
        'code|contract|',
        entity,
        '|',
        project_key,
        '|',
        coalesce(external_key, number_key)
    ),
    null,
    file,
    "row",
    null,
    null
from maestro.contract
union all
select
    'procore',
    concat('code|contract|', entity, '|', project_key, '|', number_key),
    null,
    file,
    "row",
    procore_id,
    null
from procore.contract
union all
select
    'maestro',
    concat('number|contract|', contract_key, '|', number_key),
    null,
    file,
    "row",
    null,
    null
from maestro.contract
union all
select
    'procore',
    concat('number|contract|', contract_id, '|', number_key),
    null,
    file,
    "row",
    procore_id,
    null
from procore.contract
union all
select
    'procore', concat('id|contract|', procore_id), null, file, "row", procore_id, null
from procore.contract
union all
select
    'maestro',
    concat(
        'contract|', k.procore_id, '|', coalesce(l.activity_key, ''), '|', l.group_key
    ),
    'amount',
    l.file,
    l."row",
    null,
    l.amount
from maestro.contract_line l
join link.contract k on k.maestro_source = l.contract_source and k.entity = l.entity
union all
select
    'procore',
    concat(
        'contract|',
        contract_id,
        '|',
        coalesce(activity_key, ''),
        '|',
        coalesce(group_key, '')
    ),
    'amount',
    file,
    "row",
    line_id,
    amount
from procore.contract_line
union all
select 'maestro', concat('lines|', contract_source), 'amount', file, "row", null, amount
from maestro.contract_line
union all
select 'procore', concat('lines|', contract_id), 'amount', file, "row", line_id, amount
from procore.contract_line
union all
select 'maestro', source, null, file, "row", null, amount
from maestro.contract_line
union all
select 'procore', source, null, file, "row", line_id, amount
from procore.contract_line
union all
select
    'maestro',
    concat('committed|', project_key, '|', activity_key, '|', group_key),
    'committed',
    file,
    "row",
    null,
    amount
from maestro.contract_line
where entity in ('purchase_order', 'subcontract', 'change_order');
