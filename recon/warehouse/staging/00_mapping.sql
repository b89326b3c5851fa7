-- The mapping and the settings, as tables that one question can ask of every entity.
create schema mapping;

create table mapping.entity (
    entity varchar, title varchar, exchange varchar, maestro_screen varchar,
    procore_screen varchar, key varchar, direction varchar, updates boolean,
    who_wins varchar, to_procore_needs varchar, to_maestro_needs varchar,
    exclusion_tags varchar, source varchar, note varchar
);

create table mapping.field (
    entity varchar, field varchar, maestro varchar, procore varchar,
    procore_label varchar, kind varchar, direction varchar, maestro_length integer,
    procore_length integer, when_longer varchar, over_length varchar, compare varchar,
    drift varchar, is_required boolean, note varchar, maestro_evidence varchar,
    procore_evidence varchar, rule_evidence varchar, is_exported boolean,
    is_private boolean, is_answered boolean
);

create table mapping.setting (
    name varchar, value varchar, default_value varchar, evidence varchar, note varchar
);

create table mapping.region (kind varchar, name_key varchar, code varchar);

create table mapping.group_type (name_key varchar, group_type varchar);

create table mapping.transaction_type (
    transaction_type varchar, label varchar, procore_type varchar
);

create table mapping.procore_document_status (status varchar, status_group varchar);

create table mapping.list (
    system varchar, list varchar, entity varchar, input varchar, documents varchar[]
);

create table mapping.input_needs (input varchar, needs varchar);

create table mapping.group_base_type (group_type varchar, base_type varchar);

-- A tax without a name is a bare rate of the company's; one without a province is
-- charged in all of them. A provincial tax is added to GST, HST is not.
create table mapping.tax_rate (
    place integer, name varchar, province varchar, rate decimal(9, 6), first_on date,
    last_on date, is_with_gst boolean
);
