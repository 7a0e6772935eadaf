"""A chart block and a table to a drawing, and the words that say the same."""
