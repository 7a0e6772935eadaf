"""Files for programs: feeds and sitemaps."""
