"""Read one of Procore's lists as the mapping declares it: its path, query and name."""

from __future__ import annotations

from recon.mapping.list_spec import ProcoreList
from recon.mapping.lists import by_key
from recon.systems.procore.client import Params, ProcoreClient
from recon.systems.procore.lists import ListReader, Row


def read_list(
    lists: ListReader, key: str, project: str | None = None, **of: str
) -> list[Row]:
    """Read a declared list whole, of a project or a parent's row.

    `of` fills in what the declaration leaves open: `parent`, the id of a row of the
    list above it, or a `tag`.
    """
    declared = by_key()[key]
    name, path, query = addressed(declared, lists.client, project, **of)
    if declared.is_object:
        return lists.read_object(name, project, path)
    return lists.read(name, project, path, query)


def addressed(
    declared: ProcoreList, client: ProcoreClient, project: str | None, **of: str
) -> tuple[str, str, Params]:
    """A list's recorded name, path and query, with everything filled in."""
    given = {"company": str(client.company_id), "project": project or "", **of}
    query = {word: value.format(**given) for word, value in declared.query.items()}
    return declared.name.format(**given), declared.path.format(**given), query
