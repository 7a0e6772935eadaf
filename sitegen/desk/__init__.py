"""The desk (`sitegen desk`): the form with a button that sends, what waits, and who accepts it."""
