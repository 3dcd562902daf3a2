"""How concentrated it is, now and over the dated shares, and by which cut."""

from assessments import wording
from assessments.chart_inputs import Bar, ConcentrationCuts, ShareHistory
from assessments.scoring.results import Measure
from reports.content.parts import Column, Exhibit, Section, Table
from reports.content.story import Story

CUTS = (
    ("concentration.effective_number_by_name", "by legal name"),
    ("concentration.effective_number_by_group", "by group"),
    ("concentration.effective_number_by_production_country", "by country of production"),
    ("concentration.effective_number_by_similarity", "by name, group, country and shared inputs"),
    ("concentration.effective_number_by_legal_country", "by country of the parent"),
)
BEHIND_ONE_NODE = "by what lies upstream"


def section(story: Story) -> Section:
    """Return the chapter on concentration."""
    exhibits = [e for e in (history_exhibit(story), cuts_exhibit(story)) if e is not None]
    return Section("concentration", "How concentrated it is", _sentences(story), tuple(exhibits))


def _sentences(story: Story) -> tuple[str, ...]:
    name = story.get("concentration.effective_number_by_name")
    found = []
    if name.value is None:
        gap = story.gap(name, fallback="the split of the work")
        found.append(
            f"How many suppliers really carry {story.function} cannot be said: {gap} not known."
        )
    else:
        n = len({story.maker_of(d.offering) for d in story.gate_dependencies.values()})
        found.append(
            f"{wording.count_of(n, 'supplier').capitalize()} on paper count as "
            f"{wording.number(name.value, 3)} equal ones{story.mark(name)}."
            if n > 1
            else f"{story.function} has one supplier here: nothing to spread."
        )
    found += _overlap_sentences(story)
    return tuple(found)


def _overlap_sentences(story: Story) -> list[str]:
    """Return the common-cause sentence, unmapped suppliers counted beside it (method §8)."""
    makers = {story.maker_of(d.offering) for d in story.gate_dependencies.values()}
    unmapped = sorted(
        {
            story.maker_of(d.offering)
            for d in story.gate_dependencies.values()
            if d.offering not in story.document.upstream
        }
    )
    if len(makers) < 2 or not unmapped:
        return []
    names = wording.listing([story.party(maker) for maker in unmapped])
    return [f"What stands behind {names} is not recorded; a shared node there would not show."]


# The dated shares -------------------------------------------------------------------------------


def history_exhibit(story: Story) -> Exhibit | None:
    """Return the supplier's share at each dated observation of the gate, oldest first."""
    rows = [row for row in _history(story) if row is not None]
    if len(rows) < 2:
        return None
    bars = tuple(bar for bar, _ in rows)
    addresses = [address for _, found in rows for address in found]
    first, last = bars[0], bars[-1]
    verb = "fell" if last.value < first.value else "rose"
    whose = f"{wording.possessive(story.supplier)} share"
    title = f"{whose} {verb} from {first.text} ({first.label}) to {last.text} ({last.label})"
    if first.text == last.text:
        title = f"{whose} is {last.text} ({last.label}), as it was at first ({first.label})"
    return Exhibit(
        key="03-shares",
        title=title,
        unit=f"share of {story.function} by period; scopes differ and are named",
        alt=f"{title}. " + "; ".join(f"{bar.label}: {bar.text}" for bar in bars),
        source=story.source_line(addresses),
        data=Table(
            (
                Column("Period"),
                Column("Share", is_number=True),
                Column("Scope"),
                Column("Effective number", is_number=True),
            ),
            tuple((bar.label, bar.text, bar.note, _effective(story, bar)) for bar in bars),
        ),
        chart=ShareHistory(bars),
    )


def _effective(story: Story, bar: Bar) -> str:
    for index, observation in enumerate(story.document.shares):
        if _period(index, story) == bar.label and observation.gate == story.gate_id:
            subject = f"{observation.gate}/{observation.period}"
            subject += f"/{observation.scope}" if observation.scope else ""
            found = story.get("observed.effective_number", subject)
            return "–" if found.value is None else wording.number(found.value)
    return "–"


def _period(index: int, story: Story) -> str:
    observation = story.document.shares[index]
    return f"{observation.period} forecast" if observation.forecast else str(observation.period)


