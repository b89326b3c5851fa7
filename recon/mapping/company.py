"""Suppliers and customers: both are companies of the Procore directory."""

from __future__ import annotations

from dataclasses import replace

from recon.mapping.spec import Entity, Field

_CODE = Field(
    "code",
    maestro="Code",
    procore="abbreviated_name",
    procore_label="Abbreviated Name",
    marks="I+/S/S",
    kind="code",
    maestro_length=10,
    when_longer="not stated",
    over_length="error",
    is_required=True,
    note="becomes mandatory in Procore; do not change after synchronisation",
)
_NAME = Field(
    "name",
    maestro="Name",
    procore="name",
    procore_label="Name",
    marks="I+/I+/S",
    maestro_length=60,
    when_longer="shortened",
    over_length="warning",
    compare="text",
    is_required=True,
    headers=("Nom",),
)
_ADDRESS = Field(
    "address",
    maestro="Address",
    procore="address",
    procore_label="Address",
    marks="I+/S/S",
    maestro_length=100,
    when_longer="shortened",
    over_length="warning",
    compare="text",
    headers=("Adresse",),
)
_CITY = Field(
    "city",
    maestro="City",
    procore="city",
    procore_label="City",
    marks="I+/S/S",
    maestro_length=60,
    when_longer="shortened",
    over_length="warning",
    compare="text",
    headers=("Ville",),
)
_PROVINCE = Field(
    "province",
    maestro="Province",
    procore="state_code",
    procore_label="State/Province",
    marks="I+/S/S",
    maestro_length=30,
    when_longer="shortened",
    over_length="warning",
    compare="province",
    headers=("Prov.",),
)
_COUNTRY = Field(
    "country",
    maestro="Country",
    procore="country_code",
    procore_label="Country",
    marks="I+/I+/-",
    compare="country",
    headers=("Pays",),
)
_POSTAL_CODE = Field(
    "postal_code",
    maestro="Postal Code",
    procore="zip",
    procore_label="Postal Code",
    marks="S/S/-",
    compare="postal",
    headers=("Code postal",),
)
_PHONE = Field(
    "phone",
    maestro="Phone",
    procore="business_phone",
    procore_label="Business Phone",
    marks="I+/S/-",
    compare="digits",
    headers=("Téléphone", "Telephone"),
)
_FAX = Field(
    "fax",
    maestro="Fax",
    procore="fax_number",
    procore_label="Business Fax",
    marks="I+/S/-",
    compare="digits",
    headers=("Télécopieur", "Télécopie"),
)
_EMAIL = Field(
    "email",
    maestro="Email",
    procore="email_address",
    procore_label="Email Address",
    marks="I+/S/-",
    compare="email",
    headers=("Courriel", "E-mail"),
)
_RBQ_NUMBER = Field(
    "rbq_number",
    maestro="RBQ Number",
    procore="license_number",
    procore_label="License Number",
    marks="S/S/S",
    maestro_length=10,
    when_longer="shortened, the supplier is still added",
    over_length="warning",
    compare="licence",
    headers=("Numéro RBQ", "No RBQ", "Licence RBQ"),
    note="written 0000-0000-00 it is 12 characters: the last two digits are lost",
)
_STATUS = Field(
    "status",
    maestro="Status",
    procore="is_active",
    procore_label="Active",
    marks="S/S/S",
    is_required=True,
    headers=("Statut", "État"),
)
_IS_TICKED = Field(
    "is_ticked",
    maestro="Synchronize",
    procore=None,
    marks="S/-/S",
    kind="flag",
    is_required=True,
)
_PROCORE_ID = Field(
    "procore_id",
    maestro="Procore ID",
    procore="id",
    marks="U/S/U",
    kind="code",
    headers=("Id Procore", "No Procore"),
    note="link evidence, where the export carries it",
)

SUPPLIER = Entity(
    name="supplier",
    title="Suppliers",
    exchange="Suppliers",
    maestro_screen="Supplier Management > Main Fields",
    procore_screen="Company Tools > Directory > Companies",
    key=("code",),
    direction="both",
    updates=False,
    who_wins=None,
    source="Data Mapping, Suppliers",
    files=("suppliers", "fournisseurs"),
    singular="Supplier",
    step=1,
    lists=("company",),
    to_procore_needs=("status A - Active", "Interface tab > Synchronize ticked"),
    to_maestro_needs=("company active in Procore", "no exclusion tag"),
    exclusion_tags=("NOTMAESTRO", "PASMAESTRO"),
    fields=(
        replace(
            _CODE,
            headers=("Supplier", "Supplier Code", "Fournisseur", "Code fournisseur"),
        ),
        _NAME,
        _ADDRESS,
        _CITY,
        _PROVINCE,
        _COUNTRY,
        replace(
            _POSTAL_CODE,
            marks="I/I/I",
            drift="notice",
            note="absent from the suppliers' table: informational",
        ),
        _PHONE,
        _FAX,
        replace(
            _EMAIL,
            marks="I/I/I",
            drift="notice",
            note="absent from the suppliers' table: informational",
        ),
        _RBQ_NUMBER,
        replace(
            _STATUS, note="A Active, B Blocked, 1 Closed; B and 1 refuse transactions"
        ),
        replace(
            _IS_TICKED,
            headers=(
                "Synchroniser",
                "Synchronize with Procore",
                "Synchroniser avec Procore",
            ),
        ),
        _PROCORE_ID,
    ),
)

CUSTOMER = Entity(
    name="customer",
    title="Customers",
    exchange="Customers",
    maestro_screen="Invoicing > Maintenance > Customers > Customer Management",
    procore_screen="Company Tools > Directory > Companies",
    key=("code",),
    direction="both",
    updates=False,
    who_wins=None,
    source="Data Mapping, Customers",
    files=("customers", "clients"),
    singular="Customer",
    step=1,
    lists=("company",),
    to_procore_needs=(
        "status A - Active",
        "Synchronize the Customer with Procore ticked",
    ),
    to_maestro_needs=("company active in Procore", "no exclusion tag"),
    exclusion_tags=("NOTMAESTRO", "PASMAESTRO", "PASCLIENT"),
    fields=(
        replace(_CODE, headers=("Customer", "Customer Code", "Client", "Code client")),
        _NAME,
        replace(
            _ADDRESS,
            marks="I+/I+/U",
            over_length="notice",
            note="100 by analogy with suppliers",
        ),
        replace(
            _CITY,
            marks="I+/I+/U",
            over_length="notice",
            note="60 by analogy with suppliers",
        ),
        replace(
            _PROVINCE,
            marks="I+/I+/U",
            over_length="notice",
            note="30 by analogy with suppliers",
        ),
        _COUNTRY,
        _POSTAL_CODE,
        _PHONE,
        _FAX,
        _EMAIL,
        replace(
            _RBQ_NUMBER,
            marks="S/S/U",
            over_length="notice",
            note="10 by analogy with suppliers",
        ),
        replace(
            _STATUS, note="A Active, B Blocked, W Blocked with warning only, 1 Closed"
        ),
        replace(
            _IS_TICKED,
            headers=(
                "Synchroniser",
                "Synchronize the Customer with Procore",
                "Synchroniser le client avec Procore",
            ),
        ),
        _PROCORE_ID,
    ),
)
