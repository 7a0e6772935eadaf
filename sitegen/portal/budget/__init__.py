"""Budgets `/anggaran/` and `<unit>/anggaran/`: by account and phase, and of each account its parts."""
