"""What a refusal about another row is called: by its row, not by its place in the document."""

import pytest

from assessments.casefile.problems import Finding
from assessments.register.paths import relative, row_at


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "functions.iphone.gates.panels.dependencies.sdc.share",
            "dependency iphone.panels.sdc, share",
        ),
        ("functions.iphone.gates.panels.dependencies", "gate iphone.panels"),
        ("functions.iphone", "business function iphone"),
        ("upstream.sdc-oled.emitters.links", "upstream gate sdc-oled.emitters"),
        ("suppliers.acme.legal_name", "supplier acme, legal name"),
        ("organization.as_of", "organization.as_of"),
    ],
)
def test_a_path_is_told_as_its_row_and_field(path: str, said: str) -> None:
    assert row_at(path) == said


def test_only_what_another_row_lacks_says_which_row() -> None:
    own = relative(Finding("suppliers.acme.country", "is no country"), "suppliers.acme")
    whole = relative(Finding("suppliers.acme", "is not there"), "suppliers.acme")
    other = relative(Finding("contracts.frame.end", "is before its start"), "suppliers.acme")

    assert (own.path, own.message) == ("country", "is no country")
    assert (whole.path, whole.message) == ("", "is not there")
    assert (other.path, other.message) == ("", "contract frame, end: is before its start")
