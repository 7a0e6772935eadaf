"""The search: its index, its script in Node, and questions with their right pages."""
