"""Reports and pages that were withdrawn, `data/tulisan-lama.csv`: where each was, since when it is gone, and why."""

from __future__ import annotations

import re

from sitegen.city.csv_rows import CityFile
from sitegen.city.removed_rows import FORMER, MAY, NEEDS, RemovedList
from sitegen.i18n import N_

PATH = "data/tulisan-lama.csv"
LIST = RemovedList(
    file=CityFile(path=PATH, needs=NEEDS, may=(*MAY, FORMER)),
    address=re.compile(r"/([a-z0-9-]+/[a-z0-9-]+)/((?:laporan/\d{4}/\d{2}|halaman)/[a-z0-9-]+)/"),
    no_address=N_(
        "it is not of the form /jenis/unit/laporan/2026/11/nama/ or /jenis/unit/halaman/nama/"
    ),
    example="/kelurahan/dago/laporan/2026/11/posyandu/,Posyandu,2026-11-30,Salah lokasi,",
)
