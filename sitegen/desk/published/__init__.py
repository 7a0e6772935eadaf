"""What a unit has published: its list, and how it is edited, corrected and withdrawn."""
