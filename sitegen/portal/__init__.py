"""The city's own pages, made from the units' summaries."""
