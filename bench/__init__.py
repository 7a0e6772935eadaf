"""Measures sitegen beside other generators, on equal sites of the same made-up city."""
