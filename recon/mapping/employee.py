"""Employees and Procore users: linked by number, so that hours find their person."""

from __future__ import annotations

from recon.mapping.spec import Entity, Field

EMPLOYEE = Entity(
    name="employee",
    title="Employees",
    exchange="Employees / users",
    maestro_screen="Payroll > Maintenance > Employee Management",
    procore_screen="Company Tools > Directory > Users",
    key=("employee_code",),
    direction="none",
    updates=False,
    who_wins=None,
    source="Data Mapping, Project Costs (Employee)",
    files=("employes", "employés", "employees"),
    singular="Employee",
    step=1,
    lists=("user",),
    note="hours carry their employee only where a Procore user has the number",
    fields=(
        Field(
            "employee_code",
            maestro="Employee No.",
            procore="employee_id",
            procore_label="Employee ID",
            marks="I/I/I",
            kind="code",
            is_required=True,
            headers=("No employé", "Code employé", "Code"),
        ),
        Field(
            "name",
            maestro="Name",
            procore="name",
            procore_label="Name",
            marks="I/I/I",
            headers=("Nom",),
            note="masked unless the report says otherwise",
            is_private=True,
        ),
        Field(
            "email",
            maestro="Email",
            procore="email_address",
            procore_label="Email",
            marks="I/I/I",
            headers=("Courriel",),
            is_private=True,
        ),
        Field(
            "status",
            maestro="Status",
            procore="is_active",
            procore_label="Active",
            marks="I/I/I",
            headers=("Statut",),
        ),
    ),
)

PROJECT_SUPPLIER = Entity(
    name="project_supplier",
    title="Project directory",
    exchange="Project directory",
    maestro_screen="the suppliers of a project's transactions and orders",
    procore_screen="Project > Directory > Companies",
    key=("supplier_code",),
    direction="none",
    updates=False,
    who_wins=None,
    source="Data Mapping, Suppliers (after synchronisation)",
    files=(),
    singular="Directory",
    step=7,
    lists=("project_vendor",),
    note="a company is added to each project's directory by hand",
    fields=(
        Field(
            "supplier_code",
            maestro="Supplier Code",
            procore="id",
            procore_label="Company",
            marks="S/S/S",
            kind="code",
        ),
    ),
)
