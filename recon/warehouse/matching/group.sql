-- One pass that pairs several lines of one system with one line of the other:
-- lines that share each attribute of $together, and whose sum is the amount of the
-- one. $agree are the attributes in which the one must be like the several; without
-- the amount, the one is nearer to their sum than to any of them. Among equal sums,
-- and equal lines, the earliest count. With $alone, neither may have an equal. Of
-- rows that carry one transaction either the first counts, or the last.
insert into cost.pair
with
    member as (
        select
            line_id,
            version,
            copy is not null as is_repeated,
            project_key,
            channel,
            amount,
            cost_on,
            if(
                list_contains($agree, 'activity_key'), activity_key, null
            ) as activity_key,
            if(list_contains($agree, 'group_key'), group_key, null) as group_key,
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
        cross join (select unnest([1, 2]) as version)
        where
            system = $several
            and (is_labour or not $labour)
            and coalesce(copy = case version when 1 then 1 else copies end, true)
            and (origin_key is not null or not list_contains($together, 'origin_key'))
            and (party_key is not null or not list_contains($together, 'party_key'))
            and (invoice_key is not null or not list_contains($together, 'invoice_key'))
            and (week is not null or not list_contains($together, 'week'))
            and (document_id is not null or not list_contains($together, 'document_id'))
    ),

    summed as (
        select
            version,
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
            list(abs(amount)) as amounts,
            min(line_id) as first_line,
            min(cost_on) as first_on,
            count(*) as lines
        from member
        group by all
        having count(*) > 1 and (version = 1 or bool_or(is_repeated))
    ),

    whole as (
        select
            *,
            if(list_contains($agree, 'amount'), amount, null) as agreed_amount,
            if(list_contains($agree, 'party_key'), party_key, null) as agreed_party,
            if(list_contains($agree, 'week'), week, null) as agreed_week
        from summed
    ),

    ranked_whole as (
        select
            *,
            row_number() over (alike order by version, first_on, first_line) as place,
            count(*) filter (where version = 1) over alike as equals
        from whole
        window
            alike as (
                partition by
                    project_key,
                    activity_key,
                    group_key,
                    channel,
                    agreed_amount,
                    agreed_party,
                    agreed_week
            )
    ),

    one as (
        select
            line_id,
            project_key,
            channel,
            amount,
            cost_on,
            if(
                list_contains($agree, 'activity_key'), activity_key, null
            ) as activity_key,
            if(list_contains($agree, 'group_key'), group_key, null) as group_key,
            if(list_contains($agree, 'amount'), amount, null) as agreed_amount,
            if(list_contains($agree, 'party_key'), party_key, null) as agreed_party,
            if(list_contains($agree, 'week'), week, null) as agreed_week
        from open_line
        where
            system <> $several
            and (activity_key is not null or not list_contains($agree, 'activity_key'))
            and (group_key is not null or not list_contains($agree, 'group_key'))
    ),

    single as (
        select
            *,
            row_number() over (alike order by cost_on, line_id) as place,
            count(*) over alike as equals
        from one
        window
            alike as (
                partition by
                    project_key,
                    activity_key,
                    group_key,
                    channel,
                    agreed_amount,
                    agreed_party,
                    agreed_week
            )
    ),

    found as (
        select w.*, s.line_id as single_line
        from ranked_whole w
        join
            single s
            on s.project_key = w.project_key
            and s.channel = w.channel
            and s.place = w.place
            and s.activity_key is not distinct from w.activity_key
            and s.group_key is not distinct from w.group_key
            and s.agreed_amount is not distinct from w.agreed_amount
            and s.agreed_party is not distinct from w.agreed_party
            and s.agreed_week is not distinct from w.agreed_week
        where
            (not $alone or (s.equals = 1 and w.equals = 1))
            and (
                list_contains($agree, 'amount')
                or abs(abs(s.amount) - abs(w.amount))
                < list_min(list_transform(w.amounts, lambda a:abs(abs(s.amount) - a)))
            )
        qualify
            row_number() over (
                partition by
                    w.project_key,
                    w.activity_key,
                    w.group_key,
                    w.channel,
                    w.origin_key,
                    w.party_key,
                    w.invoice_key,
                    w.week,
                    w.document_id
                order by w.version
            )
            = 1
    )

select
    case $several when 'maestro' then member.line_id else found.single_line end,
    case $several when 'maestro' then found.single_line else member.line_id end,
    $basis,
    concat(upper($several[1]), found.first_line, '-', found.lines)
from found
join
    member
    on member.version = found.version
    and member.project_key = found.project_key
    and member.activity_key is not distinct from found.activity_key
    and member.group_key is not distinct from found.group_key
    and member.channel = found.channel
    and member.origin_key is not distinct from found.origin_key
    and member.party_key is not distinct from found.party_key
    and member.invoice_key is not distinct from found.invoice_key
    and member.week is not distinct from found.week
    and member.document_id is not distinct from found.document_id;
