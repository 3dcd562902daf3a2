"""The whole form of a row: what it is called, its fields in steps, and its errors."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property

from assessments.casefile import exchange
from assessments.casefile.problems import Finding
from assessments.casefile.shapes import ListShape, ReferenceShape
from assessments.forms.fields import Choose, reference
from assessments.forms.help import OWNER_HELP
from assessments.forms.layouts import LAYOUTS, RARELY
from assessments.forms.options import World
from assessments.forms.records import RecordForm, Renderer
from assessments.forms.refusals import sentence
from assessments.register.rows import NOUNS

# The fields whose words make up an id, if nobody writes one.
NAMED_AFTER: Mapping[str, tuple[str, ...]] = {
    "contracts": ("supplier", "reference"),
    "dependencies": ("offering",),
    "exit_plans": ("alternative", "kind"),
    "positions": ("function", "supplier"),
    "sources": ("title",),
    "ties": ("holder", "kind", "target"),
}
LONGEST = 60


class IdentForm(forms.Form):
    """What a new row stands below, and the id by which files and other programs know it."""

    default_renderer = Renderer
    use_required_attribute = False

    def __init__(self, noun: str, world: World, **options: Any) -> None:
        super().__init__(prefix="at", **options)
        self.world = world
        kind = NOUNS[noun]
        if kind.owner:
            self._reference("owner", kind.owner)
            self.fields["owner"].help_text = OWNER_HELP.get(kind.owner, "")
        if kind.member:
            self._reference("id", f"{kind.member}s")
            self.fields["id"].help_text = "What it relies on."
        elif not kind.is_numbered:
            widget = forms.TextInput({"class": "form-control", "autocapitalize": "none",
                                      "spellcheck": "false"})  # fmt: skip
            self.fields["id"] = forms.CharField(label="Id", required=False, widget=widget)
            self.fields["id"].help_text = (
                "How files and other programs know it; it cannot be changed later. Leave it empty "
                "to have one made."
            )

    def _reference(self, name: str, noun: str) -> None:
        label = NOUNS[noun].label
        label = label[:1].upper() + label[1:]
        field = forms.CharField(label=label, widget=reference(noun, self.world, Choose))
        field.widget.attrs["class"] = "form-select"
        field.error_messages["required"] = f"Choose the {label.lower()}."
        self.fields[name] = field


@dataclass(frozen=True)
class StepOfForm:
    """Fields that are asked together, as a template draws them."""

    title: str
    lead: str
    slug: str
    elements: list[Any]
    rare: list[Any]
    is_wrong: bool


class NounForm:
    """A row of a noun, to fill in; ``body`` is what it says in the words of the case file."""

    def __init__(
        self,
        noun: str,
        world: World,
        *,
        data: Any = None,
        value: Any = None,
        external_id: str = "",
        initial: Mapping[str, str] | None = None,
    ) -> None:
        self.noun, self.kind, self.external_id = noun, NOUNS[noun], external_id
        self.record = RecordForm(self.kind.fields, world, data=data, value=value)
        self.is_new = not external_id
        self.ident = None if external_id else IdentForm(noun, world, data=data)
        self.others: list[str] = []
        self.is_bound = data is not None
        self._prefill(initial or {})

    def _prefill(self, said: Mapping[str, str]) -> None:
        """Fill in rows that the page before was about, each where one of its noun is asked for."""
        for noun, external_id in said.items():
            if self.ident and noun == self.kind.owner:
                self.ident.initial["owner"] = external_id
                continue
            for name, item in self.record.items.items():
                shape = item.shape
                if isinstance(shape, ReferenceShape) and shape.noun == noun:
                    self.record.initial[name] = external_id
                    break
                if isinstance(shape, ListShape) and shape.item == ReferenceShape(noun):
                    self.record.initial[name] = [external_id]
                    break

    @property
    def forms(self) -> list[Any]:
        """The forms in the order in which they are read."""
        return [self.ident, self.record] if self.ident else [self.record]

    def is_right(self) -> bool:
        """Return whether every field can be read."""
        rights = [self.record.is_right()]
        if self.ident:
            rights.append(self.ident.is_valid())
            self._name_row()
        return all(rights) and not list(self.problems())

    def _name_row(self) -> None:
        assert self.ident is not None
        self.external_id = ""
        if self.kind.is_numbered or self.ident.errors:
            return
        own = self.ident.cleaned_data["id"] or self._suggested()
        if not own:
            self.ident.add_error("id", "Write an id, such as “acme”.")
            return
        above = self.ident.cleaned_data.get("owner", "")
        self.external_id = f"{above}.{own}" if above else own

    def _suggested(self) -> str:
        said = getattr(self.record, "cleaned_data", {})
        parts = [str(said.get(name) or "") for name in NAMED_AFTER.get(self.noun, ("name",))]
        return slug_of(" ".join(filter(None, parts)))

    def body(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.record.body()

    def refuse(self, findings: list[Finding]) -> None:
        """Put what does not fit at the fields that it is about."""
        for finding in findings:
            path = finding.path.split(".") if finding.path else []
            if path[:1] == ["external_id"] and self.ident and "id" in self.ident.fields:
                self.ident.add_error("id", sentence(finding.message, "Id"))
            elif not self.record.refuse(path, finding):
                self.others.append(sentence(finding.message, self.kind.label))

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """Yield every error once: where it is, what it is about, what to do."""
        for message in self.others:
            yield "", "", message
        if self.ident:
            for name, errors in self.ident.errors.items():
                for error in errors:
                    yield self.ident[name].id_for_label, str(self.ident[name].label), str(error)
        yield from self.record.problems()

    @cached_property
    def steps(self) -> list[StepOfForm]:
        """Return the fields in steps."""
        wrong = {anchor for anchor, _, _ in self.problems()} if self.is_bound else set()
        found, left = [], list(self.record.items)
        for number, step in enumerate(LAYOUTS[self.noun]):
            names = [name for name in step.fields if name in self.record.items]
            left = [name for name in left if name not in names]
            if number == 0 and self.kind.is_numbered is False and self.ident:
                head = [self.ident["owner"]] if "owner" in self.ident.fields else []
                head += [self.ident["id"]] if self.kind.member else []
                tail = [] if self.kind.member else [self.ident["id"]]
            else:
                head, tail = [], []
            found.append(self._step(step.title, step.lead, step.slug, names, head, tail, wrong))
        assert not left, f"{self.noun}: no step asks for {left}"
        return found

    def _step(self, title: str, lead: str, slug: str, names: list[str], head: list[Any],
              tail: list[Any], wrong: set[str]) -> StepOfForm:  # fmt: skip
        often = [self.record.element(name) for name in names if name not in RARELY]
        rare = [self.record.element(name) for name in names if name in RARELY]
        if often and tail:  # the id stands behind the name that it is made from
            often = [often[0], *tail, *often[1:]] if self.noun not in NAMED_AFTER else often + tail
        elements = [*head, *often]
        anchors = {anchor_of(element) for element in [*elements, *rare]}
        is_wrong = any(
            any(found == anchor or found.startswith(f"{anchor}-") for anchor in anchors)
            for found in wrong
        )
        return StepOfForm(title, lead, slug, elements, rare, is_wrong)


def anchor_of(element: Any) -> str:
    """Return how the ids of an element's inputs begin."""
    if hasattr(element, "prefix"):
        return f"id_{element.prefix}"
    if hasattr(element, "is_record"):
        return f"id_{element.form.prefix}"
    return str(element.auto_id)


def slug_of(text: str) -> str:
    """Return an id made from a name.

    Examples
    --------
    >>> slug_of("Müller & Söhne AG")
    'muller-sohne-ag'
    """
    plain = (
        unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    )
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))[:LONGEST].strip("-")


def with_more(data: QueryDict, prefix: str) -> QueryDict:
    """Return what was typed with one more blank row."""
    numbers = [int(n) for n in re.findall(rf"^{re.escape(prefix)}-(\d{{1,6}})-row$",
                                          "\n".join(data), re.MULTILINE)]  # fmt: skip
    changed = data.copy()
    changed[f"{prefix}-{max(numbers, default=-1) + 1}-row"] = "1"
    return changed


def without(data: QueryDict, prefix: str) -> QueryDict:
    """Return what was typed without a row."""
    changed = data.copy()
    for name in data:
        if name.startswith(f"{prefix}-"):
            del changed[name]
    return changed


def read(noun: str, body: Mapping[str, Any], world: World) -> Any:
    """Return the noun that a form's body describes."""
    return exchange.from_json(NOUNS[noun].type, body, world.context)
