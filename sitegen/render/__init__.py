"""From values to pages: pure functions, no file, clock or environment in them."""
