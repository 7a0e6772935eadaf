"""People who are named: in lists and tables, and in sentences beside their age or illness."""
