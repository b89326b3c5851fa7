-- rule: transfer_not_balanced
-- title: A transfer between projects does not balance
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: document
-- inputs: maestro.project_cost
-- source: Data Mapping, the 16 transaction types
-- looks_at: project_cost.amount, project_cost.transaction_type
-- looks_at: project_cost.transaction_number
-- fix: instruction
-- screen: maestro* > Advanced Project-to-Project Transfer
-- action: Compare document {document} with its voucher, and enter the \
-- other side or correct the line that is wrong: {maestro_value} is left
-- message: The {lines} lines of this transfer add up to \
-- {maestro_value:money}, not 0.00: {charged:money} charged and \
-- {credited:money} credited, in {projects}
--
-- A transfer (types 2, >, D, ? and @) takes from one code what it gives to
-- another, so that each document adds up to 0.00 over all projects, in
-- scope or not. This one does not: a side is missing, or a line was
-- changed. Where most transfers of the export have one side only, the other
-- side is in projects that were not exported, and nothing is said of those.
-- An accrual that waits for its reversal has its own rule; its entries and
-- those of its reversal each balance by themselves where both sides of them
-- are exported.
with
    entry as (
        select
            upper(trim(transaction_number)) as document_key,
            transaction_number,
            project_code,
            transaction_type,
            amount,
            max(case when transaction_type in ('?', '@') then 0 else 1 end) over (
                partition by upper(trim(transaction_number))
            ) as most_transfer
        from maestro.project_cost
        where transaction_type in ('2', '>', 'D', '?', '@')
    ),

    document as (
        select
            document_key,
            -- An accrual and its reversal are each a transfer of their own.
            case when most_transfer = 0 then transaction_type else '2' end as kind,
            min(transaction_number) as document,
            count(*) as lines,
            sum(amount) as amount,
            coalesce(sum(amount) filter (where amount > 0), 0) as charged,
            coalesce(sum(amount) filter (where amount < 0), 0) as credited,
            min(project_code) as first_project,
            max(project_code) as last_project
        from entry
        group by 1, 2
    ),

    usual as (
        select
            coalesce(
                2 * count(*) filter (where charged > 0 and credited < 0) > count(*),
                false
            ) as has_both_sides
        from document
        where kind = '2'
    )

select
    document,
    'amount' as field,
    cast(amount as decimal(18, 2)) as maestro_value,
    cast(charged as decimal(18, 2)) as charged,
    cast(- credited as decimal(18, 2)) as credited,
    lines,
    case
        when first_project = last_project
        then first_project
        else concat(first_project, ' to ', last_project)
    end as projects,
    concat('transfer|', document_key) as maestro_source
from document
cross join usual
where
    amount <> 0 and ((charged > 0 and credited < 0) or (kind = '2' and has_both_sides))
qualify row_number() over (partition by document_key order by kind) = 1
order by document
