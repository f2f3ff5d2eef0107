"""Finds records and pages; the engine stays behind this room."""
