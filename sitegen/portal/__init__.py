"""The city's own pages, made of the units' summaries."""
