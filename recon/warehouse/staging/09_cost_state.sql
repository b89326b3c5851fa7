-- Every cost line ends in one state with one reason.
create table cost.maestro_judged as
with
    project as (
        select
            project_key,
            min(synchronize_from_on) as from_on,
            min(last_transaction_on) as last_on
        from maestro.project
        group by all
    ),

    supplier as (
        select distinct m.code_key as party_key
        from link.maestro_code m
        join link.pair l on l.entity = 'supplier' and l.maestro_source = m.source
        -- For the bridge a presumed link is none.
        anti join link.presumed u on u.entity = 'supplier' and u.code_key = m.code_key
        union
        select code_key
        from link.unclear
        where entity = 'supplier'
    ),

    activity as (
        select distinct project_key, activity_key
        from procore.activity
        where not is_deleted
    ),

    cost_type as (select distinct project_key, group_key from procore.cost_group),

    paired as (
        select
            maestro_line as line_id,
            min(basis) as basis,
            min(group_id) as group_id,
            min(procore_line) as procore_line,
            bool_or(kind = 'invoice') as is_on_commitment
        from cost.pair
        join procore.cost_line on line_id = procore_line
        group by all
    ),

    -- One line of a group speaks of what concerns them all.
    group_head as (
        select min(maestro_line) as line_id
        from cost.pair
        where group_id is not null
        group by group_id
    ),

    -- Rows that carry one transaction: one of them at most is missing in Procore.
    repeated as (
        select c.repeated_key, bool_or(p.line_id is not null) as has_partner
        from maestro.project_cost c
        left join paired p using (line_id)
        where c.repeated_key is not null
        group by all
    ),

    drifted as (select distinct maestro_line as line_id from cost.drift),

    -- Only a line without a partner needs a reason.
    reasoned as (
        select
            c.line_id,
            n.line_id is not null as is_netted,
            case
                when not c.is_linked
                then 'project not linked'
                when c.is_billing
                then 'revenue group'
                when r.repeated_key is not null and (r.has_partner or c.copy > 1)
                then 'stands more than once'
            end as excluded_because,
            case
                when not c.is_transferred
                then 'not transferred'
                when not c.is_sent_type
                then 'type not eligible'
                when c.procore_type = 'invoice' and s.party_key is null
                then 'supplier unlinked'
                when a.activity_key is null
                then 'activity missing'
                when g.group_key is null
                then 'group missing'
                when c.is_routed
                then 'not on the commitment'
                when not c.is_order_known
                then 'order not exported'
                when
                    c.accounting_on < j.from_on
                    or (
                        setting('window_boundary') = 'exclusive'
                        and c.accounting_on = j.from_on
                    )
                then 'before the start date'
                when
                    c.accounting_on > j.last_on
                    or (
                        setting('window_boundary') = 'inclusive'
                        and c.accounting_on = j.last_on
                    )
                then 'awaiting the next run'
                when x.code_key is not null
                then 'a rejected row may be it'
                when
                    c.accounting_on <= j.last_on
                    and (c.entered_on is null or c.entered_on > j.last_on)
                then 'stranded'
                when c.procore_type = 'payroll' and e.employee_key is null
                then 'employee unlinked'
                else 'unexplained'
            end as missing_because
        from maestro.project_cost c
        anti join cost.pair p on p.maestro_line = c.line_id
        left join cost.netted n using (line_id)
        left join repeated r using (repeated_key)
        left join project j using (project_key)
        left join supplier s using (party_key)
        left join activity a using (project_key, activity_key)
        left join cost_type g using (project_key, group_key)
        left join
            (select distinct employee_key from procore.user where is_active) e
            on e.employee_key = c.party_key
        left join
            (
                select distinct code_key
                from pull.reject
                where system = 'procore' and entity in ('project_cost', 'order_invoice')
            ) x
            on x.code_key = concat(c.project_key, '|', c.activity_key, '|', c.group_key)
    )

select
    c.line_id,
    p.basis,
    p.group_id,
    p.procore_line,
    p.group_id is null or l.line_id is not null as is_first,
    case
        when p.line_id is not null and p.is_on_commitment and d.line_id is null
        then 'routed to the commitment'
        when p.line_id is not null and d.line_id is not null
        then 'matched with drift'
        when p.line_id is not null
        then 'matched'
        when r.excluded_because is not null
        then 'excluded'
        when r.is_netted
        then 'netted'
        else 'missing in Procore'
    end as state,
    case
        when p.line_id is not null
        then p.basis
        when r.excluded_because is not null
        then r.excluded_because
        when r.is_netted
        then 'accrual and its reversal'
        else r.missing_because
    end as reason
