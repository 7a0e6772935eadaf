"""Measures sitegen against other generators, on equal sites of the same made-up city."""
