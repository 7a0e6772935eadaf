"""Tables of the city that are put together from tables of units with one shared schema."""
