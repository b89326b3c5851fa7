-- query: tie_out_balance
-- title: Whether the tie-out balances
-- source: the report
--
-- How many rows of project, code and period the tie-out has, and how many
-- of them do not balance to 0.00.
select
    (select count(*) from cost.bridge) as codes,
    (select count(*) from cost.bridge where balance <> 0) as unbalanced,
    (select count(*) from cost.out_of_balance) as out_of_balance
