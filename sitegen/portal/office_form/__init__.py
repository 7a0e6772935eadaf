"""The form for offices at `/tulis/`: its page, and the rules that its scripts read."""
