"""One exchange rate of an organization: said, said anew, taken away."""

from dataclasses import replace
from decimal import Context

from django.db import transaction
from django_scopes import scope

from assessments.actions import heads
from assessments.actions.cases import CaseRefused
from assessments.author import Author
from assessments.casefile import rates
from assessments.casefile.document import FxRate
from assessments.casefile.scalars import plain
from assessments.models import Organization
from assessments.queries.rates import uses_of
from assessments.register.top import Head, head_of

FEWEST_DIGITS = 3  # to which a published rate may be rounded and still be called the ECB's


class RateDiffers(Exception):  # noqa: N818 - what happened
    """The rate is not what whoever changes it has seen; ``now`` is what it is."""

    def __init__(self, now: FxRate | None) -> None:
        self.now = now
        super().__init__("somebody changed the rate in between")


class RateInUse(Exception):  # noqa: N818 - what happened
    """Figures are stated in the currency; without a rate they say nothing."""


@transaction.atomic
def set_rate(*, author: Author, currency: str, rate: FxRate, was: FxRate | None) -> None:
    """Make a rate what it shall be; ``was`` is what it must be until now, None for no rate yet.

    Raises
    ------
    RateDiffers
        If somebody was quicker, and said something else.
    CaseRefused
        If it is no rate of this case, or is called the ECB's and is another.
    """
    said = _held(author)
    now = said.fx.get(currency)
    if now == rate:
        return
    if now != was:
        raise RateDiffers(now)
    _check_source(currency, said.organization.currency, rate)
    heads.change(author=author, said=replace(said, fx={**said.fx, currency: rate}))


@transaction.atomic
def remove_rate(*, author: Author, currency: str) -> None:
    """Take a rate away that no figure needs.

    Raises
    ------
    RateInUse
        If a figure needs it.
    """
    said = _held(author)
    if uses_of(author.organization)[currency]:
        raise RateInUse(currency)
    kept = {name: rate for name, rate in said.fx.items() if name != currency}
    heads.change(author=author, said=replace(said, fx=kept))


def _check_source(currency: str, own: str, rate: FxRate) -> None:
    """Refuse as the ECB's what it did not publish: a currency was changed, a digit mistyped."""
    on = rate.rate_date.first_day()
    # What it has published since our file ends, somebody may have looked up.
    if rate.source.upper() != rates.SOURCE or on > rates.last_day():
        return
    found = rates.ecb_rate(currency, own, on)
    if found is None:
        raise CaseRefused(f"source: {rates.why_none(currency, own, on)}")
    digits = max(FEWEST_DIGITS, len(rate.rate.normalize().as_tuple().digits))
    if Context(prec=digits).plus(found.rate) != rate.rate:
        raise CaseRefused(
            f"rate: by the ECB’s rates it is {plain(found.rate)} on {found.rate_date}; "
            f"fill that in, or write where {plain(rate.rate)} is from"
        )


def _held(author: Author) -> Head:
    """Return the head of the case, held against others until the transaction is over."""
    with scope(organization=author.organization):
        held = Organization.objects.select_for_update().get(pk=author.organization.pk)
        return head_of(held)
