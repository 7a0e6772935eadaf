"""Every key that people write, one definition each, and the YAML they are written in."""
