"""Default vocabularies of a city: kinds of report, topics, states, classes of information.

Kinds follow the subjects of agencies' activity reports; topics follow the urusan (affairs) of local
government (UU 23/2014); classes are those of UU 14/2008. A city adds its own in `site.yml`.
"""

from __future__ import annotations

from sitegen.i18n import N_

REPORT_KINDS: tuple[tuple[str, str], ...] = (
    ("layanan", N_("Service")),
    ("pembangunan", N_("Development")),
    ("sosialisasi", N_("Outreach")),
    ("bantuan", N_("Aid")),
    ("prestasi", N_("Achievement")),
    ("inovasi", N_("Innovation")),
    ("pengumuman", N_("Announcement")),
    ("rapat", N_("Meeting")),
)
TOPICS: tuple[tuple[str, str], ...] = (
    ("kesehatan", N_("Health")),
    ("pendidikan", N_("Education")),
    ("lingkungan", N_("Environment")),
    ("sampah", N_("Waste")),
    ("infrastruktur", N_("Infrastructure")),
    ("transportasi", N_("Transport")),
    ("sosial", N_("Social affairs")),
    ("ekonomi-umkm", N_("Economy and small business")),
    ("kependudukan", N_("Population")),
    ("keamanan", N_("Safety and order")),
    ("kebencanaan", N_("Disasters")),
    ("pariwisata-budaya", N_("Tourism and culture")),
    ("olahraga-pemuda", N_("Sport and youth")),
    ("pangan", N_("Food and farming")),
    ("keluarga", N_("Family, women and children")),
    ("tata-ruang", N_("Spatial planning")),
    ("perizinan", N_("Permits")),
    ("keuangan-daerah", N_("City finance")),
    ("digital", N_("Digital services")),
    ("pemerintahan", N_("Government")),
)
STATES: tuple[tuple[str, str], ...] = (
    ("rencana", N_("Planned")),
    ("berjalan", N_("Under way")),
    ("selesai", N_("Finished")),
)
CLASSES: tuple[tuple[str, str], ...] = (
    ("berkala", N_("Published periodically")),
    ("serta-merta", N_("Announced at once")),
    ("setiap-saat", N_("Available at any time")),
)
FREQUENCIES: tuple[tuple[str, str], ...] = (
    ("harian", N_("Daily")),
    ("mingguan", N_("Weekly")),
    ("bulanan", N_("Monthly")),
    ("triwulanan", N_("Quarterly")),
    ("semesteran", N_("Twice a year")),
    ("tahunan", N_("Yearly")),
    ("tidak-tetap", N_("Irregular")),
    ("sekali", N_("Once")),
)


def keys(vocabulary: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the stable names of a vocabulary."""
    return tuple(key for key, _ in vocabulary)
