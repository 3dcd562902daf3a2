"""The page of a position says what its report says, and leads from each number to its making."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from django_scopes import scope

from assessments.actions import rows
from assessments.author import Author
from assessments.charts.theme import DARK
from assessments.models import Measure
from assessments.queries.formulas import formula_of
from assessments.queries.results import results_of
from reports import build
from reports.content.told import told
from reports.views.positions import TABS
from tests.reports.views.conftest import NOW

pytestmark = pytest.mark.django_db

CASES = [("apple", "iphone", "sdc"), ("microsoft", "copilot-office-agents", "anthropic")]


def words_of(html):
    """Return the text of a page as a reader sees it."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", "", html, flags=re.DOTALL)
    return squeezed(unescape(re.sub(r"<[^>]+>", "", text)))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def page(assessment, function, supplier):
    slug = assessment.organization.slug
    return reverse("position-detail", args=[slug, assessment.pk, function, supplier])


def texts_of(report):
    """Yield everything that a report says."""
    yield from (report.finding, report.lede, report.decision.text, report.decision.consequence)
    yield from (report.sureness.sentence, report.sureness.best_answer, report.disclaimer)
    for card in report.cards:
        yield from (card.number, card.label, card.range, card.meaning)
    for point in (*report.reasons, *report.decision.levers, *report.method):
        yield from (point.claim, point.sentence)
    for table in (report.assumptions, report.sources):
        yield from (cell for row in table.rows for cell in row)
    for section in report.sections:
        yield section.heading
        yield from section.paragraphs
        for exhibit in section.exhibits:
            yield from (exhibit.title, exhibit.unit, exhibit.source, exhibit.note)
            yield from (cell for row in exhibit.data.rows for cell in row)


@pytest.mark.parametrize(("case", "function", "supplier"), CASES)
def test_the_page_says_every_sentence_and_number_of_the_report(
    request, assessed, browser, case, function, supplier
):
    scored = request.getfixturevalue(case)
    assessment = assessed(scored)

    response = browser("VIEWER", assessment).get(page(assessment, function, supplier))

    said = words_of(response.text)
    report = build.content_of(scored.document, scored.results, function, supplier)
    assert response.context["report"] == report
    assert [text for text in texts_of(report) if squeezed(text) not in said] == []


@pytest.mark.parametrize(("case", "function", "supplier"), CASES)
def test_the_page_draws_the_figures_of_the_report(
    request, assessed, browser, case, function, supplier
):
    scored = request.getfixturevalue(case)
    assessment = assessed(scored)

    response = browser("VIEWER", assessment).get(page(assessment, function, supplier))

    found = re.search(r'<script id="exhibits"[^>]*>(.*?)</script>', response.text, re.DOTALL)
    drawn = json.loads(found[1])
    report = build.content_of(scored.document, scored.results, function, supplier)
    assert set(drawn["figures"]) == set(build.figures(report))
    assert drawn["dark"] == DARK
    for key in drawn["figures"]:
        assert f'data-exhibit="{key}"' in response.text
    exhibits = [exhibit for section in report.sections for exhibit in section.exhibits]
    assert all(exhibit.alt for exhibit in exhibits)


@pytest.mark.parametrize(("case", "function", "supplier"), CASES)
def test_every_number_on_the_page_opens_with_its_formula(
    request, assessed, browser, case, function, supplier
):
    assessment = assessed(request.getfixturevalue(case))
    client = browser("VIEWER", assessment)
    text = client.get(page(assessment, function, supplier)).text
    links = sorted({unescape(link) for link in re.findall(r'href="([^"]*/numbers/[^"]*)"', text)})

    answers = [client.get(link, headers={"HX-Request": "true"}) for link in links]

    assert len(links) > 30
    assert {answer.status_code for answer in answers} == {200}
    lacking = [a.context["measure"].code for a in answers if not a.context["formula"]]
    assert lacking == []
    assert all("<html" not in answer.text for answer in answers)


def test_every_chapter_of_the_report_has_its_tab(apple):
    shown = [key for tab in TABS for key in tab.chapters]

    assert sorted(shown) == sorted(section.key for section in apple.content().sections)


def test_every_measure_that_any_report_is_told_from_has_a_formula(apple, microsoft):
    found = set()
    for case in (apple, microsoft):
        for function, supplier in case.results.positions:
            told_of = told(case.document, case.results, function, supplier)
            found |= {measure.code for measure in told_of.every()}

    assert [code for code in sorted(found) if not formula_of(code).symbols] == []


def test_a_number_in_a_sentence_leads_to_the_measure_that_it_prints(apple, assessed, browser):
    assessment = assessed(apple)
    text = browser("VIEWER", assessment).get(page(assessment, "iphone", "sdc")).text

    link = re.search(r'href="([^"]*)"[^>]*>22 months</a>', text)

    assert "/numbers/time.survival_gap/" in link[1]


