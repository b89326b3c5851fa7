"""A field that is gone or new is said, with what follows from it."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_a_lost_field_that_much_depends_on_is_an_error(db: Database) -> None:
    fill(
        db,
        "pull.drift",
        """
        list         procore_project_id  field   what     rows  of_rows  consequence
        direct_cost  90                  amount  missing  14    14       list
        direct_cost  91                  amount  missing  2     3        list
    """,
    )
    [finding] = run_rule(db, "answer_changed")
    assert finding["severity"] == "error"
    assert finding["project_code"] is None
    assert finding["message"] == (
        "direct_cost: the field amount is missing in 16 of 17 rows;"
        " what needs this list is not run"
    )


def test_a_lost_field_that_is_only_compared_is_a_warning(db: Database) -> None:
    fill(
        db,
        "pull.drift",
        """
        list     procore_project_id  field       what     rows  of_rows  consequence
        company  -                   fax_number  missing  86    86       field
    """,
    )
    [finding] = run_rule(db, "answer_changed")
    assert finding["severity"] == "warning"
    assert finding["message"].endswith("the field is not compared")


def test_a_new_field_is_a_notice(db: Database) -> None:
    fill(
        db,
        "pull.drift",
        """
        list     procore_project_id  field     what  rows  of_rows  consequence
        company  -                   pronouns  new   -     -        none
    """,
    )
    [finding] = run_rule(db, "answer_changed")
    assert finding["severity"] == "notice"
    assert finding["message"] == (
        "company: the field pronouns was not there at the pull before"
    )


def test_a_compared_field_that_was_there_before_is_a_warning(db: Database) -> None:
    fill(
        db,
        "pull.drift",
        """
        list     procore_project_id  field       what  rows  of_rows  consequence
        company  -                   fax_number  gone  -     -        field
    """,
    )
    [finding] = run_rule(db, "answer_changed")
    assert finding["severity"] == "warning"
    assert finding["message"] == (
        "company: the field fax_number was there at the pull before;"
        " the field is not compared"
    )


def test_is_silent_where_answers_are_as_they_were(db: Database) -> None:
    assert run_rule(db, "answer_changed") == []


def test_edge_of_one_project_it_names_the_project(db: Database) -> None:
    fill(
        db,
        "pull.drift",
        """
        list         procore_project_id  field   what                    rows  of_rows  consequence
        direct_cost  90                  status  the new value parked    1     -        none
    """,
    )
    fill(
        db,
        "procore.site",
        """
        procore_project_id  project_code
        90                  24-151
    """,
    )
    [finding] = run_rule(db, "answer_changed")
    assert finding["project_code"] == "24-151"
    assert finding["message"] == (
        "direct_cost: the field status has the new value parked in 1 row"
    )
