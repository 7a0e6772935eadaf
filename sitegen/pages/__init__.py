"""What pages have in common: theme, views, wording; and the pages of reports, datasets and units."""
