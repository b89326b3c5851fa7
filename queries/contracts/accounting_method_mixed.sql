-- rule: accounting_method_mixed
-- title: Unit lines in an amount contract, or the reverse
-- severity: warning
-- entity: prime_contract
-- exchange: Contracts
-- key: code, line_number, line_id
-- inputs: procore.prime_contract, procore.prime_contract_line
-- source: Data Mapping, Billing Schedule
-- looks_at: prime_contract.accounting_method, prime_contract_line.quantity
-- fix: instruction
-- screen: Procore > Project Tools > Prime Contracts
-- action: Give the line the method of its contract, by unit or by amount
-- message.unit: No quantity in a contract by unit
-- message.amount: A quantity in a contract by amount
--
-- Under the unit method a line is billed by quantity and unit price, under
-- the amount method by its amount. This line is filled the other way, so
-- that maestro* gets a schedule it cannot bill.
select
    prime.project_code,
    coalesce(prime.number, '') as code,
    coalesce(line.line_number, '') as line_number,
    line.line_id,
    'quantity' as field,
    line.quantity as procore_value,
    prime.accounting_method as message_case,
    line.source as procore_source
from procore.contract as prime
join
    procore.contract_line as line
    on line.contract_id = prime.procore_id
    and line.procore_project_id = prime.procore_project_id
where
    prime.entity = 'prime_contract'
    and (
        (prime.accounting_method = 'unit' and line.quantity = 0 and line.amount <> 0)
        or (prime.accounting_method = 'amount' and line.quantity <> 0)
    )
order by prime.project_code, code, line_number, line.line_id
