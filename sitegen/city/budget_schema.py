"""The shared schemas `apbd` (the whole city's budget) and `anggaran` (a unit's own), which every city has.

Both have a line for each account and phase; accounts are those of Permendagri 90/2019. A file of
`data/skema` with one of these names takes its place.
"""

from __future__ import annotations

OF_CITY, OF_UNIT = "apbd", "anggaran"
BUDGET_SCHEMAS = (OF_CITY, OF_UNIT)
MURNI, PERGESERAN, PERUBAHAN, REALISASI = "murni", "pergeseran", "perubahan", "realisasi"
# From the first plan to what was spent.
PHASES = (MURNI, PERGESERAN, PERUBAHAN, REALISASI)
