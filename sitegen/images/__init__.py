"""Pictures in the sizes needed by pages."""
