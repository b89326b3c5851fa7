-- How many findings each rule has.
select rule, count(*) from finding group by all;
