"""The command line: the only place for formatting, exit codes, the clock and the environment."""
