-- The lines that the last pass paired are no longer open.
delete from open_line
where
    (system, line_id) in (
        select 'maestro', maestro_line
        from cost.pair
        where basis = $basis
        union all
        select 'procore', procore_line
        from cost.pair
        where basis = $basis
    );
