-- The schemas, the tables of the pull, and how codes and texts are normalised.
create schema pull;

create schema raw_maestro;

create schema raw_procore;

create schema stage;

create schema maestro;

create schema procore;

create schema link;

create schema result;

create table pull.manifest (
    system varchar, list varchar, entity varchar, procore_project_id varchar,
    request varchar, started varchar, ended varchar, rows bigint, total bigint,
    is_complete boolean, reason varchar, since varchar
);

-- A row or value that could not be used; code_key names the record it was of.
create table pull.reject (
    system varchar, entity varchar, file varchar, "row" bigint, field varchar,
    value varchar, reason varchar, project_code varchar, code_key varchar
);

-- A row received that is knowingly not loaded; `item` is its place inside the row of the
-- file, where it is a row inside another.
create table pull.left_out (
    list varchar, procore_project_id varchar, file varchar, "row" bigint, item bigint,
    reason varchar
);

-- Rows of Procore's lists, and rows inside their rows: how many the bodies hold, counted
-- without the reader that loads them.
create table pull.counted (list varchar, procore_project_id varchar, rows bigint);

-- What a row holds that is named by a finding of its own: a rejected one, or one
-- without a code. The finding's id follows from it, never from file or row.
create table pull.row_content (system varchar, file varchar, "row" bigint, content varchar);

-- The columns of exports that hold what is private: a person's name or rate.
create table pull.private_column (entity varchar, label varchar, field varchar);

-- A Procore amount of more than two decimals: kept as written, compared rounded.
create table pull.rounded (
    entity varchar, source varchar, field varchar, raw_value varchar, value decimal(18, 2)
);

-- Where an answer of Procore is not as the mapping reads it; `consequence` says whether
-- the list is not compared, one field of it is not, or nothing changes.
create table pull.drift (
    list varchar, procore_project_id varchar, field varchar, what varchar, rows bigint,
    of_rows bigint, source varchar, consequence varchar
);

-- How many rows an export has, or of one kind: now, and the most at any pull before.
create table pull.export_count (
    entity varchar, measure varchar, rows_before bigint, rows_now bigint
);

-- Rows of an export that stand again, equal in every column.
create table stage.repeated_row (
    list varchar, file varchar, "row" bigint, project_code varchar, code_key varchar
);

-- What there is to know of an export's file: a sheet or another file that was not read.
create table pull.file_note (
    entity varchar, kind varchar, text varchar, is_doubt boolean, rows bigint
);

-- Rows that a source holds, counted apart from the reader that loads them, beside those
-- loaded, rejected with a reason, and left out on purpose.
create table pull.conservation (
    system varchar, list varchar, procore_project_id varchar, counted bigint,
    loaded bigint, rejected bigint, left_out bigint
);

create table pull.control_total (entity varchar, measure varchar, stated varchar);

create table link.decision (
    entity varchar, maestro_code varchar, procore_id varchar, decided_by varchar,
    decided_on varchar, reason varchar, "row" bigint
);

-- Trim every kind of blank; an empty text is null.
create macro clean(x) as
    nullif(
        regexp_replace(
            nfc_normalize(x), '^[\s\x{a0}\x{202f}]+|[\s\x{a0}\x{202f}]+$', '', 'g'
        ),
        ''
    );

-- Codes are compared in upper case, without blanks at either end and without what
-- nobody sees; linked_code_differs says where that alone makes two codes equal.
create macro code_norm(x) as upper(clean(seen(x)));

