"""The REST API of an organization: one view per operation, every noun by its declaration."""
