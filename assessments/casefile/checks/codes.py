"""Codes that others assign: countries of ISO 3166, currencies of ISO 4217, LEIs of ISO 17442."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

# CLDR's own: groups, outlying areas and pseudo-locales that are no country of ISO 3166.
NO_COUNTRY = set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())  # noqa: SIM905 - readable
OFTEN_MEANT = {"UK": "GB", "EL": "GR", "EN": "GB", "RMB": "CNY", "NTD": "TWD", "STG": "GBP"}
LEI = re.compile(r"[A-Z0-9]{18}\d\d", re.ASCII)


@cache
def countries() -> frozenset[str]:
    """Return the two-letter codes of all countries."""
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - NO_COUNTRY


@cache
def currencies() -> frozenset[str]:
    """Return the codes of the currencies in use somewhere."""
    used = get_global("territory_currencies").values()
    return frozenset(code for area in used for code, _, end, tender in area if tender and not end)


def country_problem(code: str) -> str:
    """Return what is wrong with a country, or nothing."""
    if code in countries():
        return ""
    return f"{code} is not a country of ISO 3166; write {_meant(code, countries(), 'KR')}"


def currency_problem(code: str) -> str:
    """Return what is wrong with a currency, or nothing."""
    if code in currencies():
        return ""
    return f"{code} is not a currency of ISO 4217; write {_meant(code, currencies(), 'USD')}"


def _meant(code: str, known: frozenset[str], example: str) -> str:
    upper = code.upper()
    meant = OFTEN_MEANT.get(upper, upper)
    return meant if meant in known else f"a code such as {example}"


def lei_problem(lei: str) -> str:
    """Return what is wrong with a legal entity identifier, or nothing.

    Examples
    --------
    >>> lei_problem("INR2EJN1ERAN0W5ZP974"), lei_problem("INR2EJN1ERAN0W5ZP947")
    ('', 'INR2EJN1ERAN0W5ZP947 fails its check digits 47; copy it again from gleif.org')
    """
    if not LEI.fullmatch(lei):
        return f"{lei} is not an LEI; write its 18 letters and digits and 2 check digits"
    # ISO 7064 mod 97-10: letters count as 10 to 35.
    if int("".join(str(int(character, 36)) for character in lei)) % 97 != 1:
        return f"{lei} fails its check digits {lei[-2:]}; copy it again from gleif.org"
    return ""
