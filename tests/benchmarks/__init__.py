"""Benchmarks: ratios within one run, never wall-clock promises."""
