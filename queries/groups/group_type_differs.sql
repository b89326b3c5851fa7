-- rule: group_type_differs
-- title: Group type and base type disagree
-- severity: warning
-- entity: cost_group
-- exchange: Groups / cost types
-- key: group_code
-- inputs: maestro.cost_group, procore.cost_group
-- source: Data Mapping, Group Management; crosswalk inferred
-- looks_at: cost_group.group_type
-- fix: instruction
-- screen: maestro* > Projects > Maintenance > Projects > Define Cost \
-- Groups
-- action: Set one type on both sides for {key} ({maestro_value}, \
-- {procore_value}); not possible once it has transactions
-- message: Group {group_code} is {maestro_value} in maestro* and \
-- {procore_value} in Procore
--
-- The codes are equal and the kinds are not: a group of equipment in
-- maestro* is labour in Procore, say. Costs go over and are read as
-- something else. The crosswalk of types is inferred, not documented.
-- Billing groups have no base type and a question of their own.
with
    maestro as (
        select group_key, group_code, group_type, group_type_key
        from maestro.cost_group
        where group_type_key is not null and not is_billing
    ),

    procore as (
        select distinct group_key, base_type
        from procore.cost_group
        where base_type is not null
    )

select
    min(maestro.group_code) as group_code,
    min(maestro.group_type) as maestro_value,
    min(procore.base_type) as procore_value,
    concat('code|cost_group|', maestro.group_key) as maestro_source,
    concat('code|cost_group|', maestro.group_key) as procore_source
from maestro
join procore using (group_key)
anti join
    mapping.group_base_type as allowed
    on allowed.group_type = maestro.group_type_key
    and allowed.base_type = procore.base_type
group by maestro.group_key
order by group_code