def _history(story: Story) -> list[tuple[Bar, list[str]] | None]:
    ours = {d.offering for d in story.dependencies.values()}
    indexes = [i for i, o in enumerate(story.document.shares) if o.gate == story.gate_id]
    indexes.sort(key=lambda i: (story.document.shares[i].period.first_day(), i))
    found = [_observed(story, index, ours) for index in indexes]
    last = max((i for i, item in enumerate(found) if item is not None), default=None)
    return [
        item if i != last or item is None else (_accented(item[0]), item[1])
        for i, item in enumerate(found)
    ]


def _accented(bar: Bar) -> Bar:
    return Bar(bar.label, bar.value, bar.text, True, bar.is_forecast, bar.note, bar.low, bar.high)


def _observed(story: Story, index: int, ours: set[str]) -> tuple[Bar, list[str]] | None:
    observation = story.document.shares[index]
    units = {k: f for k, f in observation.units.items() if f.likely is not None}
    shares = {k: f for k, f in observation.shares.items() if f.likely is not None}
    mine = ours & (set(units) if len(units) > 1 else set(shares))
    if not mine:
        return None
    kind, figures = ("units", units) if len(units) > 1 else ("shares", shares)
    whole = sum(float(f.likely or 0) for f in figures.values()) if kind == "units" else 1.0
    value = sum(float(figures[k].likely or 0) for k in mine) / whole
    low = high = None
    text = wording.percent(value)
    only = figures[next(iter(mine))]
    if kind == "shares" and len(mine) == 1 and only.low is not None and only.high is not None:
        low, high = float(only.low), float(only.high)
        text = f"{wording.percent(low)[:-1]}–{wording.percent(high)}"
    addresses = [f"shares.{index}.{kind}.{key}" for key in figures]
    bar = Bar(
        _period(index, story),
        value,
        text,
        is_forecast=observation.forecast,
        note=observation.scope,
        low=low,
        high=high,
    )
    return bar, addresses


# The cuts ---------------------------------------------------------------------------------------


def cuts_exhibit(story: Story) -> Exhibit | None:
    """Return the effective number of suppliers by every cut."""
    rows = [(label, story.get(code)) for code, label in CUTS]
    known = [(label, measure) for label, measure in rows if measure.value is not None]
    if not known:
        return None
    if len(story.suppliers_here) == 1:
        return None  # every cut of one supplier is one
    bars = [(label, float(measure.value or 0.0), measure) for label, measure in known]
    behind = story.get("concentration.suppliers_behind_one_node")
    n = len({story.maker_of(d.offering) for d in story.gate_dependencies.values()})
    if behind.value and n > 1 and behind.value >= 2:
        bars.append((BEHIND_ONE_NODE, float(n - behind.value + 1), behind))
    least = min(value for _, value, _ in bars)
    drawn = tuple(
        Bar(label, value, wording.number(value, 3), is_accent=value == least)
        for label, value, _ in sorted(bars, key=lambda item: -item[1])
    )
    smallest = drawn[-1]
    title = f"However many names, {smallest.label} it is {smallest.text}"
    by_name = known[0][1]
    if known[0][0] == "by legal name" and smallest.label != "by legal name":
        title = (
            f"By legal name there are {wording.number(by_name.value or 0.0, 3)} effective suppliers, "
            f"{smallest.label} {smallest.text}"
        )
    return Exhibit(
        key="04-cuts",
        title=f"{title}{story.mark(by_name)}",
        unit="effective number of suppliers; 1 = all in one hand",
        alt=f"{title}. " + "; ".join(f"{bar.label}: {bar.text}" for bar in drawn),
        source=story.source_line(
            _inputs([measure for _, measure in known]), _cut_note(story, known)
        ),
        data=Table(
            (Column("Cut"), Column("Effective number", is_number=True)),
            tuple((bar.label, bar.text) for bar in drawn),
        ),
        chart=ConcentrationCuts(drawn),
    )


def _inputs(measures: list[Measure]) -> list[str]:
    return [address for measure in measures for address in measure.inputs]


def _cut_note(story: Story, known: list[tuple[str, Measure]]) -> str:
    flags = {flag for _, measure in known for flag in measure.flags}
    notes = []
    if any("production country" in flag for flag in flags):
        notes.append("Where production is not recorded, the legal country stands for it.")
    lacking = [label for code, label in CUTS if story.get(code).value is None]
    if lacking:
        notes.append(f"Not known: {wording.listing(lacking)}.")
    return " ".join(notes)
