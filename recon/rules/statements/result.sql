-- What a check keeps of its run and its rules.
create table result.run (name varchar, value varchar);

create table result.rule (
    rule varchar, title varchar, severity varchar, entity varchar, exchange varchar,
    source varchar, who_wins varchar, fix varchar, screen varchar, action varchar,
    action_retired varchar, explanation varchar, query varchar, hash varchar,
    prose_hash varchar, verdict varchar, reason varchar, findings integer
);

create table result.coverage (entity varchar, field varchar, rules varchar);

create table result.not_run (
    rule varchar, entity varchar, project varchar, reason varchar
);
