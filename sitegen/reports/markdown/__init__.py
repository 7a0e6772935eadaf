"""Markdown to safe HTML, and what it contains: charts, links, pictures, headings."""
