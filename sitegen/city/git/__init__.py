"""What git says of the city's files: dates, versions, changes."""
