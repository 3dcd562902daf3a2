"""Prices of the sample cases, as published."""

from typing import Any

import numpy as np

from assessments.scoring.concentration import shares
from assessments.scoring.margins import premium_ratio


def test_claude_list_prices_blend_three_to_one(oracle: Any) -> None:
    case = oracle("Z03")
    mix = shares([3, 1])  # input : output tokens
    plain, regional = (float(mix @ np.array(prices)) for prices in case.inputs["list"].values())

    found = {
        "blend_global": plain,
        "blend_regional": regional,
        "premium": premium_ratio(regional, plain),
    }

    case.check(found, case.expected)


def test_aws_raised_the_price_of_capacity_blocks(oracle: Any) -> None:
    case = oracle("Z04")
    price = case.inputs

    found = {
        "rise_p5e": premium_ratio(price["p5e_new"], price["p5e_old"]),
        "rise_p5en": premium_ratio(price["p5en_new"], price["p5en_old"]),
    }

    case.check(found, case.expected)
