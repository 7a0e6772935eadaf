"""Indonesian sentences for activity reports, drawn by a seeded random number generator."""
# ruff: noqa: S311 - the seed makes the sentences; nothing is secret

from __future__ import annotations

from functools import cache
from random import Random

ACTIVITIES = (
    ("Posyandu", "kesehatan", "layanan", "balita ditimbang"),
    ("Kerja bakti", "lingkungan", "pembangunan", "karung lumpur diangkat"),
    ("Bank sampah", "sampah", "inovasi", "kilogram sampah ditimbang"),
    ("Perbaikan gang", "infrastruktur", "pembangunan", "meter gang diperbaiki"),
    ("Pelatihan usaha", "ekonomi-umkm", "sosialisasi", "pelaku usaha dilatih"),
    ("Layanan keliling", "kependudukan", "layanan", "berkas diselesaikan"),
    ("Simulasi banjir", "kebencanaan", "sosialisasi", "warga ikut berlatih"),
    ("Pojok baca", "pendidikan", "inovasi", "buku dipinjam"),
    ("Pasar murah", "pangan", "bantuan", "paket sembako terjual"),
    ("Musyawarah warga", "pemerintahan", "rapat", "usulan disepakati"),
    ("Kelas ayah", "keluarga", "sosialisasi", "keluarga hadir"),
    ("Ronda malam", "keamanan", "pengumuman", "pos ronda dijaga"),
    ("Lomba kampung", "olahraga-pemuda", "prestasi", "peserta bertanding"),
    ("Pentas seni", "pariwisata-budaya", "prestasi", "penonton datang"),
    ("Uji kendaraan", "transportasi", "layanan", "kendaraan diperiksa"),
    ("Klinik izin", "perizinan", "layanan", "pemohon didampingi"),
    ("Santunan lansia", "sosial", "bantuan", "lansia menerima bantuan"),
    ("Kelas digital", "digital", "sosialisasi", "warga belajar"),
    ("Penataan taman", "tata-ruang", "pembangunan", "pohon ditanam"),
    ("Rembuk anggaran", "keuangan-daerah", "rapat", "rincian biaya dibahas"),
)
GROUPS = [
    "Melati",
    "Mawar",
    "Anggrek",
    "Kenanga",
    "Dahlia",
    "Cempaka",
    "Flamboyan",
    "Teratai",
    "Seroja",
    "Kamboja",
    "Bougenvil",
    "Wijaya",
    "Harapan",
    "Mekar",
    "Sejahtera",
    "Bersama",
    "Mandiri",
    "Rukun",
    "Lestari",
    "Asri",
]
PLACES = (
    "Balai RW", "Lapangan RW", "Aula kantor RW", "Teras musala RW", "Pos kesehatan RW",
    "Halaman sekolah RW", "Ruang terbuka RW", "Gang utama RW",
)  # fmt: skip
PEOPLE = (
    "kader", "pengurus RW", "petugas kelurahan", "relawan", "ibu-ibu PKK", "karang taruna",
    "petugas puskesmas", "penyuluh lapangan", "ketua RT", "pendamping dari dinas",
)  # fmt: skip
THINGS = (
    "formulir pendaftaran", "alat timbang", "daftar hadir", "karung dan cangkul", "meja layanan",
    "kartu catatan", "papan pengumuman", "bahan penyuluhan", "pengeras suara", "air minum",
)  # fmt: skip
CAUSES = (
    "hujan turun sejak pagi", "jalan masuk sempit", "banyak warga baru pulang kerja",
    "daftar lama belum diperbarui", "listrik sempat padam", "antrean menumpuk di awal",
)  # fmt: skip
SENTENCES = (
    "Sejak pukul {hour} pagi, {n} warga sudah menunggu, sedangkan {people} menyiapkan {thing}.",
    "Menurut catatan {people}, jumlah itu naik dari {small} pada bulan lalu menjadi {n} sekarang.",
    "Sebagian besar peserta datang dengan berjalan kaki, sebab tempatnya **kurang dari {n} meter** dari rumah.",
    "Karena {cause}, kegiatan baru dimulai setengah jam lebih lambat daripada jadwal.",
    "{People} mengingatkan bahwa {thing} harus dikembalikan sebelum pukul {hour} sore.",
    "Biaya sebesar Rp{money}.000 dipakai untuk {thing}, kudapan, dan penggandaan lembar isian.",
    "Tidak ada pungutan; seluruh biaya ditanggung anggaran yang *sudah diumumkan* pada awal tahun.",
    "Dari {n} orang yang hadir, {small} di antaranya baru pertama kali ikut.",
    "Setiap RT mengirim {small} orang, dan {people} membagi mereka menurut tempat tinggal.",
    "Hasilnya dicatat pada hari yang sama agar {people} dapat menindaklanjuti tanpa menunggu pekan depan.",
    "Warga meminta agar {thing} ditambah, terutama untuk lansia dan penyandang disabilitas.",
    "Beberapa orang belum terlayani karena {cause}; mereka mendapat jadwal pengganti.",
    "Pada akhir kegiatan, {people} membacakan angka yang terkumpul dan menempelkannya di papan.",
    "Keterangan yang sama dapat ditanyakan di loket pada hari kerja, pukul {hour} sampai 15.00.",
    "Tahun lalu kegiatan serupa hanya menjangkau {small} orang dalam {n} hari.",
    "Persoalan yang belum selesai adalah {cause}, dan itu di luar wewenang kami.",
    "Kami memeriksa ulang daftar bersama {people} supaya tidak ada nama yang tercatat dua kali.",
    "Peralatan dipinjam dari kantor, sedangkan {thing} disumbang oleh {people}.",
)
ITEMS = (
    "mendata {n} keluarga di {small} RT bersama {people}",
    "membagikan {thing} kepada {n} orang yang belum punya",
    "memeriksa {thing} dan mengganti {small} yang rusak",
    "mencatat keluhan {n} warga untuk dibahas dengan {people}",
    "menyiapkan jadwal bulan depan di `RW {small}`",
    "mengunjungi {small} rumah karena {cause}",
)
ROWS = ("Laki-laki", "Perempuan", "Anak di bawah 12 tahun", "Lansia", "Penyandang disabilitas")
STEPS = (
    "{People} memperbarui daftar paling lambat tanggal {small}.",
    "Pertemuan berikutnya membahas {thing} dan pembagian tugas {people}.",
    "Warga yang belum terlayani dikunjungi dalam {small} hari.",
    "Laporan biaya ditempel di papan pengumuman setelah {people} memeriksanya.",
)


