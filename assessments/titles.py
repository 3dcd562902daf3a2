"""What measures, pillars and indicators are called where a person reads them."""

import re

from assessments.scoring.codes import codes

PILLARS = {
    "C": "Concentration",
    "L": "Lock-in",
    "D": "Disruption",
    "M": "Margin",
    "X": "Strategy",
}

INDICATORS = {
    "C1": "How few really different suppliers there are",
    "C2": "What is lost if this supplier stops",
    "C3": "What is lost if the worst node behind it stops",
    "L1": "Cost of leaving against a year's spend",
    "L2": "Time to switch against time to survive",
    "L3": "Price rise that could be forced on us",
    "L4": "Spend already committed",
    "D1": "Expected loss a year through this supplier",
    "D2": "Loss in the worst year of a hundred against appetite",
    "D3": "How long a bad outage goes uncovered",
    "M1": "Price against direct or own supply",
    "M2": "Share of our money that is a rival's margin",
    "X1": "Sales a rival supplier would win from us",
    "X2": "Chance that the exit comes too late",
    "X3": "Our dependence less theirs",
}

INDICATOR = re.compile(r"([CLDMX]\d) x\b")
PILLAR = re.compile(r"score\.(contribution|pillar)_([CLDMX])")


def title_of(code: str) -> str:
    """Return what a measure is, in words.

    Examples
    --------
    >>> title_of("score.contribution_C"), title_of("no.such_code")
    ('Points of the score from concentration', 'no such code')
    >>> title_of("concentration.similarity_adjusted_hhi")
    'C1, how few really different suppliers there are'
    """
    found = codes().get(code)
    if found is None:
        return code.replace(".", " ").replace("_", " ")
    if pillar := PILLAR.fullmatch(code):
        name = PILLARS[pillar[2]].lower()
        return (
            f"Points of the score from {name}"
            if pillar[1] == "contribution"
            else f"How bad {name} is, 0 to 1"
        )
    if indicator := INDICATOR.match(found.title):
        name = INDICATORS[indicator[1]]
        return f"{indicator[1]}, {name[:1].lower()}{name[1:]}"
    return found.title
