"""The exhibits of the report made by hand, each with its picture, data and source."""

# ruff: noqa: E501 - tables of long texts read better unbroken

from reports.content.parts import Column, Exhibit, Table
from tests.reports import example_charts as charts


def _numbers(first: str, *others: str) -> tuple[Column, ...]:
    return (Column(first), *(Column(other, is_number=True) for other in others))


def _bars(bars, first: str = "What", second: str = "Value") -> Table:
    rows = tuple((f"{bar.label} {bar.note}".strip(), bar.text) for bar in bars)
    return Table(_numbers(first, second), rows)


CHAIN = Exhibit(
    key="01-chain",
    title="All three makers of panels need the same emitters, and one of them pays Samsung royalties",
    unit="share of the buyer’s cost; an arrow points from who needs to who is needed",
    alt="Apple needs Samsung Display, LG Display and BOE; all three need Universal Display.",
    source="Source: [A11] biz.chosun.com, 2025-10-28, grade B; [A18] koreaherald, 2025-11-19, "
    "grade B; [A21] thelec.net, 2017–2025, grade B. ◇ marks what is assumed.",
    data=Table(
        (Column("Buyer"), Column("Relies on"), Column("What stops"), Column("Cost share", True)),
        tuple(
            (link.source, link.target, link.kind, link.label or "not known")
            for link in charts.CHAIN.links
        ),
    ),
    chart=charts.CHAIN,
)

SHARES = Exhibit(
    key="03-shares",
    title="Samsung’s share fell from all of it in 2017 to about two thirds, and no further",
    unit="share of iPhone panels by period; scopes differ and are named",
    alt="Samsung Display’s share: 100% in 2017, 78.3% in 2020, 64.5% in October 2025.",
    source="Source: [A5] oled-a.org, 2021-04, grade B; [A7] thelec.net, 2022-11, grade C; [A11] "
    "biz.chosun.com, 2025-10-28, grade B.",
    data=_bars(charts.SHARE_HISTORY.bars, "Period", "Share"),
    chart=charts.SHARE_HISTORY,
    note="No full-year split was seen for 2019, 2023, 2024 and 2025; years between are not filled in.",
)

CUTS = Exhibit(
    key="04-cuts",
    title="Two suppliers are one country: 1.88 by name, 1.03 by where the makers are",
    unit="effective number of suppliers; 1 = all in one hand",
    alt="Effective number of suppliers: 1.88 by name, 1.03 by country.",
    source="Source: [A11] biz.chosun.com, 2025-10-28, grade B.",
    data=_bars(charts.CONCENTRATION_CUTS.bars, "Cut", "Effective number"),
    chart=charts.CONCENTRATION_CUTS,
)

COST = Exhibit(
    key="05-cost",
    title="Qualifying other makers is nearly all of the $3.15 bn that leaving costs ◇",
    unit="USD million; mean, whisker 80% range",
    alt="One-off cost: requalification 3,050, dual running 118, in total 3,150 million dollars.",
    source="Illustrative assumptions ◇; no public source.",
    data=_bars((*charts.COST_WATERFALL.steps, charts.COST_WATERFALL.total), "Component", "Mean"),
    chart=charts.COST_WATERFALL,
)

PATH = Exhibit(
    key="06-path",
    title="Leaving takes 25 months; the phones last three ◇",
    unit="months from the decision; low to high beside each step",
    alt="Search to month 2, samples to 13, qualification to 19, ramp to 25; stock lasts 3.3 months.",
    source="Source: [A19] thelec.net, 2022-09, grade B. ◇ marks what is assumed.",
    data=Table(
        _numbers("Step", "Starts after", "Ends after", "Low to high"),
        tuple(
            (step.label, f"{step.start}", f"{step.end}", step.text)
            for step in charts.EXIT_PATH.steps
        ),
    ),
    chart=charts.EXIT_PATH,
)

