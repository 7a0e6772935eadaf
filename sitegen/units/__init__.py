"""One unit: reading its files, choosing versions, making its pages and files."""
