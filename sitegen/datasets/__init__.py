"""A table with its description: schema, downloads and metadata."""
