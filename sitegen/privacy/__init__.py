"""Personal data: finding it in texts and rows, the gate that holds it back, reviewed permits."""
