"""A whole case report made by hand, with every kind of exhibit, for tests and for the eye."""

# ruff: noqa: E501 - tables of long texts read better unbroken

from reports.content.parts import (
    Card,
    CaseReport,
    Column,
    Decision,
    Exhibit,
    Point,
    Section,
    Sureness,
    Table,
)
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

ASSUMPTIONS = Table(
    (Column("Assumption ◇"), Column("Value", True), Column("Note")),
    (
        ("Buffer of iPhone", "1.5 months", "stock of panels and phones, in months of full demand"),
        ("Surge capacity of Samsung Display", "75%", ""),
        ("Surge capacity of LG Display", "42%", ""),
        ("Surge capacity of BOE", "12%", ""),
        ("Average price of a panel", "$56.5", "45% at 40 and 55% at 70; after A13"),
        ("Annual spend with Samsung Display", "$7.84 bn", "share 56.0% by difference; after A10"),
        ("Annual spend with LG Display", "$2.98 bn", "share 21.3%; after A10"),
        ("Annual spend with BOE", "$3.18 bn", "share 22.7%; after A10"),
        ("Requalification and capacity support", "$1.5 bn / $2.7 bn / $6 bn", ""),
        ("Search and select", "1 month / 2 months / 4 months", "in line with A19"),
        ("Develop samples", "6 months / 10 months / 18 months", "in line with A19"),
        ("Qualify for the product", "4 months / 6 months / 10 months", "in line with A19"),
        ("Ramp to volume", "3 months / 6 months / 10 months", "in line with A19"),
        ("Premium of the alternative", "3%", ""),
        ("Outages of Samsung Display", "0.02 a year", "2 months, one in ten 6 or more"),
        ("Shock to Korea", "0.01 a year", "3 months, one in ten 9 or more; stops both makers"),
    ),
)

SOURCES = Table(
    (Column("Id"), Column("What it says"), Column("Seen at"), Column("Date"), Column("Grade")),
    (
        (
            "A5",
            "Units 2020: SDC 89.6 m (78.3%), LGD 25 m (21.8%), total 114.5 m (parts add to 114.6)",
            "oled-a.org; gizmochina 2021-04-22 (Omdia)",
            "2021-04",
            "B",
        ),
        (
            "A10",
            "All iPhone panels: Q1-25 SDC 49%; Q2-25 BOE 22.7%, LGD 21.3% (⇒ SDC 56.0% by "
            "difference)",
            "newscty (phonearena); ajupress 2025-08-14",
            "2025",
            "C",
        ),
        (
            "A11",
            "iPhone 17 series to Oct 2025: SDC 57.3 m (64.5%), LGD 30.3 (34.1%), BOE 1.3 (1.4%) "
            "of 88.9 m",
            "biz.chosun.com (UBI Research)",
            "2025-10-28",
            "B",
        ),
        (
            "A14",
            "Compensation for missed minimum 2019-Q2: KRW 800 bn ≈ USD 683 m",
            "macrumors (Reuters); oled-info",
            "2019-07-05",
            "B",
        ),
        (
            "A17",
            "BOE failures: TFT circuit width changed without approval (Feb 2022; ~30 m iPhone 14 "
            "panels put at risk); iPhone 15 light leak; iPhone 17 Pro approval Jul-25, ~1% share",
            "thelec.net 4047; gsmarena 2022-05-05; macrumors 2023-12-05",
            "2022–2026",
            "B",
        ),
        (
            "A18",
            "ITC initial determination vs BOE 2025-07-11; settled 2025-11-18/19, BOE to pay "
            "royalties to Samsung Display (terms undisclosed)",
            "biz.chosun; koreaherald 10619451",
            "2025-11-19",
            "B",
        ),
        (
            "A19",
            "LGD’s first iPhone LTPO supply approved end Oct 2022, Samsung in LTPO since 2020",
            "thelec.net 4202; bgr 2022-11-08",
            "2022-09…11",
            "B",
        ),
        (
            "A20",
            "Own exit attempt: in-house microLED (T159, ~7 years, billions) cancelled",
            "macrumors; iphoneincanada (Bloomberg)",
            "2024-03-22",
            "B",
        ),
        (
            "A21",
            "Common upstream: Canon Tokki evaporation tools (“near monopoly”)",
            "thelec.net 4247; biz.chosun 2025-12-09; run-belay",
            "2017–2025",
            "B",
        ),
        (
            "A22",
            "Common upstream: UDC licences/emitters: SDC flat licence, LGD royalty",
            "scmr-llc.com; oled-info",
            "2018–2022",
            "C",
        ),
        (
            "A25",
            "2025 smartphone shipments Apple 247.8 m (19.7%), Samsung 241.2 m (19.1%) of 1.26 bn",
            "telecomlead (IDC)",
            "2026-01",
            "B",
        ),
        (
            "A26",
            "Apple FY2025: net sales 416.2 bn, iPhone 209.6 bn; products gross margin 36.8%",
            "titanstockanalysis; namegenerator; stocktitan 10-K index",
            "FY to 2025-09-27",
            "B",
        ),
    ),
)

