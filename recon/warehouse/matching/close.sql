-- Paired lines are no longer open.
delete from open_line
where
    line_id in (
        select
            case open_line.system when 'maestro' then maestro_line else procore_line end
        from cost.pair
    );
