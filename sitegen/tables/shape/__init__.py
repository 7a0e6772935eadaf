"""The shape of a table among its rows: header, titles, totals, notes."""
