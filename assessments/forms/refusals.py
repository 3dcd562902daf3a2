"""What an action refused, in the words of the field that it is about."""

from django import forms

from assessments.casefile.problems import Finding

NO_RATE = "no-rate"  # the code of an error that a rate for its currency would mend


def sentence(message: str, label: str) -> str:
    """Return a finding as a sentence about a field.

    Examples
    --------
    >>> sentence("is missing; write name: a text", "Name")
    'Name is missing; write name: a text.'
    """
    text = f"{label} {message}" if message.startswith(("is ", "has ", "needs ")) else message
    return text[:1].upper() + text[1:].rstrip(".") + "."


def error_of(found: Finding, label: str) -> forms.ValidationError:
    """Return a finding as the error of a field; a page has its own way to add a missing rate."""
    if found.rate is None:
        return forms.ValidationError(sentence(found.message, label))
    code, own = found.rate.currency, found.rate.own
    message = f"{code} has no exchange rate yet: add one, or write the amount in {own}."
    return forms.ValidationError(message, code=NO_RATE, params={"currency": code})
