"""Markdown to safe HTML, and what stands in it: charts, links, pictures, headings."""
