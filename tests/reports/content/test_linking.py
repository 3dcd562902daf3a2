"""Numbers are found in printed text, and only where it is clear which one it is."""

from assessments.scoring.results import Measure, MeasureState, SubjectKind
from reports.content.linking import Numbers
from reports.content.told import told


def measure(code, value, unit="months", kind=SubjectKind.POSITION, **more):
    return Measure(code, kind, "f/s", MeasureState.KNOWN, value, unit, "USD", **more)


def linked(text, *measures):
    """Return which piece of a text leads to which code."""
    pieces = Numbers(measures).pieces(text)
    return {piece.text: piece.measure.code for piece in pieces if piece.measure}


def test_a_number_is_found_by_how_it_is_printed():
    months, money = measure("a", 25.3), measure("b", 3.05e9, "money")

    found = linked("It takes 25 months and $3.05\xa0bn.", months, money)

    assert found == {"25 months": "a", "$3.05\xa0bn": "b"}


def test_a_part_of_a_longer_number_is_none():
    assert linked("It takes 125 months, 5 months at best.", measure("a", 25.0)) == {}
    assert linked("It is 0.54%, not 54% of it.", measure("a", 0.54, "share")) == {"54%": "a"}


def test_of_two_measures_that_print_alike_a_value_wins_over_the_end_of_a_range():
    wide, own = measure("a", 25.0, p10=22.0), measure("b", 22.0)

    assert linked("bridge 22 months", wide, own) == {"22 months": "b"}


def test_of_two_values_that_print_alike_the_one_of_the_position_wins():
    other = measure("a", 22.0, kind=SubjectKind.ALTERNATIVE)

    assert linked("bridge 22 months", other, measure("b", 22.0)) == {"22 months": "b"}


def test_where_nothing_is_clear_nothing_is_linked():
    assert linked("bridge 22 months", measure("a", 22.0), measure("b", 22.1)) == {}


def test_nothing_is_never_linked():
    assert linked("It takes 0 months, 0% of it.", measure("a", 0.0), measure("b", None)) == {}


def test_a_text_stays_the_same_text(apple):
    case = told(apple.document, apple.results, "iphone", "sdc")

    for section in case.report.sections:
        numbers = Numbers(case.measures[section.key])
        for text in section.paragraphs:
            assert "".join(piece.text for piece in numbers.pieces(text)) == text
