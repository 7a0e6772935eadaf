"""Child processes, interrupts, and the cost of work in time and memory."""
