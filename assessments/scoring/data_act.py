"""What the EU Data Act changes about leaving a cloud provider (§2.4)."""

from collections.abc import Collection
from datetime import date

import numpy as np

from assessments.scoring.broadcasting import Number, as_number

DATA_ACT_FREE_FROM = date(2027, 1, 12)  # Reg. (EU) 2023/2854 Art. 29: no switching charges
DATA_ACT_NOTICE_MONTHS = 2.0  # Art. 25: longest notice
DATA_ACT_LAYERS = frozenset({"cloud"})
# fmt: off
EU_COUNTRIES = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on


def has_data_act_rights(
    country: str, layers: Collection[str], is_custom_built: bool = False
) -> bool:
    """Return whether the EU Data Act's switching rules protect the customer of a contract.

    Parameters
    ----------
    country : str
        Of the customer, two letters.
    layers : collection of str
        Of everything the contract covers.
    is_custom_built : bool
        Custom-built and test services are exempt (Art. 31).

    Returns
    -------
    bool
        True for an EU customer and a contract that covers cloud services and nothing else.

    References
    ----------
    Method §2.4; Regulation (EU) 2023/2854, chapter VI.

    Examples
    --------
    >>> has_data_act_rights("DE", {"cloud"}), has_data_act_rights("US", {"cloud"})
    (True, False)
    """
    is_cloud = bool(layers) and set(layers) <= DATA_ACT_LAYERS
    return country in EU_COUNTRIES and is_cloud and not is_custom_built


def switching_egress(charge: Number, exit_date: date, has_rights: bool) -> Number:
    """Return what is left of an egress charge under the EU Data Act.

    Parameters
    ----------
    charge : float or ndarray
        By the provider's price list. [money]
    exit_date : date
        When the data move.
    has_rights : bool
        Result of ``has_data_act_rights``.

    Returns
    -------
    float or ndarray
        0 from 2027-01-12 on. [money] Before that the provider's own cost is due, which a price
        list only bounds, so the charge is kept.

    References
    ----------
    Method §2.4; Regulation (EU) 2023/2854, Art. 29.

    Examples
    --------
    >>> switching_egress(921.6, date(2027, 1, 12), True)
    0.0
    """
    is_free = has_rights and exit_date >= DATA_ACT_FREE_FROM
    return as_number(np.zeros_like(charge) if is_free else charge)


def data_act_notice(notice_months: Number, has_rights: bool) -> Number:
    """Return the notice that counts: at most two months under the EU Data Act.

    Parameters
    ----------
    notice_months : float or ndarray
        As the contract says. [months]
    has_rights : bool
        Result of ``has_data_act_rights``.

    Returns
    -------
    float or ndarray
        min(n, 2) with rights, else n. [months]

    References
    ----------
    Method §2.4; Regulation (EU) 2023/2854, Art. 25.

    Examples
    --------
    >>> data_act_notice(6.0, True), data_act_notice(6.0, False)
    (2.0, 6.0)
    """
    most = DATA_ACT_NOTICE_MONTHS if has_rights else np.inf
    return as_number(np.minimum(notice_months, most))
