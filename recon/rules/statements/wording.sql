-- The message of each row of an answer, by its place.
create or replace temp table wording as
select
    unnest(cast($places as bigint[])) as place,
    unnest(cast($messages as varchar[])) as message;
