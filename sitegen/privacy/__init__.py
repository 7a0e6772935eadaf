"""Personal data: what is personal in texts and rows, the gate that holds it back, and reviewed permits."""
