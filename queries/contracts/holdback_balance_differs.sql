-- rule: holdback_balance_differs
-- title: Holdback to date differs
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: purchase_order(procore.order_invoice)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: subcontract(procore.order_invoice)
-- source: Holdback balance
-- looks_at: purchase_order.work_to_date, subcontract.work_to_date
-- looks_at: purchase_order.holdback_retained
-- looks_at: subcontract.holdback_retained
-- looks_at: purchase_order.holdback_released
-- looks_at: subcontract.holdback_released
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Compare the invoices of {key} on both sides with the signed \
-- contract: {maestro_value} in maestro*, {procore_value} in Procore. \
-- Leave posted invoices as they are, and adjust the holdback on the next \
-- one
-- message: Holdback {maestro_balance:money} in maestro* (retained \
-- {maestro_retained:money}, released {maestro_released:money}), \
-- {procore_balance:money} in Procore ({procore_retained:money}, \
-- {procore_released:money}), on equal work
-- message.not_released: Holdback retained {maestro_retained:money} in \
-- maestro*, {procore_retained:money} in Procore; the export does not say \
-- what was released
-- message.work: Work to date {maestro_work:money} in maestro*, \
-- {procore_work:money} in Procore; holdback {maestro_balance:money} and \
-- {procore_balance:money}
--
-- Equal percentages do not make equal balances: what was held back of the
-- invoices so far, and what of it was released, must agree on each order
-- and subcontract, or the last payment is wrong. Procore's figures are
-- those of its approved invoices. Where the work to date differs too, it is
-- a notice: an invoice is missing on one side or not approved, and the
-- rules about order invoices name it. Compared only where the export has
-- the columns and Procore's invoices say what they hold back.
with
    compared as (
        select
            *,
            maestro_retained - coalesce(maestro_released, 0) as maestro_balance,
            procore_retained - case
                when maestro_released is null then 0 else procore_released
            end as procore_balance,
            coalesce(
                maestro_work_to_date <> procore_work_to_date, false
            ) as is_other_work,
            maestro_retained <> procore_retained as is_other_retained,
            coalesce(maestro_released <> procore_released, false) as is_other_released
        from link.holdback
    ),

    named as (
        select
            *,
            case
                when is_other_work
                then 'work_to_date'
                when is_other_retained and is_other_released
                then 'holdback_balance'
                when is_other_retained
                then 'holdback_retained'
                else 'holdback_released'
            end as field
        from compared
        where is_other_work or is_other_retained or is_other_released
    ),

    valued as (
        select
            *,
            case
                field
                when 'work_to_date'
                then maestro_work_to_date
                when 'holdback_balance'
                then maestro_balance
                when 'holdback_retained'
                then maestro_retained
                else maestro_released
            end as maestro_value,
            case
                field
                when 'work_to_date'
                then procore_work_to_date
                when 'holdback_balance'
                then procore_balance
                when 'holdback_retained'
                then procore_retained
                else procore_released
            end as procore_value
        from named
    )

select
    entity,
    case when is_other_work then 'notice' else 'error' end as severity,
    project_code,
    code,
    field,
    maestro_value,
    procore_value,
    procore_value - maestro_value as difference,
    maestro_work_to_date as maestro_work,
    procore_work_to_date as procore_work,
    maestro_retained,
    procore_retained,
    maestro_released,
    procore_released,
    maestro_balance,
    procore_balance,
    case
        when is_other_work then 'work' when maestro_released is null then 'not_released'
    end as message_case,
    maestro_source,
    procore_source
from valued
order by entity, project_code, code
