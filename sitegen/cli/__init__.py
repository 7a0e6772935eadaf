"""The command line: the only place with formatting, exit codes, the clock and the environment."""
