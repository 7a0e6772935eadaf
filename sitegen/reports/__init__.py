"""A report or standing page: parsing it, judging it, rendering its Markdown."""
