"""One chart input of every kind, with the figures of the two sample cases."""

from assessments.chart_inputs import (
    Bar,
    Chain,
    ChainLink,
    ChainNode,
    ConcentrationCuts,
    CostWaterfall,
    ExitOdds,
    ExitPath,
    MarginStack,
    OddsPoint,
    PathStep,
    ScoreBreakdown,
    ShareHistory,
    StopLoss,
)

SHARE_HISTORY = ShareHistory(
    bars=(
        Bar("2017", 1.0, "100%", note="iPhone X"),
        Bar("2020", 0.783, "78.3%"),
        Bar("2021", 0.651, "65.1%", is_forecast=True),
        Bar("2022", 0.74, "74%", note="iPhone 14 series"),
        Bar("2023", 0.87, "83–91%", note="iPhone 15 series", low=0.83, high=0.91),
        Bar("March 2025", 0.49, "49%", note="all iPhones"),
        Bar("October 2025", 0.645, "64.5%", is_accent=True, note="iPhone 17 series"),
    )
)

CONCENTRATION_CUTS = ConcentrationCuts(
    bars=(
        Bar("By legal name", 1.88, "1.88", note="Samsung Display, LG Display, BOE"),
        Bar("By corporate group", 1.88, "1.88", note="no maker shares a parent"),
        Bar("By country of the maker", 1.03, "1.03", True, note="South Korea makes 98.6%"),
        Bar("By emitter material", 1.0, "1.00", note="Universal Display supplies all three"),
    )
)

COST_WATERFALL = CostWaterfall(
    steps=(
        Bar(
            "Requalification and capacity support",
            3050,
            "3,050 ◇",
            is_accent=True,
            low=1500,
            high=6000,
        ),
        Bar("Engineering of new panels", 0, "not known"),
        Bar("Dual running during the ramp", 118, "118 ◇"),
        Bar("Credits that lapse", 46, "46 ◇"),
        Bar("Savings brought forward", -64, "−64 ◇", note="lower price of the second panel maker"),
    ),
    total=Bar(
        "One-off cost to leave",
        3150,
        "3,150 ◇",
        note="80% range 2,010 to 4,420",
        low=2010,
        high=4420,
    ),
    unit="USD m",
)

EXIT_PATH = ExitPath(
    steps=(
        PathStep("Search and select", 0, 2.2, "1–4 months ◇"),
        PathStep("Develop samples", 2.2, 12.9, "6–18 months ◇"),
        PathStep("Qualify for the product", 12.9, 19.2, "4–10 months ◇"),
        PathStep("Ramp to volume", 19.2, 25.3, "3–10 months ◇"),
    ),
    survive_months=3.26,
    survive_label="Stock and the other two makers last 3.3 months ◇",
    p50_months=25.0,
    p80_months=27.8,
)

CHAIN = Chain(
    nodes=(
        ChainNode("apple", "Apple iPhone", 0),
        ChainNode("sdc", "Samsung Display OLED panels", 1, is_accent=True, is_rival=True),
        ChainNode("lgd", "LG Display OLED panels", 1),
        ChainNode("boe", "BOE OLED panels", 1),
        ChainNode("tokki", "Canon Tokki evaporation tools", 2),
        ChainNode("sunic", "Sunic System evaporation tools", 2),
        ChainNode("udc", "Universal Display emitters and licences", 2, is_single_point=True),
        ChainNode("lx", "LX Semicon driver chips", 2),
        ChainNode("ddi", "Other makers of driver chips", 2),
    ),
    links=(
        ChainLink("apple", "sdc", "64.5%", "operate", is_accent=True),
        ChainLink("apple", "lgd", "34.1%", "operate"),
        ChainLink("apple", "boe", "1.4%", "operate"),
        ChainLink("sdc", "tokki", "3% of cost ◇", "expand"),
        ChainLink("sdc", "udc", "4% of cost ◇", "operate"),
        ChainLink("lgd", "tokki", "3% of cost ◇", "expand"),
        ChainLink("lgd", "udc", "4% of cost ◇", "operate"),
        ChainLink("lgd", "lx", "8% of cost ◇", "operate"),
        ChainLink("boe", "tokki", "2% of cost ◇", "expand"),
        ChainLink("boe", "sunic", "", "expand"),
        ChainLink("boe", "udc", "4% of cost ◇", "operate"),
        ChainLink("boe", "lx", "8% of cost ◇", "operate"),
        ChainLink("boe", "ddi", "", "operate"),
        ChainLink("boe", "sdc", "2% of cost ◇", "money", is_accent=True),
    ),
)

MARGIN_STACK = MarginStack(
    segments=(
        Bar("Resource cost", 26, "26", note="chips, power and staff of the cloud"),
        Bar("Infrastructure margin", 14, "14", True, note="kept by AWS, a rival"),
        Bar(
            "Channel take on resale",
            30,
            "30",
            True,
            note="kept by AWS, about half of the gross profit ◇",
        ),
        Bar("Margin on the model", 30, "30", note="kept by Anthropic ◇"),
    )
)

EXIT_ODDS = ExitOdds(
    points=(
        *(OddsPoint(f"month {month}", month, 0.0) for month in (0.0, 6.0)),
        OddsPoint("month 12", 12, 0.08),
        OddsPoint("month 18", 18, 0.21),
        OddsPoint("month 24", 24, 0.45),
        OddsPoint("month 30", 30, 0.63),
        OddsPoint("month 36", 36, 0.74),
        OddsPoint("month 42", 42, 0.80),
        OddsPoint("month 48", 48, 0.83),
    ),
    planned_months=19,
    planned_label="planned: June 2025",
    today_months=31,
    today_label="today: 30 June 2026",
)

MONTHS = (0.0, 3.26, *(month / 4 for month in range(14, 49)))
STOP_LOSS = StopLoss(
    months=MONTHS,
    loss=tuple(max(0.0, month - 3.26) * 2.96 for month in MONTHS),
    loss_with_restart=tuple(
        max(0.0, month - 3.26) * 2.96 + min(4.4, max(0.0, month - 3.26) * 4.4) for month in MONTHS
    ),
    survive_months=3.26,
    marked_months=6.0,
    marked_label="a stop of 6 months costs $12.5 bn ◇",
    unit="USD bn",
)

SCORE_BREAKDOWN = ScoreBreakdown(
    bars=(
        Bar("Concentration", 23.5, "23.5", is_accent=True, note="pillar at 0.73, weight 32%"),
        Bar("Leaving", 16.4, "16.4", note="pillar at 0.59"),
        Bar("Disruption", 15.6, "15.6", note="a lower bound: one node has no event"),
        Bar("Exit readiness", 9.9, "9.9", note="pillar at 0.74"),
        Bar("Margin", 0, "not known", note="Samsung Display’s margin is not known"),
    )
)

CHARTS = (
    SHARE_HISTORY,
    CONCENTRATION_CUTS,
    COST_WATERFALL,
    EXIT_PATH,
    CHAIN,
    MARGIN_STACK,
    EXIT_ODDS,
    STOP_LOSS,
    SCORE_BREAKDOWN,
)

LONG = "Requalification of panels and support of capacity, 60 letters"
CROWDED_CHAIN = Chain(
    nodes=tuple(
        ChainNode(f"n{i}", LONG if i % 2 else "Nvidia GPUs", (i + 4) // 5, is_accent=i == 1)
        for i in range(25)
    ),
    links=tuple(
        ChainLink(f"n{max((i - 1) // 5 * 5 - 4, 0) + i % 3}", f"n{i}", "12% of cost", "operate")
        for i in range(1, 25)
    ),
)
