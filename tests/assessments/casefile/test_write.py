"""A written file loads to the same document, and is written the same way again."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.casefile.canonical import canonical_json, from_canonical, sha256
from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument, Function, Organization, Source
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.read import load
from assessments.casefile.words import Basis, Grade, State
from assessments.casefile.write import dump

CALM = settings(deadline=None, derandomize=True, max_examples=150)
SOURCES = {"S1": Source(title="One", date="2025-10-28", grade=Grade.B), "S2": Source(title="Two")}


def test_a_written_file_loads_to_the_same_document(case_text: str) -> None:
    document = load(case_text, "case.yaml")

    text = dump(document)

    assert load(text, "dump.yaml") == document
    assert dump(load(text, "dump.yaml")) == text
    assert sha256(load(text, "dump.yaml")) == sha256(document)


def test_what_the_reader_fills_in_is_left_out(small: CaseDocument) -> None:
    lines = dump(small).splitlines()

    assert "          south:" in lines
    assert "            workload_share: [0.3, 0.5]" in lines
    assert "    revenue_per_year: {value: 900000000, source: S1}" in lines
    assert "    buffer_months: {state: unknown, note: asked the plant}" in lines
    assert "      south: 0.3" in lines
    assert "  tool: none" in lines


def test_texts_that_look_like_something_else_stay_texts(small: CaseDocument) -> None:
    names = ["007", "1e3", "true", "null", "~", "no", "2026-01-31", "<<", "a: b", "# c", "1_0"]
    names += ["=", "zwei\nZeilen", "·◇ 株式会社", "'", '"', " lead", "0x1F", "64.5%", "[", "&a"]
    for name in names:
        document = replace(small, organization=replace(small.organization, name=name))
        assert load(dump(document), "names.yaml") == document


def numbers() -> st.SearchStrategy[Decimal]:
    """Return shares of at most 15 digits."""
    return st.decimals(min_value=0, max_value=1, allow_nan=False, places=12)


def dates() -> st.SearchStrategy[PartialDate]:
    """Return dates of every precision."""
    year = st.integers(1900, 2200)
    return st.one_of(
        st.builds(PartialDate, year),
        st.builds(PartialDate, year, st.integers(1, 12)),
        st.builds(PartialDate, year, st.integers(1, 12), st.integers(1, 28)),
        st.builds(lambda y, q: PartialDate(y, quarter=q), year, st.integers(1, 4)),
    )


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Return a figure as any door may have made it."""
    state = draw(st.sampled_from(State))
    parts: dict[str, object] = {"state": state}
    if state in (State.KNOWN, State.ESTIMATED):
        low, likely, high = sorted(draw(st.tuples(numbers(), numbers(), numbers())))
        parts["likely"] = likely
        if state is State.ESTIMATED and draw(st.booleans()):
            parts |= {"low": low, "high": high}
    note = draw(st.text("aé: #'\n◇1", min_size=state is State.UNKNOWN, max_size=8))
    source = draw(st.sampled_from(["", *SOURCES]))
    basis = draw(st.sampled_from(Basis if source else [Basis.INTERNAL, Basis.ASSUMPTION]))
    grade = Grade.E if basis is Basis.ASSUMPTION else draw(st.sampled_from(Grade))
    unit = draw(st.sampled_from(["", "panels", "10"]))
    return Figure(
        **parts,  # type: ignore[arg-type]
        note=note, source=source, basis=basis, grade=grade, as_of=draw(dates()), unit=unit,
    )  # fmt: skip


def document_with(figure: Figure) -> CaseDocument:
    """Return a case with one figure in it."""
    row = {"basis": Basis.ASSUMPTION, "grade": Grade.E, "as_of": PartialDate(2026, 6, 30)}
    function = Function(gross_margin_share=figure, **row)  # type: ignore[arg-type]
    return CaseDocument(
        case="one",
        organization=Organization(id="acme", currency="EUR"),
        as_of=PartialDate(2026, 6, 30),
        sources=SOURCES,
        functions={"cars": function},
    )


@CALM
@given(figures().filter(lambda figure: figure.likely != 1 and figure.high != 1))
def test_every_figure_survives_file_and_snapshot(figure: Figure) -> None:
    document = document_with(figure)

    assert load(dump(document), "one.yaml") == document
    assert from_canonical(canonical_json(document)) == document


def test_an_absent_figure_is_not_written() -> None:
    assert "gross_margin_share" not in dump(document_with(UNKNOWN))


@CALM
@given(dates())
def test_every_date_survives_its_text(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date
