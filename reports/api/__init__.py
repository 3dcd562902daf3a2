"""REST of reports."""
