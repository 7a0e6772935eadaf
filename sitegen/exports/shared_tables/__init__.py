"""Tables of the city: what is put together from the tables of units, and their files."""
