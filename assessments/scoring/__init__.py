"""The numbers of method LIM-1.1.0: NumPy and SciPy only, no framework, clock, file or network.

One module per method section holds plain functions; ``case`` is what goes in, ``results`` what
comes out, ``score`` runs the whole line from one to the other.
"""