SECTIONS = (
    Section(
        "supply",
        "Who supplies what, and through whom",
        (
            "Apple buys the panels of the iPhone from three makers. Samsung Display, of the group "
            "that is Apple’s closest rival in phones, made 64.5% of those of the iPhone 17.",
            "Behind the three stand the same few companies. If Universal Display stops, all three "
            "stop; Canon Tokki’s tools limit how fast any of them can grow.",
        ),
        (CHAIN,),
    ),
    Section(
        "concentration",
        "How concentrated it is",
        ("By legal name there are nearly two suppliers. By country there is one.",),
        (SHARES, CUTS),
    ),
    Section(
        "leaving",
        "Why leaving is hard",
        (
            "Money is not the lock: the one-off cost is 0.39 of a year’s spend ◇. Time is: 25 "
            "months to switch against 3.3 months that stock and the other two makers last ◇.",
            "Above a price of 31% more, leaving would pay ◇. Until then Samsung could add $2.43 bn "
            "a year.",
        ),
        (COST, PATH, ALTERNATIVES),
    ),
    Section(
        "stop",
        "What if it stops",
        (
            "A stop of 6 months with a restart of 3 months costs about $12.5 bn ◇ ($8.1 bn without "
            "restart).",
        ),
        (STOP,),
    ),
    Section(
        "comparison",
        "A second case, for comparison: Copilot on Claude",
        (
            "Where the margins along the chain are known, the report shows who keeps them; where a "
            "plan to leave is on record, it shows the odds of being out in time.",
        ),
        (MARGIN, ODDS),
    ),
    Section(
        "evidence",
        "How the score comes about",
        (
            "78% of what the score needs is known; an unknown answer counts neither as zero nor as "
            "green, it widens the range.",
        ),
        (SCORE, INDICATORS),
        (Point("Still to be asked.", "Term, notice, fee and cap of the contract; its margin."),),
    ),
)

REPORT = CaseReport(
    title="iPhone and Samsung Display: a lock-in case",
    kicker="Lock-in case · iPhone · displays from Samsung Display",
    running_title="Case · Apple and Samsung Display · 31 January 2026",
    finding="Apple could afford to leave Samsung’s displays, but not in time: leaving takes 25 "
    "months, and the phones last three ◇.",
    lede="Samsung, Apple’s closest rival in phones, made 64.5% of the iPhone 17’s panels. The other "
    "two makers together can cover about half of the need ◇. Money is not the lock. Time is.",
    cards=(
        Card(
            "25",
            "months to switch",
            "80% likely within 28 ◇",
            "against 3.3 months that iPhone can go without Samsung’s panels",
            is_accent=True,
        ),
        Card(
            "$3.05 bn",
            "to leave",
            "80% range 2.0 to 4.4 bn ◇",
            "0.39 of one year’s spend with Samsung ($7.84 bn ◇)",
        ),
        Card(
            "+31%",
            "price ceiling",
            "80% range +20 to +44% ◇",
            "what Samsung could add before leaving pays: $2.43 bn a year",
        ),
    ),
    decision=Decision(
        is_recorded=True,
        heading="Decision asked by 31 March 2026",
        text="Fund a second high-end line and hold four months of panels.",
        consequence="Waiting one year costs one product cycle: a new panel takes about 24 months to "
        "qualify.",
        levers=(
            Point("Hold four months of panels:", "the score falls by 6 points."),
            Point("Qualify LG Display for every Pro panel:", "it falls by 5 points."),
            Point("Record and test an exit plan:", "it falls by 4 points."),
        ),
    ),
    reasons=(
        Point(
            "Two suppliers are one country.",
            "By legal name the effective number of suppliers is 1.88; by country it is 1.03.",
        ),
        Point(
            "The third supplier pays the first.",
            "Since November 2025 BOE reportedly pays royalties to Samsung Display.",
        ),
        Point(
            "The exit was tried.",
            "Apple’s own microLED display was cancelled in March 2024 after about seven years.",
        ),
        Point(
            "The node nobody talks about",
            "is Universal Display: if it stops, all three makers stop ◇.",
        ),
    ),
    sureness=Sureness(
        "Score 65 of 100, high · between 56 and 69",
        "Whatever the unknown answers are, it lies between 54 and 81. Low confidence (0.21): 24 of "
        "41 figures are public; 17 are assumptions ◇.",
        "The one answer that would help most: whether a stop of Universal Display halts running "
        "lines at once. It moves the score by 9 points.",
        65.3,
        56.0,
        69.0,
        54.0,
        81.0,
    ),
    sections=SECTIONS,
    assumptions=ASSUMPTIONS,
    sources=SOURCES,
    method=(
        Point("Method.", "LIM-1.1.0; nominal money, discount rate 9%, horizon 4 years."),
        Point("Ranges.", "Costs and durations are drawn from low, likely and high (Beta-PERT)."),
        Point(
            "Unknown.",
            "An unknown figure is never 0 and never green: its indicator has no value, "
            "the range widens, and the confidence falls.",
        ),
        Point(
            "Evidence.",
            "Grades: A filing, signed contract or official page; B official statement "
            "relayed, or two independent reports; C one press or analyst estimate; D secondary or "
            "conflicting; E assumption or unverified knowledge.",
        ),
    ),
    disclaimer="Built from public reports to 31 January 2026. Amounts marked ◇ are illustrative "
    "assumptions. Not information from the companies named.",
    as_of="2026-01-31",
    input_sha256="7c41" + "5b0d9a" * 9 + "0f1ae09b"[2:],
    result_sha256="91d2" + "c4e7f0" * 10,
    method_id="LIM-1.1.0",
    attachments=tuple(
        (exhibit.attachment, exhibit.title, "data")
        for section in SECTIONS
        for exhibit in section.exhibits
    ),
)
