"""The monitor `/keaktifan/`: who publishes, what is late, how units can be reached; no rank, no score."""
