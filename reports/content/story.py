"""One position's names, numbers, marks and sources, looked up by the sections that tell it.

Sections never compute: they take measures by code, print them through ``wording``, put ◇ after a
number that rests on an assumption, and say what is missing where there is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assessments import wording
from assessments.casefile.document import Alternative, CaseDocument, Contract, Dependency, Position
from assessments.casefile.figure import Figure
from assessments.casefile.figures import walk_figures
from assessments.casefile.words import Basis, Print
from assessments.scoring.results import Contribution, Driver, Measure, MeasureState, Results
from reports.content import labels

MOST_CITED = 3
ZERO = Measure(code="", subject_kind=None, subject="", state=MeasureState.UNKNOWN)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Story:
    """A position to be told: function × supplier of one document and its results."""

    document: CaseDocument
    results: Results
    function_id: str
    supplier_id: str
    input_sha256: str = ""
    result_sha256: str = ""

    @property
    def subject(self) -> str:
        """Name of the position in the results."""
        return f"{self.function_id}/{self.supplier_id}"

    # Names --------------------------------------------------------------------------------------

    @property
    def us(self) -> str:
        """The buyer's name."""
        return self.document.organization.name or self.document.organization.id

    @property
    def currency(self) -> str:
        """Currency of every amount."""
        return self.document.organization.currency

    @property
    def function(self) -> str:
        """Name of the function."""
        return self.document.functions[self.function_id].name or labels.words(self.function_id)

    @property
    def supplier(self) -> str:
        """Name of the supplier."""
        return self.party(self.supplier_id)

    def party(self, party_id: str) -> str:
        """Return a supplier's name."""
        found = self.document.suppliers.get(party_id)
        return (found.name if found else "") or labels.words(party_id)

    def group_of(self, party_id: str) -> str:
        """Return the id of the root of a supplier's chain of parents."""
        root = party_id
        while parent := self.document.suppliers[root].parent:
            root = parent
        return root

    def offering(self, offering_id: str) -> str:
        """Return "Supplier: offering", or the name alone where the two are the same."""
        found = self.document.offerings[offering_id]
        party, name = self.party(found.supplier), found.name or labels.words(offering_id)
        return name if name == party else f"{party}: {name}"

    def maker_of(self, offering_id: str) -> str:
        """Return the id of an offering's supplier."""
        return self.document.offerings[offering_id].supplier

    def alternative_name(self, alternative_id: str) -> str:
        """Return an alternative's name, else who would supply it, else its id in words."""
        found = self.document.alternatives[alternative_id]
        makers = dict.fromkeys(self.party(self.maker_of(node)) for node in found.offerings)
        return found.name or wording.listing(list(makers)) or labels.words(alternative_id)

    # The gate and what hangs on it --------------------------------------------------------------

    @cached_property
    def gate_id(self) -> str:
        """Full id of the gate the position is scored on."""
        return next(iter(self.dependencies)).rsplit(".", 1)[0]

    @cached_property
    def dependencies(self) -> dict[str, Dependency]:
        """Full id → dependency of the function on this supplier."""
        return {
            f"{self.function_id}.{gate_id}.{key}": dependency
            for gate_id, gate in self.document.functions[self.function_id].gates.items()
            for key, dependency in gate.dependencies.items()
            if self.maker_of(dependency.offering) == self.supplier_id
        }

    @cached_property
    def gate_dependencies(self) -> dict[str, Dependency]:
        """Full id → every dependency of the gate."""
        _, gate_key = self.gate_id.split(".", 1)
        gate = self.document.functions[self.function_id].gates[gate_key]
        return {f"{self.gate_id}.{key}": item for key, item in gate.dependencies.items()}

    @cached_property
    def alternatives(self) -> dict[str, Alternative]:
        """Alternatives recorded for this supplier's dependencies."""
        ours = set(self.dependencies)
        return {
            key: item for key, item in self.document.alternatives.items() if ours & set(item.for_)
        }

    @property
    def states_no_alternative(self) -> bool:
        """Whether somebody has stated that nothing can replace the supplier."""
        return {d.alternatives for d in self.dependencies.values()} == {"none"}

    @cached_property
    def suppliers_here(self) -> tuple[str, ...]:
        """The suppliers of the gate, in file order."""
        makers = (self.maker_of(d.offering) for d in self.gate_dependencies.values())
        return tuple(dict.fromkeys(makers))

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        """Contracts with this supplier that cover what the function buys."""
        nodes = {dependency.offering for dependency in self.dependencies.values()}
        return {
            key: item
            for key, item in self.document.contracts.items()
            if item.supplier == self.supplier_id and nodes & set(item.covers)
        }

    @cached_property
    def chosen(self) -> str | None:
        """Id of the alternative the numbers use (a*), None if there is none."""
        for key in self.alternatives:
            found = self.results.find("alternative.lock_in", key)
            if found is not None and "chosen" in found.flags:
                return key
        return None

    @cached_property
    def position(self) -> Position | None:
        """What was recorded with the position: the decision asked, the stop to tell."""
        return next(
            (
                row
                for row in self.document.positions.values()
                if (row.function, row.supplier) == (self.function_id, self.supplier_id)
            ),
            None,
        )

    @cached_property
    def plan(self) -> str | None:
        """Id of the exit plan by one of these alternatives, an open one before a cancelled one."""
        plans = self.document.exit_plans
        ours = [key for key, plan in plans.items() if plan.alternative in self.alternatives]
        return min(ours, key=lambda key: (plans[key].cancelled.date is not None, key), default=None)

    @cached_property
    def rivals_here(self) -> tuple[str, ...]:
        """Groups that compete with us and are the supplier, its channel or upstream of it."""
        rivals = {
            group for market in self.document.markets.rows.values() for group in market.rivals
        }
        near = {self.supplier_id}
        for dependency in self.dependencies.values():
            near |= {dependency.channel} - {""}
            near |= {self.maker_of(node) for node in self.upstream_of(dependency.offering)}
        groups = dict.fromkeys(self.group_of(party) for party in sorted(near))
        return tuple(group for group in groups if group in rivals)

    def upstream_of(self, offering: str) -> list[str]:
        """Return everything recorded upstream of an offering, nearest tier first."""
        seen, queue = {offering: None}, [offering]
        for node in queue:
            listed = self.document.upstream.get(node)
            for gate in listed.rows.values() if listed else ():
                for member in gate.links:
                    if member not in seen:
                        seen[member] = None
                        queue.append(member)
        return queue[1:]

    def cuts(self, horizon: str) -> list[tuple[str, ...]]:
        """Return the function's minimal cuts at a horizon, single points first."""
        return [
            cut.members
            for cut in self.results.cuts
            if (cut.function, cut.horizon) == (self.function_id, horizon)
        ]

    # Numbers ------------------------------------------------------------------------------------

    def get(self, code: str, subject: str | None = None) -> Measure:
        """Return a measure of the position (or of another subject); an unknown one if absent."""
        return self.results.find(code, self.subject if subject is None else subject) or ZERO

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Address → figure of the whole document."""
        return dict(walk_figures(self.document))

    @cached_property
    def gate(self) -> str:
        """What the gate is about, in words: panels, model."""
        function, key = self.gate_id.split(".", 1)
        found = self.document.functions[function].gates[key]
        return found.name or labels.words(key)

    def is_assumed(self, *addresses: str) -> bool:
        """Return whether one of these figures is an assumption or of grade E."""
        found = (self.figures.get(address) for address in addresses)
        return any(
            figure.grade == "E" or figure.basis is Basis.ASSUMPTION
            for figure in found
            if figure is not None
        )

    def mark(self, *measures: Measure) -> str:
        """Return ◇ if one of the measures rests on an assumption, else nothing."""
        assumed = any(self.is_assumed(*measure.inputs) for measure in measures)
        return wording.MARK if assumed else ""

    def money(self, measure: Measure, value: float | None = None) -> str:
        """Return a measure's money with its mark."""
        amount = measure.value if value is None else value
        if amount is None:
            return wording.NOT_KNOWN
        return wording.money(amount, self.currency) + self.mark(measure)

    def percent(self, measure: Measure, *, signed: bool = False) -> str:
        """Return a measure's share with its mark."""
        if measure.value is None:
            return wording.NOT_KNOWN
        return wording.percent(measure.value, signed=signed) + self.mark(measure)

    def months(self, measure: Measure, value: float | None = None) -> str:
        """Return a measure's months with its mark."""
        number = measure.value if value is None else value
        return wording.NOT_KNOWN if number is None else wording.months(number) + self.mark(measure)

    @cached_property
    def contributions(self) -> dict[str, Contribution]:
        """Indicator id → its contribution to this position's score."""
        return {c.indicator: c for c in self.results.contributions if c.position == self.subject}

    @cached_property
    def drivers(self) -> tuple[Driver, ...]:
        """Answers that would narrow this position's interval, the best first."""
        return tuple(d for d in self.results.drivers if d.position == self.subject)

    # What is missing ----------------------------------------------------------------------------

    def label(self, address: str) -> str:
        """Return a figure's address in a reader's words."""
        return labels.figure_label(self, address)

    def missing(self, *measures: Measure, limit: int = 3) -> str:
        """Return the missing figures of some measures as a list in words, empty if none."""
        addresses = dict.fromkeys(a for measure in measures for a in measure.missing)
        names = list(dict.fromkeys(self.label(address) for address in addresses))
        if len(names) > limit:
            names = [*names[:limit], f"{wording.count_of(len(names) - limit, 'more figure')}"]
        return wording.listing(names)

    def gap(
        self, *measures: Measure, fallback: str = "", limit: int = 3, several: bool = False
    ) -> str:
        """Return what is missing with its verb: "the fee of A is", "the fee and the term are".

        ``several`` says that the fallback, used where no figure is named, is a plural.
        """
        addresses = dict.fromkeys(a for measure in measures for a in measure.missing)
        n = len({self.label(address) for address in addresses})
        is_plural = n > 1 or (n == 0 and several)
        return f"{self.missing(*measures, limit=limit) or fallback} {'are' if is_plural else 'is'}"

    # Sources ------------------------------------------------------------------------------------

    def source_line(
        self, addresses: Iterable[str], note: str = "", rows: Iterable[str] = ()
    ) -> str:
        """Return the source line of an exhibit: who said it and when, and what is assumed.

        ``rows`` are the sources of rows without a figure, such as a link of unknown cost.
        """
        figures = [self.figures[a] for a in dict.fromkeys(addresses) if a in self.figures]
        present = [figure for figure in figures if figure.likely is not None or figure.date]
        cited = dict.fromkeys(f.source for f in present if f.source)
        cited |= dict.fromkeys(source for source in rows if source)
        is_internal = any(figure.basis is Basis.INTERNAL for figure in present)
        is_assumed = any(f.grade == "E" or f.basis is Basis.ASSUMPTION for f in present)
        parts = [self._cited(list(cited))] if cited else []
        if is_internal:
            parts.append("Internal record." if parts else "Source: internal record.")
        if is_assumed:
            parts.append("◇ assumed." if parts else "Illustrative assumptions ◇.")
        return " ".join(part for part in (*(parts or ["No source is recorded."]), note) if part)

    def _cited(self, keys: list[str]) -> str:
        if len(keys) <= MOST_CITED:
            return f"Source: {'; '.join(self.citation(key) for key in keys)}."
        grades = sorted({self.document.sources[key].grade.value for key in keys})
        span = grades[0] if len(grades) == 1 else f"{grades[0]} to {grades[-1]}"
        return f"Sources: {', '.join(keys)}, grade {span}; site and date in the list of sources."

    def hedge(self, source_id: str) -> str:
        """Return how a sentence must word what a source says (its print rule)."""
        source = self.document.sources.get(source_id)
        if source is None or source.print is Print.FACT:
            return ""
        return "by estimates " if source.print is Print.ESTIMATE else "reportedly "

    def citation(self, source_id: str) -> str:
        """Return a source as site, date and grade; never a composed address."""
        source = self.document.sources[source_id]
        where = source.site or source.publisher or source.title
        when = f", {source.date}" if source.date else ""
        return f"[{source_id}] {where}{when}, grade {source.grade}"


def middle(measure: Measure) -> float:
    """Return what is printed of a drawn number: its median, else its value, 0 if unknown."""
    value = measure.value if measure.p50 is None else measure.p50
    return 0.0 if value is None else value
