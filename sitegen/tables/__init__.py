"""Bytes of a table to typed columns, with the evidence for each reading."""
