"""What the city plans and how far it is: progress of activities as their tables tell it."""
