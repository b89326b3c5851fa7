-- One pass that pairs several lines of one system with one line of the other:
-- lines of one code that share each attribute of $together, and whose sum is
-- the amount of the one. Among equal sums, and equal lines, the earliest count.
insert into cost.pair
with
    member as (
        select
            line_id,
            project_key,
            activity_key,
            group_key,
            channel,
            amount,
            cost_on,
            if(list_contains($together, 'origin_key'), origin_key, null) as origin_key,
            if(list_contains($together, 'party_key'), party_key, null) as party_key,
            if(
                list_contains($together, 'invoice_key'), invoice_key, null
            ) as invoice_key,
            if(list_contains($together, 'week'), week, null) as week,
            if(
                list_contains($together, 'document_id'), document_id, null
            ) as document_id
        from open_line
        where
            system = $several
            and (is_labour or not $labour)
            and (origin_key is not null or not list_contains($together, 'origin_key'))
            and (party_key is not null or not list_contains($together, 'party_key'))
            and (invoice_key is not null or not list_contains($together, 'invoice_key'))
            and (week is not null or not list_contains($together, 'week'))
            and (document_id is not null or not list_contains($together, 'document_id'))
    ),

    whole as (
        select
            project_key,
            activity_key,
            group_key,
            channel,
            origin_key,
            party_key,
            invoice_key,
            week,
            document_id,
            sum(amount) as amount,
            min(line_id) as first_line,
            min(cost_on) as first_on,
            count(*) as lines
        from member
        group by all
        having count(*) > 1
    ),

    ranked_whole as (
        select
            *,
            row_number() over (
                partition by project_key, activity_key, group_key, channel, amount
                order by first_on, first_line
            ) as place
        from whole
    ),

    single as (
        select
            line_id,
            project_key,
            activity_key,
            group_key,
            channel,
            amount,
            row_number() over (
                partition by project_key, activity_key, group_key, channel, amount
                order by cost_on, line_id
            ) as place
        from open_line
        where system <> $several
    ),

    found as (
        select ranked_whole.*, single.line_id as single_line
        from ranked_whole
        join single using (project_key, activity_key, group_key, channel, amount, place)
    )

select
    case $several when 'maestro' then member.line_id else found.single_line end,
    case $several when 'maestro' then found.single_line else member.line_id end,
    $basis,
    concat(upper($several[1]), found.first_line, '-', found.lines)
from found
join
    member
    on member.project_key = found.project_key
    and member.activity_key = found.activity_key
    and member.group_key = found.group_key
    and member.channel = found.channel
    and member.origin_key is not distinct from found.origin_key
    and member.party_key is not distinct from found.party_key
    and member.invoice_key is not distinct from found.invoice_key
    and member.week is not distinct from found.week
    and member.document_id is not distinct from found.document_id;
