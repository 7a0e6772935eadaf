"""The city's repository: its rules, the register, its files."""
