"""A chart block and a table to a drawing, and to a text that says the same."""
