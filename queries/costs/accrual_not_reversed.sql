-- rule: accrual_not_reversed
-- title: Accrual without its reversal
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: document, activity_code, group_code
-- inputs: maestro.project_cost
-- source: Data Mapping, the 16 transaction types
-- looks_at: project_cost.transaction_type, project_cost.accounting_on
-- looks_at: project_cost.transaction_number
-- fix: instruction
-- screen: maestro* > Project-to-Project Transfer
-- action: Reverse the accrual {key} (type @) in the open period once \
-- its invoice is booked, or note why it stays
-- message: Accruals and reversals leave {maestro_value:money}; the last \
-- is of {latest_on:date}
--
-- An accrual (type ?) must be taken back by its reversal (type @) when the
-- invoice comes. The entries of this document and code do not add up to
-- zero, and at the cut-off date (the day of the pull, where the settings
-- state none) more months have passed than the setting allows: the cost
-- stands twice, or for good. An entry dated in the future makes no other
-- one late.
with
    open_accrual as (
        select
            project_key,
            transaction_number as document,
            activity_key,
            group_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(amount) as amount,
            max(accounting_on) as latest_on
        from maestro.project_cost
        where transaction_type in ('?', '@') and is_linked
        group by project_key, transaction_number, activity_key, group_key
    ),

    months as (
        select cast(value as integer) as allowed
        from mapping.setting
        where name = 'accrual_months'
    )

select
    open_accrual.project_code,
    open_accrual.document,
    coalesce(open_accrual.activity_code, '') as activity_code,
    coalesce(open_accrual.group_code, '') as group_code,
    'amount' as field,
    open_accrual.amount as maestro_value,
    open_accrual.latest_on,
    concat(
        'document|',
        open_accrual.project_key,
        '|',
        upper(open_accrual.document),
        '|',
        open_accrual.activity_key,
        '|',
        open_accrual.group_key
    ) as maestro_source
from open_accrual
cross join pull.cut_off as cut_off
cross join months
where
    open_accrual.amount <> 0
    and (year(cut_off.last_on) - year(open_accrual.latest_on)) * 12
    + month(cut_off.last_on)
    - month(open_accrual.latest_on)
    > months.allowed
order by open_accrual.project_code, open_accrual.document
