"""What pages share: theme, views, wording; and the pages of reports, datasets and units."""