ALTERNATIVES = Exhibit(
    key="07-alternatives",
    title="Neither alternative stands alone: both share Samsung’s equipment, and one its patents",
    unit="share of the need; months and money as means",
    alt="Neither alternative stands alone.",
    source="Source: [A17] thelec.net, 2022–2026, grade B; [A20] macrumors, 2024-03-22, grade B. "
    "◇ marks what is assumed.",
    data=Table(
        (
            Column("Alternative"),
            Column("Stage"),
            Column("Can cover", True),
            Column("Months", True),
            Column("Shares with Samsung Display"),
        ),
        (
            ("LG Display", "live", "42% ◇", "25 (16–38) ◇", "Canon Tokki, Universal Display"),
            (
                "BOE",
                "live, Pro panels not qualified",
                "12% ◇",
                "30 (22–41) ◇",
                "Universal Display; pays Samsung a royalty",
            ),
            ("Own microLED", "cancelled 22 March 2024", "0%", "–", "–"),
        ),
        accent_row=1,
    ),
)

STOP = Exhibit(
    key="10-stop",
    title="A stop is free for 3.3 months, then costs $2.96 bn a month ◇",
    unit="USD bn of gross margin, by months of stop",
    alt="Loss of a stop: nothing for 3.3 months, 12.5 billion dollars at 6 months with restart.",
    source="Source: [A26] stocktitan, FY to 2025-09-27, grade B. ◇ marks what is assumed.",
    data=Table(
        _numbers("Months of stop", "Loss", "With restart"),
        (("3", "$0", "$0"), ("6", "$8.11 bn", "$12.5 bn"), ("12", "$25.9 bn", "$30.3 bn")),
    ),
    chart=charts.STOP_LOSS,
)

MARGIN = Exhibit(
    key="02-margin",
    title="Of every 100 paid for Claude 74 are margin, and 44 of them stay with a rival ◇",
    unit="percent of the price we pay",
    alt="Resource cost 26, infrastructure margin 14, channel take 30, margin on the model 30.",
    source="Source: [B4] The Information, 2026-01-14, grade C; [B15] The Information, 2026-02, "
    "grade C. ◇ marks what is assumed.",
    data=_bars(charts.MARGIN_STACK.segments, "Who keeps it", "Percent"),
    chart=charts.MARGIN_STACK,
)

ODDS = Exhibit(
    key="08-odds",
    title="At its start the plan had a chance of 25% of being on time ◇",
    unit="probability of being out, by months from the plan’s start",
    alt="Odds of being out: 25% by the planned month, 45% by month 24, 74% by month 36.",
    source="Source: [B8] Reuters, 2025-06-27, grade B. ◇ marks what is assumed.",
    data=Table(
        _numbers("By", "Probability"),
        tuple((point.label, f"{point.probability:.0%}") for point in charts.EXIT_ODDS.points),
    ),
    chart=charts.EXIT_ODDS,
)

SCORE = Exhibit(
    key="11-score",
    title="Concentration explains 23.5 of the 65 points",
    unit="points of the score; shares that add to it",
    alt="Concentration 23.5, leaving 16.4, disruption 15.6, exit readiness 9.9 points.",
    source="Source: measures of this report.",
    data=_bars(charts.SCORE_BREAKDOWN.bars, "Pillar", "Points"),
    chart=charts.SCORE_BREAKDOWN,
)

INDICATORS = Exhibit(
    key="12-indicators",
    title="9 of 12 indicators are known",
    unit="value in its own unit; 0 best to 1 worst; evidence 0 to 1",
    alt="9 of 12 indicators are known.",
    source="Source: measures of this report.",
    data=Table(
        _numbers("Indicator", "Value", "0 to 1", "Points", "Evidence"),
        (
            ("C1 concentration by name", "5,318", "0.62", "6.1", "0.75"),
            ("C2 concentration by country", "9,712", "0.96", "9.0", "0.75"),
            ("C3 single points of failure", "1", "1.00", "8.4", "0.50"),
            ("L1 months to switch against months to survive", "7.8 ◇", "1.00", "7.9", "0.10"),
            ("L2 one-off cost against a year’s spend", "0.39 ◇", "0.26", "2.1", "0.10"),
            ("L3 price ceiling", "31% ◇", "0.62", "6.4", "0.10"),
            ("D1 expected yearly loss", "0.6% ◇", "0.49", "7.2", "0.10"),
            ("D2 loss in a bad year", "9.8% ◇", "0.66", "8.4", "0.10"),
            ("M1 premium over comparators", "not known", "–", "–", "0"),
            ("M2 margin that reaches rivals", "not known", "–", "–", "0"),
            ("X1 alternatives and exit plan", "none recorded", "1.00", "9.9", "0.50"),
            ("X2 contract cover", "not known", "–", "–", "0"),
        ),
    ),
)
