"""What a form offers to choose from: rows of one organization, each by id and title."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q

from assessments.casefile.provenance import Context
from assessments.models import Organization
from assessments.queries.titles import PLAIN, TITLED, titles
from assessments.register import rows

Choice = tuple[str, str]
MANY = 200  # more than this many are searched, not listed
FOUND = 50


def first(organization: Organization, noun: str, limit: int) -> list[Choice]:
    """Return the first rows of a noun, each by id and title."""
    found = rows.queryset(organization, noun).order_by("external_id")
    return _titled(organization, noun, list(found.values_list("external_id", flat=True)[:limit]))


def search(organization: Organization, noun: str, text: str) -> list[Choice]:
    """Return the rows of a noun with a text in id or title."""
    wanted = Q(external_id__icontains=text)
    for column in _texts(noun):
        wanted |= Q(**{f"{column}__icontains": text})
    found = rows.queryset(organization, noun).filter(wanted).order_by("external_id")
    ids = list(found.values_list("external_id", flat=True)[:FOUND])
    return _titled(organization, noun, ids)


def _texts(noun: str) -> list[str]:
    columns = TITLED.get(noun, PLAIN).columns
    return [column for column in columns if column.endswith(("name", "title", "reference"))]


def _titled(organization: Organization, noun: str, ids: list[str]) -> list[Choice]:
    known = titles(organization, noun, ids)
    return [(external_id, f"{known[external_id]} · {external_id}") for external_id in ids]


@dataclass
class Options:
    """The choices of one form, each noun asked for once."""

    organization: Organization
    _known: dict[str, list[Choice]] = field(default_factory=dict)

    def of(self, noun: str) -> list[Choice]:
        """Return the rows of a noun; one more than can be listed where there are many."""
        if noun not in self._known:
            self._known[noun] = first(self.organization, noun, MANY + 1)
        return self._known[noun]

    def is_many(self, noun: str) -> bool:
        """Return whether there are more rows than a list can hold."""
        return len(self.of(noun)) > MANY


@dataclass(frozen=True, kw_only=True)
class World:
    """What a form must know beside its noun; pages say how they call fields and words."""

    organization: Organization
    context: Context
    options: Options
    field_label: Callable[[str], str]
    word_label: Callable[[StrEnum], str]

    @classmethod
    def of(
        cls,
        organization: Organization,
        field_label: Callable[[str], str],
        word_label: Callable[[StrEnum], str],
    ) -> "World":
        """Return what the forms of an organization share."""
        return cls(
            organization=organization,
            context=rows.context_of(organization),
            options=Options(organization),
            field_label=field_label,
            word_label=word_label,
        )
