"""Writes that span models: keyword-only, one transaction, one audit event."""
