-- What the statuses of documents mean on both sides, by their letters. A status that two
-- settings list has the first meaning.
create table mapping.document_status as
with
    listed as (
        select 'procore' as system, status, status_group, 1 as place
        from mapping.procore_document_status
        union all
        select
            'maestro',
            unnest(string_split(value, ',')),
            replace(replace(name, 'document_', ''), '_values', ''),
            case
                name
                when 'document_approved_values'
                then 1
                when 'document_pending_values'
                then 2
                when 'document_closed_values'
                then 3
                when 'document_rejected_values'
                then 4
                else 5
            end
        from mapping.setting
        where
            name in (
                'document_approved_values',
                'document_pending_values',
                'document_closed_values',
                'document_rejected_values',
                'document_not_billable_values'
            )
    )

select system, letters(status) as status_key, status_group
from listed
where letters(status) <> ''
qualify
    row_number() over (
        partition by system, letters(status) order by place, status_group
    )
    = 1;
