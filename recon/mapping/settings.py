"""Settings with their defaults: tolerances, and facts that the sources leave open."""

from __future__ import annotations

from recon.mapping.spec import Setting

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "amount_tolerance",
        "0.00",
        "a company's choice",
        "Differences in amount up to this stay findings, of severity notice.",
    ),
    Setting(
        "quantity_tolerance",
        "0.000000",
        "a company's choice",
        "Differences in quantity up to this stay findings, of severity notice.",
    ),
    Setting(
        "cost_code_mode",
        "direct",
        "unconfirmed",
        "direct: the activity is the cost code as shown; concatenate: the codes "
        "of its levels put end to end.",
    ),
    Setting(
        "cost_code_separator",
        "",
        "unconfirmed",
        "What stands between the levels under concatenate.",
    ),
    Setting(
        "cost_code_strip",
        "",
        "unconfirmed",
        "Characters left out on both sides before activities are compared.",
    ),
    Setting(
        "cost_code_fold_case",
        "true",
        "unconfirmed",
        "Compare activity codes without regard to case.",
    ),
    Setting(
        "cost_code_pad",
        "0",
        "unconfirmed",
        "Under concatenate, pad each level with zeros to this width; 0 for none.",
    ),
    Setting(
        "cost_code_leaf_only",
        "true",
        "unconfirmed",
        "Only cost codes without children count as activities.",
    ),
    Setting(
        "activity_length",
        "10",
        "unconfirmed",
        "The longest activity code that maestro* takes.",
    ),
    Setting(
        "window_boundary",
        "inclusive",
        "unconfirmed",
        "Whether a date window holds its first day: inclusive or exclusive.",
    ),
    Setting(
        "tag_separators",
        ",; ",
        "unconfirmed",
        "The characters between tags in Procore's Tags/Keywords.",
    ),
    Setting(
        "supplier_exclusion_tags",
        "NOTMAESTRO PASMAESTRO",
        "the vendor's Data Mapping page",
        "Tags that keep a Procore company from the suppliers.",
    ),
    Setting(
        "customer_exclusion_tags",
        "NOTMAESTRO PASMAESTRO PASCLIENT",
        "the vendor's Data Mapping page",
        "Tags that keep a Procore company from the customers.",
    ),
    Setting(
        "budget_view",
        "Procore Standard Budget",
        "unconfirmed",
        "The name of the Procore budget view that is read.",
    ),
    Setting(
        "approved_cos_column",
        "Approved COs",
        "unconfirmed",
        "The name of the column of approved change orders in that view.",
    ),
    Setting(
        "origin_field",
        "origin_id",
        "unconfirmed",
        "Whether the bridge writes the maestro* code into Procore's origin_id: "
        "origin_id, or none.",
    ),
    Setting(
        "current_prefix",
        "",
        "unconfirmed",
        "The maestro* prefix this workspace reconciles; empty: no prefixes.",
    ),
    Setting(
        "prefix_position",
        "column",
        "unconfirmed",
        "Where the prefix stands: column (its own), start or end of the project "
        "code, parted by a hyphen.",
    ),
    Setting(
        "project_active_values",
        "A, Actif, Active, O, Oui, Y, Yes",
        "unconfirmed",
        "maestro* project statuses that mean active.",
    ),
    Setting(
        "procore_types",
        "1:invoice ;:invoice 4:payroll B:payroll C:expense 5:payroll =:payroll "
        "E:payroll 2:expense >:expense ?:expense @:expense D:expense G:expense "
        "F:expense 7:invoice",
        "inferred",
        "The Procore type each maestro* transaction type becomes; a type that is not "
        "listed is not sent.",
    ),
    Setting(
        "other_transaction_types",
        "",
        "a company's choice",
        "Transaction types that this company's maestro* also knows and that are not "
        "sent, parted by blanks; a transaction of any other type is rejected.",
    ),
    Setting(
        "transferred_values",
        "Transferred, Transféré, Transférée, T",
        "unconfirmed",
        "maestro* transaction statuses that mean transferred.",
    ),
    Setting(
        "order_invoices",
        "to_procore",
        "unconfirmed",
        "Where invoices of an order with External No. go: to_procore (on the "
        "commitment), to_maestro, or off (as direct costs).",
    ),
    Setting(
        "purchase_order_screen",
        "purchase_order",
        "the vendor's Data Mapping page",
        "Where purchase orders are made in maestro*: purchase_order, or stock_order "
        "(Stock Order from Catalogue).",
    ),
    Setting(
        "invoice_materials",
        "new",
        "unconfirmed",
        "What a Procore commitment invoice bills of materials stored: new (newly "
        "stored in its period), presently_stored (all that is stored), or none.",
    ),
    Setting(
        "invoice_retainage",
        "gross",
        "unconfirmed",
        "Whether a Procore commitment invoice counts before retainage (gross, as a "
        "cost is booked) or less what is retained and plus what is released (net).",
    ),
    Setting(
        "currency",
        "CAD",
        "a company's choice",
        "The currency of the books in maestro*; records of Procore in another are "
        "named and their amounts are not compared.",
    ),
    Setting(
        "approved_invoice_statuses",
        "approved, approved_as_noted",
        "unconfirmed",
        "Statuses of a Procore commitment invoice that count as approved.",
    ),
    Setting(
        "tax_rates",
        "0.05 0.09975 0.13 0.15",
        "GST, QST and HST of Ontario and the Atlantic provinces",
        "Tax rates looked for in differences: each alone, and the first two together.",
    ),
    Setting(
        "near_invoice_days",
        "10",
        "a company's choice",
        "Invoices of one supplier and amount this many days apart may be one invoice.",
    ),
    Setting(
        "placeholders",
        "S/O, S.O., S/N, N/A, N/D, NA, ND, NSP, aucun, aucune, inconnu, inconnue, "
        "néant, vide, sans objet, sans nom, sans numéro, non applicable, "
        "non disponible, à venir, à déterminer, none, nil, null, empty, unknown, "
        "not applicable, not available, no number, no email, TBD, TBA, test, asdf",
        "a company's choice",
        "Words that stand for no value in a name, phone, licence, e-mail or invoice "
        "number, without regard to case, accents and signs; digits that are all one, "
        "or in order, need no word here.",
    ),
    Setting(
        "grouped_rejects",
        "10",
        "a company's choice",
        "From this many rejected rows of one list, field and reason on, they are one "
        "finding.",
    ),
    Setting(
        "accrual_months",
        "1",
        "a company's choice",
        "An accrual must be reversed within this many months after its own.",
    ),
    Setting(
        "brake_line_to_zero",
        "10000.00",
        "a company's choice",
        "A plan is held back whole where a line of this amount or more, in CAD, "
        "would be set to 0.00.",
    ),
    Setting(
        "brake_project_share",
        "10",
        "a company's choice",
        "A plan is held back whole where it changes more than this share of a "
        "project's budget, in percent, and more than brake_project_amount.",
    ),
    Setting(
        "brake_project_amount",
        "100000.00",
        "a company's choice",
        "The money, in CAD, that a plan may move in a project before its share counts.",
    ),
    Setting(
        "brake_lines_share",
        "25",
        "a company's choice",
        "A plan is held back whole where it overwrites more than this share of "
        "a project's lines, in percent, and more than brake_lines.",
    ),
    Setting(
        "brake_lines",
        "10",
        "a company's choice",
        "The lines of a project that a plan may overwrite before their share counts.",
    ),
    Setting(
        "brake_all_lines_share",
        "2",
        "a company's choice",
        "A plan is held back whole where it overwrites more than this share of "
        "all lines, in percent, and more than brake_all_lines.",
    ),
    Setting(
        "brake_all_lines",
        "50",
        "a company's choice",
        "The lines of all projects that a plan may overwrite before their share "
        "counts.",
    ),
)
