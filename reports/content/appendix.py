"""What the story rests on: assumptions, sources, method, and the hashes that make it repeatable."""

from assessments import titles, wording
from assessments.casefile.words import Basis
from reports.content import labels
from reports.content.parts import Column, Point, Table
from reports.content.story import Story


def used_addresses(story: Story) -> list[str]:
    """Return the figures this report's position rests on, in order of address."""
    used = set(story.get("score.risk").inputs)
    kinds = {"position"}
    subjects = {story.subject, story.plan or "", *story.alternatives, *story.contracts}
    for measure in story.results.measures:
        own = measure.subject_kind in kinds and measure.subject == story.subject
        if own or measure.subject.split("/")[0] in subjects or measure.subject in subjects:
            used |= set(measure.inputs)
    for index, observation in enumerate(story.document.shares):
        if observation.gate == story.gate_id:
            used |= {a for a in story.figures if a.startswith(f"shares.{index}.")}
    return [a for a in story.figures if a in used and story.figures[a].is_present]


def assumptions(story: Story) -> Table:
    """Return every figure in use that is an assumption or of grade E, with its value."""
    rows = [
        (
            _capital(labels.figure_label(story, address, is_full=True)),
            _value(story, address),
            _note(story, address),
        )
        for address in used_addresses(story)
        if story.is_assumed(address)
    ]
    return Table(
        (Column("Assumption ◇"), Column("Value", is_number=True), Column("Note")), tuple(rows)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _note(story: Story, address: str) -> str:
    figure = story.figures[address]
    parts = [figure.note]
    if figure.source:
        parts.append(f"after {figure.source}")
    return "; ".join(part for part in parts if part)


SHORTEST_IN_MONTHS = 0.1  # below it an entered duration is told in hours or days
SHARES = ("locations", "offerings", "rivals")


def _month(numbers: list[float]) -> str:
    return "month" if numbers == [1.0] else "months"


def _value(story: Story, address: str) -> str:
    figure = story.figures[address]
    if figure.state == "none":
        return "none"
    if figure.date is not None:
        return wording.date_text(figure.date)
    values = [figure.likely] if figure.low is None else [figure.low, figure.likely, figure.high]
    numbers = [float(value) for value in values if value is not None]
    if "months" in address and max(numbers) >= SHORTEST_IN_MONTHS:
        text = f"{' / '.join(wording.plain(n) for n in numbers)} {_month(numbers)}"
    else:
        text = " / ".join(_plain(story, address, number) for number in numbers)
    return f"{text} (middle of the range)" if figure.is_midpoint else text


def _plain(story: Story, address: str, value: float) -> str:
    figure, field = story.figures[address], address.rsplit(".", 1)[-1]
    if figure.currency:
        return wording.money(value, figure.currency)
    is_share = field.endswith("share") or address.split(".")[-2] in SHARES
    if is_share:
        return wording.percent(value)
    if "months" in address:
        return wording.months(value)
    if field == "discount_rate":
        return wording.percent(value)
    units = {"horizon_years": "years", "per_year": "a year", "annual_cost": "a year"}
    unit = figure.unit or units.get(field, "")
    return f"{wording.plain(value)} {unit}".strip()


SOURCE_COLUMNS = (
    Column("Id"),
    Column("What it says"),
    Column("Seen at"),
    Column("Date"),
    Column("Grade"),
)


def currencies(story: Story) -> list[str]:
    """Return the other currencies in which figures in use were entered."""
    used = {story.figures[address].currency for address in used_addresses(story)}
    return sorted(used & set(story.document.fx))


def _rates(story: Story) -> tuple[Point, ...]:
    """Return at what rate and of what day other currencies were converted (G3)."""
    texts = []
    for currency in currencies(story):
        fx = story.document.fx[currency]
        source = f" [{fx.source}]" if fx.source else f"{wording.MARK}"
        texts.append(
            f"1 {currency} = {wording.plain(float(fx.rate))} {story.currency} "
            f"({wording.date_text(fx.rate_date)}){source}"
        )
    return (Point("Currencies.", f"{'; '.join(texts)}."),) if texts else ()


def sources(story: Story) -> Table:
    """Return the sources cited by the figures and rows in use: id, what, where, when, grade."""
    used = dict.fromkeys(story.figures[a].source for a in used_addresses(story))
    rows = story.document
    for key in story.alternatives:
        used[rows.alternatives[key].source] = None
    for dependency in story.gate_dependencies.values():
        for node in (dependency.offering, *story.upstream_of(dependency.offering)):
            listed = rows.upstream.get(node)
            for gate in listed.rows.values() if listed else ():
                used.update(dict.fromkeys(link.source for link in gate.links.values()))
    if story.plan:
        used[rows.exit_plans[story.plan].source] = None
    for currency in currencies(story):
        used[rows.fx[currency].source] = None
    cited = [(key, rows.sources[key]) for key in sorted(rows.sources, key=_natural) if key in used]
    if not cited:
        return Table(SOURCE_COLUMNS, (("–", "No source is cited", "–", "–", "–"),))
    return Table(
        SOURCE_COLUMNS,
        tuple(
            (key, source.title, source.site or source.publisher, source.date, source.grade.value)
            for key, source in cited
        ),
    )


def _natural(source_id: str) -> tuple[str, int]:
    """Sort A2 before A10."""
    letters = source_id.rstrip("0123456789")
    return letters, int(source_id[len(letters) :] or 0)


GRADES = (
    "Grades: A filing, signed contract or official page; B official statement relayed, or two "
    "independent reports; C one press or analyst estimate; D secondary or conflicting; E assumption "
    "or unverified knowledge."
)


def method(story: Story) -> tuple[Point, ...]:
    """Return how the numbers were made, in a reader's words."""
    policy = story.document.policy
    rate = wording.percent(float(policy.discount_rate.likely or 0))
    horizon = wording.plain(float(policy.horizon_years.likely or 0))
    return (
        Point(
            "Method.",
            f"{story.results.method}; {policy.money.value} money, discount rate {rate}, horizon "
            f"{horizon} years. The score weighs {_listing()} and multiplies what resilience is left.",
        ),
        Point(
            "Ranges.",
            "Costs and durations are drawn from low, likely and high (Beta-PERT); the score’s range "
            "also draws weights and anchors, and every unknown answer between best and worst.",
        ),
        Point(
            "Unknown.",
            "An unknown figure is never 0 and never green: its indicator has no value, the range "
            "widens, and the confidence falls.",
        ),
        *_rates(story),
        Point("Evidence.", GRADES),
        Point(
            "Repeatable.",
            f"Seed {story.results.seed}, parameters {short(story.results.parameters_sha256)}, input "
            f"{short(story.input_sha256)}, results {short(story.result_sha256)}: the same file gives "
            "the same numbers and the same document.",
        ),
    )


def _listing() -> str:
    return wording.listing([name.lower() for name in titles.PILLARS.values()])


def short(sha256: str) -> str:
    """Return a hash as its ends."""
    return f"{sha256[:8]}…{sha256[-8:]}"


def disclaimer(story: Story) -> str:
    """Return what must stand at the end of a report built from public and assumed figures."""
    used = [story.figures[address] for address in used_addresses(story)]
    has_public = any(figure.basis is Basis.PUBLIC for figure in used)
    has_assumed = any(story.is_assumed(address) for address in used_addresses(story))
    as_of = wording.date_text(story.document.as_of)
    has_internal = any(figure.basis is Basis.INTERNAL for figure in used)
    parts = []
    if has_public or has_internal:
        kinds = [("internal records", has_internal), ("public reports", has_public)]
        parts.append(
            f"Built from {wording.listing([kind for kind, is_used in kinds if is_used])} to {as_of}."
        )
    if has_assumed:
        parts.append("Amounts marked ◇ are illustrative assumptions.")
    if has_public and not has_internal:
        parts.append("Not information from the companies named.")
    return " ".join(parts)
