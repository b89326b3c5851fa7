"""What a person does about records, links, fields and codes. Data only."""

from __future__ import annotations

SYNC = "maestro* > Maintenance > Interface Maintenance > Procore > Synchronization"
_DIRECTORY = "Procore > Company Tools > Directory > Companies"
_CODES = "Procore > Project > Admin > Cost Codes"
_MEMBERS = "Procore > Project Tools > Directory"
_PROJECT = "maestro* > Project Management"
_ACTIVITIES = "maestro* > Project Management > Activities and Budget"
_GROUPS = "maestro* > Projects > Maintenance > Projects > Define Cost Groups"
_SUPPLIERS = "maestro* > Purchasing > Maintenance > Suppliers > Supplier Management"
_EXPORTS = "the folder where maestro* exports arrive"

M, P, R = "maestro", "procore", "recon"

RECORDS: dict[str, tuple[str, str, str]] = {
    # Completeness
    "control_total_differs": (
        R,
        _EXPORTS,
        "Export {key} again, whole, or correct its line of control_totals.csv",
    ),
    "key_duplicated": (
        M,
        "the record's own screen",
        "Decide which record keeps the code {key}; close the others, or give them "
        "another code if nothing was posted to them",
    ),
    "key_missing": (
        P,
        "the record's own screen",
        "Give the record its code, or close it if nobody needs it",
    ),
    "pull_incomplete": (
        P,
        "Procore > Company or Project > Admin > Permissions",
        "Give the service account read access to {key}, or leave the project out in "
        "[scope]; then pull again",
    ),
    "export_looks_filtered": (
        R,
        _EXPORTS,
        "Export the list again as a user who sees everything, without filter and with "
        "closed projects and accruals; if rows were truly taken out, accept this with "
        "the reason",
    ),
    "answer_changed": (
        R,
        "recon doctor",
        "See what Procore's list of {key} gives now; until the mapping knows it, look "
        "at these records in Procore itself",
    ),
    "row_rejected": (
        R,
        _EXPORTS,
        "Correct the value at its source ({m}{p}), then export or pull again",
    ),
    "project_left_out": (
        P,
        "Procore > Company > Admin > Projects",
        "If {key} is a real project, say so in Procore (it is {p}), then pull again",
    ),
    # Links
    "company_behind_two_roles": (
        M,
        _SUPPLIERS,
        "Make sure that supplier and customer {key} are one company; if not, give one "
        "of them another code",
    ),
    "link_ambiguous": (
        M,
        SYNC,
        "Decide which Procore record {key} is, and record it in links.csv",
    ),
    "link_target_missing": (
        M,
        SYNC,
        "The link of {key} points to nothing: link the right record, or remove the id",
    ),
    "linked_code_differs": (
        P,
        _DIRECTORY,
        "A key of a linked record is never changed by recon: with both users informed, "
        "set the Procore code {p} to {m}, or correct the link",
    ),
    "only_in_maestro": (
        M,
        SYNC,
        "Let the bridge send {key}: it must be active, ticked, of the current prefix "
        "and have its mandatory fields; recon creates nothing while the bridge runs",
    ),
    "only_in_procore": (
        M,
        SYNC,
        "Let the bridge create {key} in maestro*, or tag it PASMAESTRO in Procore; "
        "recon creates nothing while the bridge runs",
    ),
    "same_code_unlinked": (
        M,
        SYNC,
        "Link {key} to the record of the same code: choose link, not create",
    ),
    "supplier_twin": (
        M,
        _SUPPLIERS,
        "Look at both suppliers; if they are one, close one and move its documents",
    ),
    # Prerequisites
    "inactive_project_in_use": (
        M,
        _PROJECT,
        "Activate project {key}, or stop entering documents on it",
    ),
    "project_dates_missing": (
        M,
        _PROJECT,
        "Fill the missing date ({m}); the bridge does not send the project without it",
    ),
    "project_other_prefix": (
        M,
        _PROJECT,
        "Run this project under its own prefix, {m}, or exclude it in [scope]",
    ),
    "status_differs": (
        P,
        "the record's own screen",
        "Bring both to one status: maestro* says {m}, Procore {p}",
    ),
    "sync_box_not_ticked": (
        M,
        "the record's screen, Interface or Procore sub-tab",
        "Tick Synchronize on {key}, or tag it PASMAESTRO in Procore",
    ),
    "ticked_but_inactive": (
        M,
        "the record's own screen",
        "Activate {key}, or untick Synchronize: an inactive record is never sent",
    ),
    # Fields
    "field_differs": (
        M,
        "the record's own screen",
        "Decide which value is right, {m} or {p}, and type it on the other side",
    ),
    "project_code_forbidden_character": (
        P,
        "Procore > Project > Admin > General",
        "Give the job a number of up to 10 letters and digits before it is sent; not "
        "after",
    ),
    "rbq_licence_cut": (
        M,
        _SUPPLIERS,
        "Type the licence without hyphens: ten digits fit, twelve characters do not",
    ),
    "value_over_length": (
        P,
        "the record's own screen",
        "Shorten the Procore value to what maestro* takes, in words people recognise",
    ),
    "value_shortened": (
        M,
        "the record's own screen",
        "Nothing to mend: maestro* holds the first characters. Shorten both if it "
        "bothers",
    ),
    # Activities and groups
    "activity_ambiguous": (
        P,
        _CODES,
        "Rename one of {p}: to maestro* they are one activity",
    ),
    "activity_inactive": (
        P,
        _CODES,
        "Activate cost code {key}, or move its budget in maestro*",
    ),
    "activity_is_parent": (
        M,
        _ACTIVITIES,
        "Move what stands on {key} to one of the codes below it",
    ),
    "activity_missing_in_maestro": (
        M,
        _ACTIVITIES,
        "Add activity {key} to the project",
    ),
    "activity_missing_in_procore": (
        P,
        _CODES,
        "Add cost code {key}; its budget and costs cannot be sent before",
    ),
    "custom_segments": (
        P,
        "Procore > Project > Admin > Work Breakdown Structure",
        "The bridge does not support custom segments ({p}): reconcile by activity and "
        "group only, or take the segment out before costs arrive",
    ),
    "group_missing_in_maestro": (
        M,
        _GROUPS,
        "Define group {key}, or change the cost type of the lines that carry it",
    ),
    "group_missing_in_procore": (
        P,
        "Procore > Company Tools > Admin > Cost Types",
        "Add a cost type with code {key}",
    ),
    "group_type_differs": (
        M,
        _GROUPS,
        "Set one type on both sides for {key} ({m}, {p}); not possible once it has "
        "transactions",
    ),
    # People and companies
    "employee_not_a_user": (
        P,
        "Procore > Company Tools > Directory > Users",
        "Add the employee {m} as a user with that employee number",
    ),
    "supplier_not_in_project_directory": (
        P,
        _MEMBERS,
        "Add supplier {m} to the project's directory",
    ),
    "supplier_refused_yet_used": (
        M,
        _SUPPLIERS,
        "Supplier {key} is {m}{p}: reopen it, or stop using it",
    ),
    "supplier_unlinked_in_use": (
        M,
        SYNC + " > Suppliers",
        "Link or create the company {p} before its commitment can be sent",
    ),
}
