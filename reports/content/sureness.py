"""How sure we are: score, interval, evidence, and the answer that would help most."""

from assessments import wording
from assessments.scoring.results import Measure
from reports.content import labels
from reports.content.parts import Sureness
from reports.content.story import Story


def sureness(story: Story) -> Sureness:
    """Return score, interval, confidence and the answer that would help most."""
    risk, confidence = story.get("score.risk"), story.get("score.confidence")
    lower, upper = risk.lower, risk.upper
    public, assumed = _counts(story, risk)
    evidence = _evidence(confidence, public, assumed)
    if risk.value is None:
        return Sureness(
            "No score: too little is known",
            f"Only {wording.percent(story.get('score.completeness').value or 0.0)} of what the "
            f"score needs is known. {evidence}",
            _best_answer(story),
            lower=lower,
            upper=upper,
        )
    between = f"between {risk.p5:.0f} and {risk.p95:.0f}"
    if risk.p5 is not None and risk.p95 is not None and not risk.p5 <= risk.value <= risk.p95:
        # the score rests on what is known; the draws fill what is unknown between best and worst
        between = f"{risk.p5:.0f} to {risk.p95:.0f} with what is unknown drawn"
    bounds = (
        f"The unknown answers alone could put it anywhere from {lower:.0f} to {upper:.0f}."
        if lower is not None and upper is not None
        else ""
    )
    return Sureness(
        f"Score {risk.value:.0f} of 100, {risk.text} · {between}",
        f"{bounds} {evidence}".strip(),
        _best_answer(story),
        risk.value,
        risk.p5,
        risk.p95,
        lower,
        upper,
    )


def _evidence(confidence: Measure, public: int, assumed: int) -> str:
    label = f"Confidence is {confidence.text} ({confidence.value or 0.0:.2f})"
    n = public + assumed
    if not n:
        return f"{label}: no figure stands behind it."
    if not assumed or not public:
        every = "the one figure" if n == 1 else f"all {n} figures"
        verb = "is" if n == 1 else "are"
        how = f"assumed{wording.MARK}" if assumed else "on record"
        return f"{label}: {every} behind it {verb} {how}."
    return (
        f"{label}: of the {n} figures behind it {assumed} {'is' if assumed == 1 else 'are'} "
        f"assumed{wording.MARK} and {public} on record."
    )


def _counts(story: Story, risk: Measure) -> tuple[int, int]:
    known = [address for address in risk.inputs if address in story.figures]
    assumed = sum(story.is_assumed(address) for address in known)
    return len(known) - assumed, assumed


def _best_answer(story: Story) -> str:
    """Return the question whose answer would narrow the score's range most (G32 draws)."""
    risk = story.get("score.risk")
    for driver in story.drivers:
        label = _driver_label(story, driver.name)
        if not label or driver.variance_share <= 0:
            continue
        text = f"The one answer that would help most: {label}."
        if risk.p5 is not None and risk.p95 is not None:
            width = risk.p95 - risk.p5
            if driver.width_if_known < width - 0.5:
                text += (
                    f" It would narrow the range from {width:.0f} to about "
                    f"{driver.width_if_known:.0f} points."
                )
        return text
    lacking = [a for c in story.contributions.values() for a in c.missing]
    if not lacking:
        return ""
    return f"The first answer to get: {story.label(lacking[0])}."


def _driver_label(story: Story, name: str) -> str:
    kind, _, rest = name.partition(":")
    if kind == "null":
        contribution = story.contributions.get(rest)
        if contribution is None or not contribution.missing:
            return labels.QUESTIONS.get(rest, "")
        return story.label(contribution.missing[0])
    if kind == "unassessed":
        return f"how often and how long {story.party(rest)} could stop"
    if kind == "cost-if-unknown":
        return "the yearly cost of the alternative"
    return story.label(name) if name in story.figures else ""
