"""FIELDS: every key that people write in front matter and metadata, one module per file kind."""
