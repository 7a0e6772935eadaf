"""Every key that people write, one definition each, and the YAML that they are written in."""
