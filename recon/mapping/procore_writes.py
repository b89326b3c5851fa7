"""The endpoints of Procore that recon writes to. Data only.

`{project}`, `{id}` and `{kind}` are filled in by the fix; `{company}` too.
"""

from __future__ import annotations

# A company or project of the directory, and many at once by their origin ids.
RECORD = "/rest/v1.0/{kind}s/{id}"
SYNC = "/rest/v1.0/{kind}s/sync"
BUDGET_LINES = "/rest/v1.1/budget_line_items"
BUDGET_LINE = "/rest/v1.1/budget_line_items/{id}"
# The only address that takes a budget line away.
REMOVED_BUDGET_LINE = (
    "/rest/v2.0/companies/{company}/projects/{project}/budget_line_items/{id}"
)
