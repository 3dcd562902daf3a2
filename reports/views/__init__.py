"""Pages that show the content of a report."""
