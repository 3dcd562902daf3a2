"""A whole case report made by hand, with every kind of exhibit, for tests and for the eye."""

# ruff: noqa: E501 - tables of long texts read better unbroken

from reports.content.parts import (
    Card,
    CaseReport,
    Column,
    Decision,
    Point,
    Section,
    Sureness,
    Table,
)
from tests.reports.example_exhibits import (
    ALTERNATIVES,
    CHAIN,
    COST,
    CUTS,
    INDICATORS,
    MARGIN,
    ODDS,
    PATH,
    SCORE,
    SHARES,
    STOP,
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
