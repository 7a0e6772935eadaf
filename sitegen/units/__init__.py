"""One unit: its files read, versions chosen, its pages and files made."""
