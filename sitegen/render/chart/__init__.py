"""Charts: our own keys to values, words, a table and a drawing."""
