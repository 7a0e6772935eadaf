"""Default vocabularies of a city: kinds of report, topics, states, classes of information; and the
words that people write for them.

Kinds follow the subjects of agencies' activity reports; topics follow the urusan (affairs) of local
government (UU 23/2014); classes are those of UU 14/2008. A city adds its own in `site.yml`.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from sitegen.i18n import N_

REPORT_KINDS: tuple[tuple[str, str], ...] = (
    ("layanan", N_("Service")),
    ("pembangunan", N_("Development")),
    ("sosialisasi", N_("Outreach")),
    ("bantuan", N_("Aid")),
    ("prestasi", N_("Achievement")),
    ("inovasi", N_("Innovation")),
    ("pengumuman", N_("Announcement")),
    ("klarifikasi", N_("Clarification")),
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
# What a public body must announce, in everyday words (UU 14/2008, articles 9 and 11; Perki 1/2021).
DUTIES: tuple[tuple[str, str], ...] = (
    ("alamat", N_("Address and how to be reached")),
    ("tugas", N_("Tasks and functions")),
    ("struktur", N_("Structure of the office")),
    ("pejabat", N_("Officials")),
    ("lhkpn", N_("Wealth reports of officials (LHKPN)")),
    ("program", N_("Programmes and activities")),
    ("agenda", N_("Agenda")),
    ("kinerja", N_("Performance report (LKjIP)")),
    ("anggaran", N_("Budget plan (RKA, DPA)")),
    ("realisasi", N_("Budget realisation (LRA)")),
    ("neraca", N_("Balance sheet")),
    ("kas", N_("Cash flow and notes (CaLK)")),
    ("aset", N_("Assets and investments")),
    ("akses", N_("Report on access to information")),
    ("peraturan", N_("Regulations")),
    ("permohonan", N_("How to ask for information and to object")),
    ("pengaduan", N_("How to report abuse of office")),
    ("pengadaan", N_("Procurement")),
    ("darurat", N_("Early warning and evacuation")),
    ("layanan", N_("Services and their standards")),
    ("dip", N_("Register of public information")),
)
# The kind of reports that tell of a meeting, not of what was done.
MEETING = "rapat"
# The kind that says what is true of something that goes round.
CLARIFICATION = "klarifikasi"
# What the register of public information may name, and nobody publishes (UU 14/2008, article 17).
EXEMPT = "dikecualikan"
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
# After how many days the next of something is due; what has another frequency has no rhythm.
RHYTHM_DAYS = {
    "harian": 1,
    "mingguan": 7,
    "bulanan": 31,
    "triwulanan": 92,
    "semesteran": 184,
    "tahunan": 366,
}


def keys(vocabulary: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the stable names of a vocabulary."""
    return tuple(key for key, _ in vocabulary)


