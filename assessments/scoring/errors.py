"""The one error the numeric core raises."""


class ScoringError(ValueError):
    """An input breaks a rule of the method; the message names it and says what to do."""
