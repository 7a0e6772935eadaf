"""A table with its description: schema, downloads, and what is said of it."""
