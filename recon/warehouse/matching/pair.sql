-- One pass that pairs lines one to one. Two lines agree where each attribute
-- of $same is equal or empty on both sides; those of $agree must be known.
-- What the pass does not look at is left empty, so that all lines are alike
-- in it. Lines that have an attribute of $without take no part. Among equal
-- lines the order of their content decides, so that none is paired twice.
-- With $alone, lines that have an equal in their own system stay open.
insert into cost.pair
with
    line as not materialized(
        select
            system,
            line_id,
            is_due,
            cost_on as day,
            invoice_key as invoice,
            party_key as party,
            if(list_contains($same, 'project_key'), project_key, null) as project_key,
            if(
                list_contains($same, 'activity_key'), activity_key, null
            ) as activity_key,
            if(list_contains($same, 'group_key'), group_key, null) as group_key,
            if(list_contains($same, 'channel'), channel, null) as channel,
            if(list_contains($same, 'amount'), amount, null) as amount,
            if(list_contains($same, 'party_key'), party_key, null) as party_key,
            if(list_contains($same, 'invoice_key'), invoice_key, null) as invoice_key,
            if(
                list_contains($same, 'commitment_key'), commitment_key, null
            ) as commitment_key,
            if(list_contains($same, 'cost_on'), cost_on, null) as cost_on,
            if(list_contains($same, 'origin_key'), origin_key, null) as origin_key
        from open_line
        where
            (project_key is not null or not list_contains($agree, 'project_key'))
            and (activity_key is not null or not list_contains($agree, 'activity_key'))
            and (group_key is not null or not list_contains($agree, 'group_key'))
            and (channel is not null or not list_contains($agree, 'channel'))
            and (amount is not null or not list_contains($agree, 'amount'))
            and (party_key is not null or not list_contains($agree, 'party_key'))
            and (invoice_key is not null or not list_contains($agree, 'invoice_key'))
            and (
                commitment_key is not null
                or not list_contains($agree, 'commitment_key')
            )
            and (cost_on is not null or not list_contains($agree, 'cost_on'))
            and (origin_key is not null or not list_contains($agree, 'origin_key'))
            and (
                party_key is null
                or not list_contains($without, concat(system, '.party_key'))
            )
            and (
                invoice_key is null
                or not list_contains($without, concat(system, '.invoice_key'))
            )
    ),

    equal_line as not materialized(
        select
            *,
            row_number() over (
                equal order by is_due desc, day, invoice, party, line_id
            ) as place,
            count(*) over equal as lines
        from line
        window
            equal as (
                partition by
                    system,
                    project_key,
                    activity_key,
                    group_key,
                    channel,
                    amount,
                    party_key,
                    invoice_key,
                    commitment_key,
                    cost_on,
                    origin_key
            )
    )

select maestro.line_id, procore.line_id, $basis, null
from equal_line as maestro
join
    equal_line as procore
    on procore.system = 'procore'
    and procore.place = maestro.place
    and procore.project_key is not distinct from maestro.project_key
    and procore.activity_key is not distinct from maestro.activity_key
    and procore.group_key is not distinct from maestro.group_key
    and procore.channel is not distinct from maestro.channel
    and procore.amount is not distinct from maestro.amount
    and procore.party_key is not distinct from maestro.party_key
    and procore.invoice_key is not distinct from maestro.invoice_key
    and procore.commitment_key is not distinct from maestro.commitment_key
    and procore.cost_on is not distinct from maestro.cost_on
    and procore.origin_key is not distinct from maestro.origin_key
where
    maestro.system = 'maestro'
    and (not $alone or (maestro.lines = 1 and procore.lines = 1));
