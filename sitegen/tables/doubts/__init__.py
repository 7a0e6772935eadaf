"""What looks wrong in a table even though every cell can be read."""
