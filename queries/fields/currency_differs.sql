-- rule: currency_differs
-- title: A record of Procore is in another currency
-- severity: warning
-- entity: many
-- exchange: Fields
-- key: record
-- inputs: purchase_order(procore.purchase_order)
-- inputs: subcontract(procore.subcontract)
-- inputs: prime_contract(procore.prime_contract)
-- inputs: project_cost(procore.direct_cost)
-- inputs: order_invoice(procore.order_invoice)
-- source: Procore API, currency_configuration
-- fix: instruction
-- screen: Procore > the document's own screen
-- action: Compare by hand: the record is in {procore_value}, not in the \
-- currency of the books
-- message: {record_shown} is in {procore_value}, the books are in \
-- {books_currency}: its amounts are not compared
--
-- The record states a currency that is not the one of the books (the
-- setting `currency`). Its amounts are not compared with those of maestro*:
-- a difference would be an exchange rate, not an edit.
with
    foreign_record as (
        select
            entity,
            project_code,
            procore_id as record,
            number as shown,
            currency,
            source as procore_source
        from procore.contract
        where
            is_other_currency
            and is_linked
            and entity in ('purchase_order', 'subcontract', 'prime_contract')
        union all
        select
            case when kind = 'invoice' then 'order_invoice' else 'project_cost' end,
            min(project_code),
            document_id,
            min(coalesce(invoice_number, document_id)),
            min(currency),
            min(source)
        from procore.cost_line
        where is_other_currency and is_linked and not is_deleted
        group by kind, document_id
    )

select
    foreign_record.entity,
    foreign_record.project_code,
    foreign_record.record,
    'currency' as field,
    foreign_record.currency as procore_value,
    coalesce(foreign_record.shown, foreign_record.record) as record_shown,
    upper(books.value) as books_currency,
    foreign_record.procore_source
from foreign_record
join mapping.setting as books on books.name = 'currency'
order by foreign_record.entity, foreign_record.project_code, foreign_record.record
