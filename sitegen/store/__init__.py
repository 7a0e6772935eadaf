"""What is on disk between builds: state, kept versions, caches, locks, and every write."""