-- Procore texts may hold HTML: tags go, the common entities become their letters.
create macro plain(x) as
    clean(
        replace(replace(replace(replace(replace(replace(
            regexp_replace(
                regexp_replace(x, '<(br|/p|/li|/div)[^>]*>', ' ', 'gi'),
                '</?[a-zA-Z][^>]*>', '', 'g'
            ),
            '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'),
            '&quot;', '"'), '&#39;', ''''), '&amp;', '&')
    );

create macro money(x) as try_cast(clean(x) as decimal(18, 2));

create macro measure(x) as try_cast(clean(x) as decimal(18, 6));

-- A date of a project's time: neither infinite nor of another age.
create macro real_day(d) as case when d between date '1900-01-01' and date '2199-12-31' then d end;

create macro id_of(x) as json_extract_string(try_cast(x as json), '$.id');

-- The currency that a record of Procore states, where it states one.
create macro currency_of(code, configuration) as
    upper(
        coalesce(
            clean(code),
            clean(
                json_extract_string(
                    try_cast(configuration as json), '$.currency_iso_code'
                )
            )
        )
    );

create macro digits(x) as regexp_replace(x, '[^0-9]', '', 'g');

create macro letters(x) as lower(strip_accents(regexp_replace(seen(x), '[^\p{L}\p{N}]', '', 'g')));

-- What people write where they have no value.
create table mapping.placeholder as
select list(distinct letters(word)) as words
from
    (
        select unnest(string_split(value, ',')) as word
        from mapping.setting
        where name = 'placeholders'
    )
where letters(word) <> '';

create macro is_placeholder_word(w) as list_contains((select words from mapping.placeholder), w);

-- One digit alone (five or more of it, or any zeros), digits in their order, an x; of a
-- phone with its area code the same, with or without an extension.
create macro is_placeholder_number(w) as
    regexp_matches(w, '^(0+|1{5,}|2{5,}|3{5,}|4{5,}|5{5,}|6{5,}|7{5,}|8{5,}|9{5,}|x+)$')
    or regexp_matches(
        w,
        '^1?(0{10}|1{10}|2{10}|3{10}|4{10}|5{10}|6{10}|7{10}|8{10}|9{10}|'
        || '1234567890|[0-9]{3}0{7})((p|poste|ext|x)[0-9]+)?$'
    )
    or (
        length(w) >= 7
        and (
            starts_with('01234567890', w)
            or starts_with('1234567890', w)
            or starts_with('9876543210', w)
        )
    );

-- An address of nobody: both halves are placeholders, or the domain is one for examples.
-- (A list of one value names what is used several times, and is worked out once.)
create macro is_placeholder_half(x) as
    is_placeholder_word(letters(x))
    or list_transform(
        [letters(x)], lambda w: is_placeholder_number(w) or length(w) = 1
    )[1];

create macro is_placeholder_email(x) as
    case
        when not contains(x, '@') then false
        when regexp_matches(
            lower(x), '@((example|exemple)[.](com|org|net|ca)|.*[.](invalid|example))$'
        ) then true
        else is_placeholder_half(split_part(split_part(x, '@', 2), '.', 1))
            and is_placeholder_half(split_part(x, '@', 1))
    end;

-- Whether a name, phone, licence, e-mail or invoice number stands for no value: it is
-- no evidence that two records are one, and counts as empty.
create macro is_placeholder(x) as
    is_placeholder_word(letters(x))
    or list_transform([letters(x)], lambda w: w = '' or is_placeholder_number(w))[1]
    or is_placeholder_email(x);

create macro no_placeholder(x) as case when not is_placeholder(x) then x end;

-- How a value is compared, by the kind the mapping gives it.
create macro compared(kind, x) as
    case kind
        when 'text' then lower(regexp_replace(clean(x), '[\s\x{a0}\x{202f}]+', ' ', 'g'))
        when 'email' then lower(clean(x))
        when 'postal' then upper(regexp_replace(x, '[\s\x{a0}\x{202f}-]', '', 'g'))
        when 'licence' then digits(x)
        when 'digits' then
            case
                when length(digits(x)) = 11 and starts_with(digits(x), '1')
                    then substr(digits(x), 2)
                else digits(x)
            end
        when 'province' then upper(clean(x))
        when 'country' then upper(clean(x))
        when 'date' then substr(clean(x), 1, 10)
        when 'letters' then lower(regexp_replace(clean(x), '[^\p{L}\p{N}]', '', 'g'))
        when 'method' then
            case
                when lower(clean(x)) in ('unit', 'quantity', 'quantité', 'quantite')
                    then 'quantity'
                when lower(clean(x)) in ('amount', 'rate', 'taux', 'montant') then 'rate'
                else lower(clean(x))
            end
        else clean(x)
    end;
