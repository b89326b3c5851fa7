-- What a reader sees of a finding that holds an invisible character.
update review
set
    project = $project, maestro_value = $maestro_value, procore_value = $procore_value,
    message = $message, record = $record
where id = $id;
