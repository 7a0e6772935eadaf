"""What git knows about the city's files: dates, versions, changes."""
