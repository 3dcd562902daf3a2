"""A row inside a row: its evidence once, its drivers with the unit of their name."""

from dataclasses import replace
from decimal import Decimal

from assessments.casefile.document.leaving import Activity, Alternative, CostLine, Removes
from assessments.casefile.figure import Figure, State
from assessments.casefile.words import Basis, Grade
from assessments.views.register.facts import Fact, Facts
from assessments.views.register.histories import words

PROOF = {"basis": Basis.ASSUMPTION, "grade": Grade.E, "note": "As the last one"}


def figure(value, **more):
    return Figure(state=State.ESTIMATED, likely=Decimal(value), **more)


def only(fact, *path):
    """Return the fact below a fact at a path of labels."""
    for label in path:
        (fact,) = [each for each in fact.facts if each.label == label]
    return fact


def facts_of(**fields):
    return {
        fact.name: fact for fact in Facts(lambda noun, name: name).of(Alternative(**fields), fields)
    }


def test_evidence_of_a_row_inside_stands_once_beside_it():
    line = CostLine(amount=figure("2000", currency="USD", **PROOF), **PROOF)
    other = replace(line, note="Another note")

    same, new = (
        only(facts_of(cost_lines={"engineering": each})["cost_lines"], "Engineering")
        for each in (line, other)
    )

    assert [fact.label for fact in same.facts] == [fact.label for fact in new.facts] == ["Amount"]
    assert same.proof is None
    assert new.proof is other


def test_a_driver_has_the_unit_of_its_name():
    line = CostLine(drivers={"dual_months": figure("1"), "new_annual_cost": figure("900")})

    found = facts_of(cost_lines={"dual-running": line})["cost_lines"]

    assert only(found, "Dual running", "Drivers", "Dual months").text == "1 month"
    assert only(found, "Dual running", "Drivers", "New annual cost").text == "900"


def test_steps_before_a_step_are_a_plain_list():
    steps = (Activity(name="Build", months=figure("4"), after=("design", "buy")),)

    found = facts_of(activities={"build": steps[0]})["activities"]

    assert only(found, "Build", "After").is_plain_list
    assert [fact.text for fact in only(found, "Build", "After").facts] == ["design", "buy"]


def test_a_row_inside_that_says_nothing_is_not_left_blank():
    found = facts_of(removes=Removes())["removes"]

    assert (found.text, found.is_known, found.facts) == ("none on record", False, ())


def test_rows_inside_without_a_label_are_told_without_a_colon():
    inner = (Fact(name="a", label="", text="Panels"), Fact(name="b", label="Price", text="$5"))

    assert words(Fact(name="x", label="X", facts=inner)) == "Panels; Price: $5"