def test_a_drawer_fills_the_formula_and_names_figures_and_sources(apple, assessed, browser):
    assessment = assessed(apple)
    slug = assessment.organization.slug
    url = reverse("measure-drawer", args=[slug, assessment.pk, "switching.holdup_ceiling"])

    response = browser("VIEWER", assessment).get(f"{url}?of=position&subject=iphone/sdc")

    assert response.context["formula"] == "g* = (S/a + C_alt)/C_inc − 1"
    assert re.fullmatch(r"\(\$.+/.+ \+ \$.+\)/\$.+ − 1 = \d+%", response.context["filled"])
    lines = [*response.context["inputs"], *response.context["more"]]
    assert lines
    assert all(line.row_url and line.value for line in lines)
    assert all(line.input.figure.grade for line in lines if not line.row_url.endswith("/policy/"))
    assert any(f"/{slug}/sources/" in line.source_url for line in lines)
    assert "<html" in response.text


def test_a_drawer_says_what_is_missing_and_where_to_enter_it(apple, assessed, browser):
    assessment = assessed(apple)
    slug = assessment.organization.slug
    url = reverse("measure-drawer", args=[slug, assessment.pk, "margin.margin_to_rivals"])

    response = browser("VIEWER", assessment).get(f"{url}?of=position&subject=iphone/sdc")

    assert response.context["measure"].value is None
    assert response.context["filled"] == ""
    assert response.context["missing"]
    assert all(line.row_url.startswith(f"/{slug}/") for line in response.context["missing"])
    assert "not known" in response.text


def test_a_row_that_is_gone_is_not_linked(apple, assessed, browser):
    assessment = assessed(apple)
    author = Author(organization=assessment.organization, by=None, now=NOW)
    with scope(organization=assessment.organization):
        rows.delete(
            author=author, noun="disruptions", external_id=next(iter(apple.document.disruptions))
        )
    slug = assessment.organization.slug
    url = reverse("measure-drawer", args=[slug, assessment.pk, "loss.expected_annual_loss"])

    response = browser("VIEWER", assessment).get(f"{url}?of=position&subject=iphone/sdc")

    assert response.status_code == 200
    assert "no longer in the register" in response.text


def test_what_is_not_known_is_shown_as_not_known_and_never_as_nothing(microsoft, assessed, browser):
    assessment = assessed(microsoft)

    response = browser("VIEWER", assessment).get(page(assessment, "azure-ai-capacity", "coreweave"))

    assert [item["card"].number for item in response.context["cards"]] == ["?", "?", "?"]
    behind = [line for tab in response.context["tabs"] for line in tab["behind"]]
    unknown = [line for line in behind if not line.is_known]
    assert unknown
    assert not [line for line in unknown if line.value.strip("$€ ").startswith("0")]


def test_the_decision_is_shown_and_only_who_may_write_can_change_it(apple, assessed, browser):
    assessment = assessed(apple)
    address = page(assessment, "iphone", "sdc")

    seen = browser("VIEWER", assessment).get(address)
    changed = browser("EDITOR", assessment).get(address)

    decision = next(iter(apple.document.positions.values())).decision
    assert decision in seen.text
    assert "Change the decision" not in seen.text
    assert "Change the decision" in changed.text


def test_the_number_of_queries_does_not_grow_with_what_the_page_shows(
    microsoft, assessed, browser, django_assert_max_num_queries
):
    assessment = assessed(microsoft)
    client = browser("VIEWER", assessment)

    for function, supplier in (
        ("copilot-office-agents", "anthropic"),
        ("azure-ai-capacity", "iren"),
    ):
        with django_assert_max_num_queries(18):
            client.get(page(assessment, function, supplier))


def test_a_position_leads_to_its_page_in_the_newest_assessment(apple, assessed, browser):
    assessment = assessed(apple)
    slug = assessment.organization.slug
    client = browser("VIEWER", assessment)

    found = client.get(reverse("position-newest", args=[slug, "iphone", "sdc"]))
    lost = client.get(reverse("position-newest", args=[slug, "iphone", "nobody"]), follow=True)

    assert found.url == page(assessment, "iphone", "sdc")
    assert "No assessment tells this position yet" in lost.text


def test_a_position_that_the_assessment_does_not_have_is_not_found(apple, assessed, browser):
    assessment = assessed(apple)

    assert browser("VIEWER", assessment).get(page(assessment, "iphone", "x")).status_code == 404


def test_results_are_told_as_they_were_stored(apple, assessed):
    assessment = assessed(apple)

    stored = told(apple.document, results_of(assessment), "iphone", "sdc")

    assert stored.report == told(apple.document, apple.results, "iphone", "sdc").report
    rows_of = Measure.objects.for_organization(assessment.organization_id)
    codes = set(rows_of.filter(assessment=assessment).values_list("code", flat=True))
    assert {measure.code for measure in stored.every()} <= codes