from maestro.project_cost c
left join paired p using (line_id)
left join drifted d using (line_id)
left join group_head l using (line_id)
left join reasoned r using (line_id);

-- The judgement stands apart from the line: copying a million wide rows costs more than
-- the matching.
create view cost.maestro_state as
select c.*, j.* exclude (line_id)
from cost.maestro_judged j
join maestro.project_cost c using (line_id);

create table cost.procore_judged as
with
    paired as (
        select
            procore_line as line_id,
            min(basis) as basis,
            min(group_id) as group_id,
            min(maestro_line) as maestro_line
        from cost.pair
        group by all
    ),

    drifted as (select distinct procore_line as line_id from cost.drift),

    open_line as (
        select *
        from procore.cost_line
        where line_id not in (select procore_line from cost.pair)
    ),

    -- Lines of an order's invoices, of one number and amount: the document that is
    -- matched comes first. Without a number, they are of one code and day.
    order_invoice as (
        select
            line_id,
            dense_rank() over (
                partition by
                    project_key,
                    commitment_id,
                    amount,
                    invoice_key,
                    if(invoice_key is null, activity_key, null),
                    if(invoice_key is null, group_key, null),
                    if(invoice_key is null, cost_on, null)
                order by is_left_over, length(document_id), document_id
            ) as place
        from
            (
                select
                    c.*,
                    bool_and(p.line_id is null) over (
                        partition by c.document_id
                    ) as is_left_over
                from procore.cost_line c
                left join paired p using (line_id)
                where c.kind = 'invoice' and c.is_approved and not c.is_deleted
            )
    ),

    -- Matched lines that a line left over could repeat.
    known as (
        select c.*
        from procore.cost_line c
        join paired p using (line_id)
        semi join open_line o on o.project_key = c.project_key and o.amount = c.amount
    ),

    -- A line left over that repeats a matched one.
    same_line as (
        select distinct
            project_key,
            activity_key,
            group_key,
            amount,
            party_key,
            invoice_key,
            kind,
            cost_on
        from known
    ),

    same_invoice as (
        select
            project_key,
            amount,
            party_key,
            invoice_key,
            bool_or(kind = 'invoice') as is_on_commitment
        from known
        where invoice_key is not null
        group by all
    ),

    left_over as (
        select
            c.line_id,
            case
                when i.is_on_commitment and c.kind = 'direct_cost'
                then 'also on the commitment'
                when r.place > 1
                then 'twice on its order'
                when s.project_key is not null
                then 'sent twice'
                when i.invoice_key is not null
                then 'same invoice entered again'
            end as repeated
        from open_line c
        left join order_invoice r using (line_id)
        left join
            same_line s
            on s.project_key = c.project_key
            and s.activity_key is not distinct from c.activity_key
            and s.group_key is not distinct from c.group_key
            and s.amount = c.amount
            and s.kind = c.kind
            and s.party_key is not distinct from c.party_key
            and s.invoice_key is not distinct from c.invoice_key
            and s.cost_on is not distinct from c.cost_on
        left join
            same_invoice i
            on i.project_key = c.project_key
            and i.amount = c.amount
            and i.invoice_key = c.invoice_key
            and i.party_key is not distinct from c.party_key
    )

select
    c.line_id,
    p.basis,
    p.group_id,
    p.maestro_line,
    case
        when p.line_id is not null and c.kind = 'invoice' and d.line_id is null
        then 'routed to the commitment'
        when p.line_id is not null and d.line_id is not null
        then 'matched with drift'
        when p.line_id is not null
        then 'matched'
        when
            not c.is_linked
            or c.is_deleted
            or c.procore_type is not distinct from 'subcontractor_invoice'
            or not c.is_approved
        then 'excluded'
        when o.repeated is not null
        then 'duplicated'
        else 'only in Procore'
    end as state,
    case
        when p.line_id is not null
        then p.basis
        when not c.is_linked
        then 'project not linked'
        when c.is_deleted
        then 'deleted'
        when c.procore_type is not distinct from 'subcontractor_invoice'
        then 'counted on its commitment'
        when not c.is_approved
        then 'not approved'
        when o.repeated is not null
        then o.repeated
        when x.code_key is not null
        then 'a rejected row may be its source'
        else 'unexplained'
    end as reason
from procore.cost_line c
left join paired p using (line_id)
left join drifted d using (line_id)
left join left_over o using (line_id)
left join
    (
        select distinct code_key
        from pull.reject
        where system = 'maestro' and entity = 'project_cost'
    ) x
    on x.code_key = concat(c.project_key, '|', c.activity_key, '|', c.group_key);

create view cost.procore_state as
select c.*, j.* exclude (line_id)
from cost.procore_judged j
join procore.cost_line c using (line_id);
