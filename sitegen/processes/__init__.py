"""Child processes, interrupts, and what work costs in time and memory."""