# What people write for the words of these lists, longer words with hyphens. A word may stand for
# one of each list: `bansos` is the kind `bantuan` and the topic `sosial`.
_MEANT = {
    # kinds
    "layanan": "pelayanan posyandu vaksinasi imunisasi pengobatan jemput-bola kunjungan monitoring"
    " kerja-bakti gotong-royong kegiatan patroli jumat-bersih penertiban operasi-pasar",
    "pembangunan": "proyek perbaikan pengaspalan renovasi konstruksi pembangunan-fisik rehab"
    " rehabilitasi betonisasi pengecoran",
    "sosialisasi": "penyuluhan edukasi pelatihan seminar workshop lokakarya kampanye bimtek pembinaan"
    " pemberdayaan kunjungan-edukasi",
    "bantuan": "bansos bantuan-sosial blt bpnt pkh sembako donasi santunan hibah bedah-rumah rutilahu"
    " penyaluran",
    "prestasi": "penghargaan juara lomba kejuaraan",
    "inovasi": "terobosan aplikasi-baru",
    "pengumuman": "informasi info edaran surat-edaran undangan himbauan imbauan peringatan lowongan"
    " berita",
    "rapat": "musrenbang musyawarah koordinasi rakor pertemuan audiensi musdes muskel rembug rembuk"
    " rembug-warga musyawarah-warga minggon lokmin apel",
    # topics
    "kesehatan": "posyandu puskesmas stunting gizi imunisasi vaksin vaksinasi dbd covid"
    " germas phbs lansia posbindu",
    "pendidikan": "sekolah paud siswa guru beasiswa literasi perpustakaan",
    "lingkungan": "kebersihan kerja-bakti gotong-royong penghijauan k3 jumat-bersih taman sungai drainase"
    " lingkungan-hidup saluran-air",
    "sampah": "bank-sampah persampahan kang-pisman tps pengelolaan-sampah maggot",
    "infrastruktur": "jalan jembatan pju drainase irigasi pembangunan pekerjaan-umum sarana-prasarana"
    " sarpras air-bersih",
    "transportasi": "perhubungan parkir lalu-lintas angkot terminal",
    "sosial": "bansos bantuan bantuan-sosial keagamaan agama blt bpnt pkh disabilitas kemiskinan sembako"
    " kesra kesejahteraan kesejahteraan-sosial yatim zakat lansia dtks",
    "ekonomi-umkm": "umkm ekonomi usaha koperasi pasar perdagangan dagang bazar bazaar industri"
    " kewirausahaan ketenagakerjaan tenaga-kerja",
    "kependudukan": "ktp kk e-ktp akta ikd adminduk dukcapil penduduk pencatatan-sipil",
    "keamanan": "kamtibmas trantib trantibum linmas ketertiban siskamling ronda keamanan-ketertiban"
    " satpol-pp babinsa bhabinkamtibmas ketenteraman-ketertiban narkoba poskamling",
    "kebencanaan": "bencana banjir longsor gempa kebakaran damkar bpbd mitigasi",
    "pariwisata-budaya": "wisata pariwisata budaya kebudayaan seni kesenian pariwisata-dan-budaya",
    "olahraga-pemuda": "olahraga pemuda karang-taruna kepemudaan senam pramuka olah-raga",
    "pangan": "pertanian ketahanan-pangan buruan-sae peternakan perikanan tani urban-farming",
    "keluarga": "pkk kb perempuan anak posyandu balita dasawisma kader ibu-dan-anak pemberdayaan-perempuan"
    " keluarga-berencana p2wkss",
    "tata-ruang": "tataruang bangunan imb pbg pertanahan tanah penataan-ruang permukiman",
    "perizinan": "izin ijin perijinan nib oss",
    "keuangan-daerah": "pajak pbb retribusi anggaran apbd keuangan pajak-daerah aset bphtb",
    "digital": "teknologi internet aplikasi smart-city digitalisasi komunikasi-informatika",
    "pemerintahan": "musrenbang rapat kelurahan kecamatan rt rw pelayanan-publik pelayanan lkk lpm apel"
    " pemerintah administrasi pemilu kepegawaian",
    # states
    "rencana": "direncanakan akan akan-datang terencana belum",
    "berjalan": "sedang-berjalan berlangsung proses dalam-proses sedang",
    "selesai": "sudah sudah-selesai tuntas terlaksana rampung",
    # classes
    "serta-merta": "sertamerta segera darurat",
    "setiap-saat": "setiapsaat tersedia-setiap-saat",
    # kinds of chart
    "batang-mendatar": "pie pie-chart piechart lingkaran donat donut doughnut grafik-lingkaran",
    "area": "daerah bidang",
    # how often
    "harian": "tiap-hari setiap-hari",
    "mingguan": "tiap-minggu setiap-minggu tiap-pekan setiap-pekan pekanan",
    "bulanan": "tiap-bulan setiap-bulan perbulan per-bulan sebulan-sekali",
    "triwulanan": "tiap-triwulan per-triwulan triwulan tiap-tiga-bulan tiap-3-bulan kuartalan",
    "semesteran": "tiap-semester per-semester semester tiap-enam-bulan tiap-6-bulan",
    "tahunan": "tiap-tahun setiap-tahun pertahun per-tahun setahun-sekali",
    "tidak-tetap": "tidak-tentu insidental sewaktu-waktu jika-perlu bila-perlu",
    "sekali": "satu-kali sekali-saja",
}


def meant(words: str, allowed: Collection[str]) -> str:
    """Return which of the `allowed` words is another name of these, or "" if none is.

    Of several words (`rapat koordinasi`), one of them is enough.
    """
    whole = "-".join(words.casefold().replace("_", " ").split())
    for each in (whole, *whole.split("-")):
        if each in allowed:
            return each
        found = next((key for key in _synonyms().get(each, ()) if key in allowed), "")
        if found:
            return found
    return ""


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """The words of the lists that each other word stands for."""
    found: dict[str, tuple[str, ...]] = {}
    for key, words in _MEANT.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), key)
    return found
