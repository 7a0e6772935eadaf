"""Who is at the desk: signing in, sessions and rights."""
