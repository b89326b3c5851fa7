-- Findings about an entity that was not read whole are none; without a $project, all.
delete from answer
where entity = $entity and ($project is null or upper(trim(project)) = $project);
