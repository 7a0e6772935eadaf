"""The city's repository as it is found: its rules, the register, its files."""
