"""Which currencies the figures of a register are stated in."""

from collections import Counter

from django_scopes import scope

from assessments.casefile.figure import Figure
from assessments.casefile.walk import leaves
from assessments.models import Organization
from assessments.register.cases import dump_document
from assessments.register.top import head_of


def uses_of(organization: Organization) -> Counter[str]:
    """Return how many figures are stated in each currency but the organization's own."""
    if organization.as_of is None:
        return Counter()
    with scope(organization=organization):
        document = dump_document(organization)
    stated = (leaf.value for leaf in leaves(document) if isinstance(leaf.value, Figure))
    used = Counter(figure.currency for figure in stated if figure.currency)
    del used[organization.currency]
    return used


def lacking(organization: Organization) -> dict[str, int]:
    """Return the currencies that have no rate, each with how many figures wait for it."""
    known = head_of(organization).fx
    return {code: n for code, n in sorted(uses_of(organization).items()) if code not in known}
