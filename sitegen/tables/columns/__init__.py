"""Cells to typed columns: numbers, dates and times, and what does not fit."""