# Filling gaps is slow compared with drawing; a few hundred forms per sentence are variety enough.
FORMS = 256


def sentence(text: str, rng: Random) -> str:
    """Return one of the forms of `text` with its gaps filled."""
    return _forms(text)[int(rng.random() * FORMS)]


@cache
def _forms(text: str) -> tuple[str, ...]:
    rng = Random(text)
    return tuple(_fill(text, rng) for _ in range(FORMS))


def _fill(text: str, rng: Random) -> str:
    people = rng.choice(PEOPLE)
    return text.format(
        hour=f"0{rng.randrange(7, 10)}.00",
        n=rng.randrange(40, 400),
        small=rng.randrange(2, 28),
        people=people,
        People=people[0].upper() + people[1:],
        thing=rng.choice(THINGS),
        cause=rng.choice(CAUSES),
        money=f"{rng.randrange(1, 20)}.{rng.randrange(100, 999)}",
    )


def _sentences(texts: tuple[str, ...], count: int, rng: Random) -> list[str]:
    """Return `count` different sentences, from a random start in a random direction."""
    start, step = int(rng.random() * len(texts)), (1, -1)[int(rng.random() * 2)]
    return [sentence(texts[(start + n * step) % len(texts)], rng) for n in range(count)]


def _paragraph(rng: Random, sentences: int) -> str:
    return " ".join(_sentences(SENTENCES, sentences, rng))


def _table(rng: Random) -> str:
    rows = "".join(
        f"| {label} | {5 + int(rng.random() * 85)} | {5 + int(rng.random() * 115)} |\n"
        for label in ROWS
    )
    return "| Peserta | Bulan lalu | Bulan ini |\n|---|---:|---:|\n" + rows


def body(rng: Random, links: tuple[tuple[str, str], ...]) -> str:
    """Return a report's Markdown of about 430 words: headings, lists, a table and the links."""
    (first, first_url), (second, second_url) = links
    items = "".join(f"- {text};\n" for text in _sentences(ITEMS, 5, rng))
    steps = "".join(
        f"{number}. {text}\n" for number, text in enumerate(_sentences(STEPS, 3, rng), 1)
    )
    return (
        f"{_paragraph(rng, 4)}\n\n## Yang dikerjakan\n\n{_paragraph(rng, 4)}\n\n"
        f"Dalam satu hari, petugas dan warga:\n\n{items}\n{_paragraph(rng, 3)}\n\n"
        f"## Hasil\n\n{_paragraph(rng, 4)}\n\n{_table(rng)}\n{_paragraph(rng, 2)}\n\n"
        f"### Kendala\n\n{_paragraph(rng, 3)} Kegiatan ini berjalan bersama "
        f"[{first}]({first_url}), dan aturannya dapat dibaca di [{second}]({second_url}).\n\n"
        f"## Langkah berikutnya\n\n{steps}\n{_paragraph(rng, 1)}\n"
    )
