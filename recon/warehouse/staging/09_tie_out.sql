-- The states of cost lines add up to the totals of both systems, per project, activity,
-- group and period. Both totals are summed from the lines alone, the states
-- from the match.
create table cost.tie_out as
with
    counted as (
        select
            project_key,
            activity_key,
            group_key,
            period,
            amount as maestro_total,
            0 as procore_total,
            null as state,
            0 as ours,
            0 as theirs,
            0 as moved
        from maestro.project_cost
        union all
        select project_key, activity_key, group_key, period, 0, amount, null, 0, 0, 0
        from procore.cost_line
        where not is_deleted
        union all
        select project_key, activity_key, group_key, period, 0, 0, state, amount, 0, 0
        from cost.maestro_state
        union all
        select project_key, activity_key, group_key, period, 0, 0, state, 0, amount, 0
        from cost.procore_state
        where maestro_line is null and not is_deleted
        union all
        -- A pair counts in maestro*'s period on both sides.
        select
            c.project_key,
            c.activity_key,
            c.group_key,
            s.period,
            0,
            0,
            c.state,
            0,
            s.procore_amount,
            case when s.period <> s.procore_period then - s.procore_amount else 0 end
        from cost.share s
        join cost.procore_state c on c.line_id = s.procore_line
        union all
        -- What its own date puts into another period.
        select
            c.project_key,
            c.activity_key,
            c.group_key,
            s.procore_period,
            0,
            0,
            null,
            0,
            0,
            s.procore_amount
        from cost.share s
        join cost.procore_state c on c.line_id = s.procore_line
        where s.period <> s.procore_period
    )

select
    t.project_key,
    coalesce(t.activity_key, '') as activity_key,
    coalesce(t.group_key, '') as group_key,
    t.period,
    cast(sum(t.maestro_total) as decimal(18, 2)) as maestro_total,
    cast(
        coalesce(sum(t.ours) filter (where t.state = 'matched'), 0) as decimal(18, 2)
    ) as matched,
    cast(
        coalesce(
            sum(t.ours) filter (where t.state = 'matched with drift'), 0
        ) as decimal(18, 2)
    ) as drifted,
    cast(
        coalesce(
            sum(t.ours) filter (where t.state = 'routed to the commitment'), 0
        ) as decimal(18, 2)
    ) as routed,
    cast(
        coalesce(
            sum(t.ours) filter (where t.state = 'missing in Procore'), 0
        ) as decimal(18, 2)
    ) as missing,
    cast(
        coalesce(sum(t.ours) filter (where t.state = 'netted'), 0) as decimal(18, 2)
    ) as netted,
    cast(
        coalesce(sum(t.ours) filter (where t.state = 'excluded'), 0) as decimal(18, 2)
    ) as excluded,
    cast(
        coalesce(sum(t.theirs) filter (where t.state = 'matched'), 0) as decimal(18, 2)
    ) as procore_matched,
    cast(
        coalesce(
            sum(t.theirs) filter (where t.state = 'matched with drift'), 0
        ) as decimal(18, 2)
    ) as procore_drifted,
    cast(
        coalesce(
            sum(t.theirs) filter (where t.state = 'routed to the commitment'), 0
        ) as decimal(18, 2)
    ) as procore_routed,
    cast(
        coalesce(
            sum(t.theirs) filter (where t.state = 'only in Procore'), 0
        ) as decimal(18, 2)
    ) as only_in_procore,
    cast(
        coalesce(sum(t.theirs) filter (where t.state = 'duplicated'), 0) as decimal(
            18, 2
        )
    ) as duplicated,
    cast(
        coalesce(sum(t.theirs) filter (where t.state = 'excluded'), 0) as decimal(18, 2)
    ) as procore_excluded,
    cast(sum(t.moved) as decimal(18, 2)) as date_in_another_period,
    cast(sum(t.procore_total) as decimal(18, 2)) as procore_total
from counted t
group by all;

-- The way from maestro*'s total to Procore's; balance is 0.00 where nothing is lost.
create view cost.bridge as
select
    project_key,
    activity_key,
    group_key,
    period,
    maestro_total,
    - missing as missing,
    - netted as netted,
    - excluded as excluded,
    procore_matched
    + procore_drifted
    + procore_routed
    - matched
    - drifted
    - routed as changed,
    only_in_procore,
    duplicated,
    procore_excluded,
    date_in_another_period,
    procore_total,
    procore_total
    - date_in_another_period
    - procore_excluded
    - duplicated
    - only_in_procore
    - (procore_matched + procore_drifted + procore_routed)
    + (
        maestro_total - missing - netted - excluded - matched - drifted - routed
    ) as balance
from cost.tie_out;

create view cost.out_of_balance as
select *
from cost.tie_out
where
    maestro_total <> matched + drifted + routed + missing + netted + excluded
    or procore_total
    <> procore_matched
    + procore_drifted
    + procore_routed
    + only_in_procore
    + duplicated
    + procore_excluded
    + date_in_another_period;
