"""Every result by its stable code: ``family.function_name``, one module per family.

The last part of a code is the name of the function that computes it, so that a number in a report
leads to its formula in two steps: the code, then the function of that name.
"""
