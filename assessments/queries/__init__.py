"""Reads that join or aggregate, by noun."""
