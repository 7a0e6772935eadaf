"""Documents (PDF) that agencies publish beside their texts: what they are, do and say."""
