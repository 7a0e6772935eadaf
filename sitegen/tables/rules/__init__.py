"""What the cells of a column must be."""
