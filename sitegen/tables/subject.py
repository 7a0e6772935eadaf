"""What the figures of a table are, where only its title says so: `Jumlah kunjungan`."""

from __future__ import annotations

import re

from sitegen.model import Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import measure_of

_KINDS_OF_TABLES = re.compile(
    r"(?:(?:data|dataset|tabel|table|tabulasi|rekap|rekapitulasi|statistik)\b[\s\d.:]*)+",
    re.IGNORECASE,
)
# With these begins how, where or when the figures were counted.
_DIVIDED = re.compile(
    r"\s*(?:[,:;(\d\N{EN DASH}-]|\b(?:menurut|berdasarkan|per|tiap|setiap|di|pada|dalam|untuk|tahun|bulan|kota"
    r"|kabupaten|kecamatan|kelurahan|desa|provinsi|by|in)\b).*",
    re.IGNORECASE,
)
# Of such titles it is not sure what is counted.
_UNSURE = re.compile(r"^(?:laporan|kegiatan|program)\b|\b(?:dan|serta|and)\b|&|/", re.IGNORECASE)
_PLACES = re.compile(
    r"\b(?:kecamatan|kelurahan|desa|wilayah|kabupaten|kota|provinsi|rw|rt|area|district)\b",
    re.IGNORECASE,
)
_LONGEST = 60


def subject_of(table: Table) -> str:
    """Return what a title of the table says that its figures are, "" if that is not sure.

    Its rows must be places, or things that the title names: rows of a table may also be different
    figures, of which a title says nothing.
    """
    named = [c.title for c in table.columns if KINDS[c.kind].names == "words"]
    first = int(table.frame.index[0]) if len(table.frame) else 0
    above = (" ".join(filter(None, note.cells)) for note in table.notes if note.row < first)
    for title in (table.title, *above):
        text = _DIVIDED.sub("", _KINDS_OF_TABLES.sub("", title.strip(), count=1), count=1).strip(
            " ."
        )
        sure = 0 < len(text) <= _LONGEST and not _UNSURE.search(text)
        own = any(_PLACES.search(name) or name.casefold() in title.casefold() for name in named)
        if sure and own and measure_of(text, "", whole=True) != "level":
            return text[:1].upper() + text[1:]
    return ""
