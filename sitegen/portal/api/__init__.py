"""The API: files for programs below `/api/v1/`, one module for each kind of file."""
