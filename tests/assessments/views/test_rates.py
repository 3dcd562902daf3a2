"""Exchange rates in a browser: listed, filled in by the ECB, asked for where one is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assessments.actions import heads
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.casefile.dates import date_of
from assessments.casefile.document import FxRate
from assessments.casefile.rates import last_day
from assessments.models import AuditEvent, Organization
from assessments.register.top import head_of
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db

KRW = {"currency": "KRW", "rate_date": "2026-06-28", "rate": "0.00057", "source": "Our bank"}


@pytest.fixture
def ours(now):
    """Return an organization in EUR as of 2026-06-30, with a rate of USD that figures need."""
    document = case("small")
    buyer = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=buyer, by=None, now=now)
    return buyer


@pytest.fixture
def editor(signed_in):
    return signed_in("EDITOR")


def rate_of(organization, currency):
    return head_of(Organization.objects.get(pk=organization.pk)).fx.get(currency)


def shown(response):
    """Return what the form of a page shows."""
    form = response.context["form"]
    return {
        name: str(form[name].value() or "") for name in ("currency", "rate_date", "rate", "source")
    }


def test_the_list_says_what_each_currency_is_worth_and_who_needs_it(editor, ours):
    text = editor.get("/acme/rates/").text

    assert "USD</a> · US Dollar" in text
    assert ">0.92<" in text
    assert "2026-06-30" in text


def test_a_rate_is_added_once(editor, ours):
    before = AuditEvent.objects.for_organization(ours).count()

    first = editor.post("/acme/rates/new/", KRW, follow=True)
    editor.post("/acme/rates/new/", KRW)

    assert "1 KRW = 0.00057 EUR of 2026-06-28 is saved." in first.text
    assert rate_of(ours, "KRW") == FxRate(
        rate=Decimal("0.00057"), rate_date=date_of(date(2026, 6, 28)), source="Our bank"
    )
    assert AuditEvent.objects.for_organization(ours).count() == before + 1


def test_the_ecb_fills_in_rate_day_and_source_of_the_last_day_with_rates(editor, ours):
    typed = {**KRW, "rate": "my guess", "fill": "ecb"}  # 2026-06-28 is a Sunday

    page = editor.post("/acme/rates/new/", typed)

    assert page.status_code == 200
    rate = shown(page)
    assert (rate["currency"], rate["rate_date"], rate["source"]) == ("KRW", "2026-06-26", "ECB")
    worth = f"1 KRW was worth {rate['rate']} EUR on 2026-06-26, the last day with rates before"
    assert f"By the ECB’s rates, {worth} 2026-06-28." in page.text
    assert rate_of(ours, "KRW") is None
    saved = editor.post("/acme/rates/new/", rate)
    assert saved.status_code == 302
    assert rate_of(ours, "KRW").source == "ECB"


@pytest.mark.parametrize(
    ("currency", "day", "said"),
    [
        ("TWD", "2026-06-28", "The ECB published no rate for TWD in the 7 days before 2026-06-28."),
        ("KRW", "2099-01-01", f"The ECB’s rates that come with Lockin end on {last_day()}."),
    ],
)
def test_where_the_ecb_has_no_rate_it_is_said_and_nothing_typed_is_lost(
    editor, ours, currency, day, said
):
    typed = {**KRW, "currency": currency, "rate_date": day, "rate": "0.03"}

    page = editor.post("/acme/rates/new/", {**typed, "fill": "ecb"})

    assert said in page.text
    assert "rite the rate and where it is from." in page.text
    assert shown(page) == typed


def test_the_rate_of_one_currency_does_not_stay_for_the_next(editor, ours):
    first = shown(editor.post("/acme/rates/new/", {**KRW, "fill": "ecb"}))

    page = editor.post("/acme/rates/new/", {**first, "currency": "TWD", "fill": "ecb"})

    assert shown(page) == {**first, "currency": "TWD", "rate": "", "source": ""}


def test_only_what_the_ecb_published_is_called_its(editor, ours):
    ecb = shown(editor.post("/acme/rates/new/", {**KRW, "fill": "ecb"}))

    other = editor.post("/acme/rates/new/", {**ecb, "currency": "JPY"})
    coarse = editor.post("/acme/rates/new/", {**ecb, "rate": "0.0006"})
    never = editor.post("/acme/rates/new/", {**ecb, "currency": "TWD"})
    rounded = editor.post("/acme/rates/new/", {**ecb, "rate": "0.000571"})

    for page in (other, coarse):
        assert "By the ECB’s rates it is" in page.context["form"].errors["rate"][0]
    assert "published no rate for TWD" in never.context["form"].errors["source"][0]
    assert rounded.status_code == 302


def test_the_ecb_is_asked_for_nothing_before_a_currency_is_chosen(editor, ours):
    page = editor.post("/acme/rates/new/", {**KRW, "currency": "", "rate": "", "fill": "ecb"})

    assert list(page.context["form"].errors) == ["currency"]
    assert "Choose the currency." in page.text
    assert shown(page)["source"] == "Our bank"


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"currency": ""}, "currency", "Choose the currency."),
        ({"currency": "EUR"}, "currency", "Choose a currency of the list."),
        ({"rate_date": "30.6.2026"}, "rate_date", "Write the day as 2026-01-31."),
        ({"rate_date": "2026-07-01"}, "rate_date", "is after 2026-06-30, the day of the case"),
        ({"rate_date": "1998-12-31"}, "rate_date", "Choose a day from 1999 to 2100."),
        ({"rate": ""}, "rate", "Enter what one unit was worth in EUR."),
        ({"rate": "about 2"}, "rate", "is not a number"),
        ({"rate": "0"}, "rate", "write a number above zero"),
        ({"rate": "0.1234567890123456"}, "rate", "has 16 significant digits"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    editor, ours, wrong, field, said
):
    typed = {**KRW, **wrong}

    page = editor.post("/acme/rates/new/", typed)

    assert page.status_code == 422
    assert said in page.context["form"].errors[field][0]
    assert shown(page) == typed
    assert rate_of(ours, "KRW") is None


def test_a_rate_is_edited(editor, ours):
    page = editor.get("/acme/rates/USD/")
    was = page.context["form"]["was"].value()

    editor.post("/acme/rates/USD/", {**shown(page), "was": was, "rate": "0.9", "source": "A bank"})

    assert rate_of(ours, "USD").rate == Decimal("0.9")


def test_a_rate_that_somebody_else_has_written_is_not_overwritten_unseen(editor, ours, now):
    page = editor.get("/acme/rates/USD/")
    typed = {**KRW, "rate": "0.9", "was": page.context["form"]["was"].value()}
    said = head_of(ours)
    theirs = FxRate(rate=Decimal("0.91"), rate_date=said.as_of)
    author = Author(organization=ours, by=None, now=now)
    heads.change(author=author, said=replace(said, fx={**said.fx, "USD": theirs}))

    refused = editor.post("/acme/rates/USD/", typed)

    assert "USD has a rate already: 0.91 of 2026-06-30." in refused.text
    assert rate_of(ours, "USD") == theirs
    again = {**typed, "was": refused.context["form"]["was"].value()}
    assert editor.post("/acme/rates/USD/", again).status_code == 302
    assert rate_of(ours, "USD").rate == Decimal("0.9")


def test_a_rate_goes_only_if_no_figure_needs_it(editor, ours):
    editor.post("/acme/rates/new/", KRW)

    gone = editor.post("/acme/rates/KRW/remove/", follow=True)
    kept = editor.post("/acme/rates/USD/remove/", follow=True)

    assert "The rate of KRW is gone." in gone.text
    assert "Figures are stated in USD, so its rate stays" in kept.text
    assert sorted(head_of(ours).fx) == ["USD"]


def test_the_list_leads_to_each_rate_that_is_missing(editor, ours, now):
    author = Author(organization=ours, by=None, now=now)
    heads.change(author=author, said=replace(head_of(ours), fx={}))  # as a program may

    text = editor.get("/acme/rates/").text

    assert "1 currency has no rate: nothing can be assessed until then" in text
    assert 'href="/acme/rates/new/?currency=USD&amp;fill=ecb"' in text


def test_who_may_not_write_is_offered_no_way_to(signed_in, ours):
    text = signed_in("VIEWER").get("/acme/rates/").text

    assert "US Dollar" in text
    assert "/acme/rates/new/" not in text
    assert "/acme/rates/USD/" not in text


# A rate that is missing ---------------------------------------------------------------------------


STAKE = {"kind": "equity", "target": "north", "amount-form": "value", "amount-value": "1200"}


def test_a_figure_without_a_rate_is_refused_at_its_field_with_the_way_to_add_one(editor, ours):
    page = editor.post("/acme/new/ties/", {**STAKE, "amount-currency": "KRW"})

    assert page.status_code == 422
    said = "KRW has no exchange rate yet: add one, or write the amount in EUR."
    assert page.context["problems"] == [("id_amount-form", "Amount", said)]
    assert 'href="/acme/rates/new/?currency=KRW&amp;fill=ecb&amp;asked=1"' in page.text
    assert 'name="amount-value" value="1200"' in page.text
    assert 'name="amount-currency" value="KRW"' in page.text


def test_a_figure_inside_a_row_leads_to_the_rate_as_well(editor, ours):
    price = {"prices-0-row": "1", "prices-0-price-form": "value", "prices-0-price-value": "7"}
    data = {"at-id": "chip-x", "supplier": "south", **price, "prices-0-price-currency": "KRW"}

    page = editor.post("/acme/new/offerings/", data)

    assert page.status_code == 422
    assert page.text.count("?currency=KRW&amp;fill=ecb&amp;asked=1") == 1


def test_the_way_leads_to_the_rate_of_the_ecb_and_back(editor, ours):
    page = editor.get("/acme/rates/new/?currency=KRW&fill=ecb&asked=1")

    assert shown(page) == {
        "currency": "KRW",
        "rate_date": "2026-06-30",
        "rate": "0.0005659053354",
        "source": "ECB",
    }
    done = editor.post("/acme/rates/new/", {**shown(page), "asked": "1"}, follow=True)
    assert "waits in another tab: save it again there" in done.text
    assert editor.post("/acme/new/ties/", {**STAKE, "amount-currency": "KRW"}).status_code == 302
