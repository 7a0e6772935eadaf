"""What lies on the disk between builds: state, kept versions, caches, locks, and every write."""
