"""Labelled snippets of the sorts that reports hold. Every person and number in them is made up.

A number that identifies somebody is drawn from a seed and has the right shape; what must not be
taken for one is drawn from the same seed, so that it is neither picked nor spared.
"""
# ruff: noqa: S311 - the seed makes the examples; nothing is secret

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

PROVINCES = (11, 12, 13, 14, 16, 18, 31, 32, 33, 34, 35, 36, 51, 61, 71, 73, 81, 91, 94, 96)
NAMES = ("Siti Contoh", "Budi Misal", "Asep Umpama", "Dewi Rekaan", "Ujang Andai")


@dataclass(frozen=True)
class Example:
    """A snippet and the kinds of personal data in it, in their order."""

    text: str
    kinds: tuple[str, ...] = ()


def resident(random: Random, *, woman: bool = False) -> str:
    """Return a made-up NIK: its serial number is higher than any that is given out."""
    area = f"{random.choice(PROVINCES)}{random.randint(1, 29):02}{random.randint(1, 30):02}"
    day = random.randint(1, 28) + (40 if woman else 0)
    return f"{area}{day:02}{random.randint(1, 12):02}{random.randint(0, 99):02}99{random.randint(10, 99)}"


def grouped(number: str, *lengths: int, sign: str = " ") -> str:
    """Return a number in groups of these lengths."""
    parts, at = [], 0
    for length in lengths:
        parts.append(number[at : at + length])
        at += length
    return sign.join(parts)


RESIDENT_FORMS: tuple[Callable[[str], str], ...] = (
    str,
    lambda n: grouped(n, 4, 4, 4, 4),
    lambda n: grouped(n, 6, 6, 4),
    lambda n: grouped(n, 6, 6, 4, sign="-"),
    lambda n: grouped(n, 2, 2, 2, 6, 4, sign="."),
    lambda n: grouped(n, 2, 2, 2, 2, 2, 2, 4, sign="-"),
    lambda n: grouped(n, 6, 10, sign="\u00a0"),
    lambda n: grouped(n, 8, 8, sign="\u2009"),
    lambda n: grouped(n, 5, 6, 5, sign="\u200b"),
    lambda n: grouped(n, 4, 4, 4, 4, sign="\u2011"),
    lambda n: n.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)}),
    lambda n: grouped(n, 4, 4, 4, 4, sign="&nbsp;"),
    lambda n: f"**{n}**",
    lambda n: grouped(n, 1, 3, 3, 3, 3, 3, sign="."),
    lambda n: grouped(n, *[1] * 16),
)
RESIDENT_SENTENCES = (
    "NIK {}",
    "NIK: {}",
    "Ibu Siti (NIK {}) menerima bantuan.",
    "nik {}, warga RW 04",
    "{} atas nama warga RT 02",
    "1. {}",
    "| 3 | Siti | {} | RW 02 |",
    "No. KTP {}",
    "judul: Penyerahan bantuan {}",
    "![KTP {} di meja](meja.jpg)",
)
FAMILY_SENTENCES = (
    "No. KK {}",
    "Nomor KK: {}",
    "kartu keluarga nomor {} sudah dicetak",
    "NKK {}",
    "No KK. {} (lima jiwa)",
)
TAX_FORMS: tuple[Callable[[str], str], ...] = (
    lambda n: f"{n[:2]}.{n[2:5]}.{n[5:8]}.{n[8]}-{n[9:12]}.{n[12:]}",
    lambda n: f"{n[:2]},{n[2:5]},{n[5:8]},{n[8]}-{n[9:12]},{n[12:]}",
    lambda n: f"{n[:2]}.{n[2:5]}.{n[5:8]}.{n[8]}.{n[9:12]}.{n[12:]}",
    lambda n: f"{n[:2]} {n[2:5]} {n[5:8]} {n[8]} {n[9:12]} {n[12:]}",
    lambda n: f"NPWP {n}",
    lambda n: f"NPWP: 0{n}",
    lambda n: f"NPWP {n[:2]},{n[2:5]},{n[5:8]},{n[8]},{n[9:11]}",
    lambda n: f"NITKU 0{n}000001",
)
ACCOUNT_SENTENCES = (
    "transfer ke rekening BJB {}",
    "No. Rek. {} a.n. panitia",
    "norek {}",
    "rekening bank nomor {} atas nama bendahara RW",
    "Rek BRI: {}",
    "Donasi lewat BCA {}",
    "bank bjb {} a.n. posyandu",
    "no rekening : {}",
)
ACCOUNT_FORMS: tuple[Callable[[str], str], ...] = (
    lambda n: n[:13],
    lambda n: n[:10],
    lambda n: n[:15],
    lambda n: grouped(n[:15], 4, 2, 6, 2, 1, sign="-"),
)
AGED = (
    "{}/P/11 th",
    "an: {}/L/45 thn",
    "Korban luka: {} (P/8 tahun), dirawat di puskesmas",
    "{} / L / 6 bln",
    "1. {}/P/72 th, patah tulang",
    "pasien {} (L, 34 th) dirujuk",
)
SERVANT_SENTENCES = ("NIP {}", "NIP. {}", "Lurah, {}", "Camat (NIP: {})")
MOBILES = (
    "0812{}", "0857-{}", "+62 813 {}", "62821{}", "0896 {}", "(0878) {}", "+62-852-{}", "https://wa.me/62811{}",
)  # fmt: skip
TELEPHONE_SENTENCES = ("Hubungi Ibu Siti {}.", "HP {}", "WA: {}", "info {} (Asep)")
LANDLINES = ("(022) 55501{:02}", "telp 022-55501{:02}", "Telepon: 022 55501{:02}")
PROVIDERS = ("gmail.com", "yahoo.co.id", "yahoo.com", "hotmail.com", "outlook.com", "ymail.com")
MAIL_SENTENCES = ("kirim ke {}", "E-mail: {}", "({})", "[tulis](mailto:{})")


def positives() -> Iterator[Example]:
    """Yield snippets with personal data."""
    random = Random(1)
    for at in range(120):
        number = resident(random, woman=at % 2 == 0)
        form = RESIDENT_FORMS[at % len(RESIDENT_FORMS)]
        sentence = RESIDENT_SENTENCES[(at // 3) % len(RESIDENT_SENTENCES)]
        yield Example(sentence.format(form(number)), ("nik",))
    for at in range(20):
        number = resident(random)
        form = RESIDENT_FORMS[at % 7]
        yield Example(FAMILY_SENTENCES[at % len(FAMILY_SENTENCES)].format(form(number)), ("kk",))
    for at in range(40):
        number = f"{random.randint(1, 99):02}{random.randint(0, 10**13 - 1):013}"
        yield Example(f"CV Contoh, {TAX_FORMS[at % len(TAX_FORMS)](number)}", ("npwp",))
    for at in range(40):
        number = f"{random.randint(0, 10**15 - 1):015}"
        sentence = ACCOUNT_SENTENCES[at % len(ACCOUNT_SENTENCES)]
        yield Example(sentence.format(ACCOUNT_FORMS[(at // 8) % 4](number)), ("rekening",))
    for at in range(30):
        yield Example(AGED[at % len(AGED)].format(NAMES[at % len(NAMES)]), ("nama-umur",))
    for at in range(32):
        birth = f"19{random.randint(60, 99)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
        start = f"20{random.randint(0, 24):02}{random.randint(1, 12):02}"
        rest = (f"{random.randint(1, 2)}", f"{random.randint(1, 20):03}")
        sign = ("", " ", ".", "\u00a0")[at // 4 % 4]
        text = sign.join((birth, start, *rest))
        yield Example(SERVANT_SENTENCES[at % len(SERVANT_SENTENCES)].format(text), ("nip",))
    for at in range(48):
        number = MOBILES[at % len(MOBILES)].format(f"{random.randint(10**6, 10**8 - 1)}")
        yield Example(TELEPHONE_SENTENCES[at // 8 % 4].format(number), ("telepon",))
    for at in range(12):
        yield Example(f"Kantor {LANDLINES[at % 3].format(at)}", ("telepon",))
    for at in range(24):
        name = NAMES[at % len(NAMES)].lower().replace(" ", ("." if at % 2 else "_"))
        address = f"{name}{at}@{PROVIDERS[at % len(PROVIDERS)]}"
        yield Example(MAIL_SENTENCES[at % 4].format(address), ("surel",))
    for text in ("NIK 3,27E+15", "No KK: 3.27301E+15", "| NIK | 3,5E+15 |", "npwp 1,23457E+14"):
        yield Example(text, ("angka-rusak",))


# What people made of the rules after these were written: (text, kind), with {} for a name or number.
VARIANTS = (
    ("{name} (45 th, L)", "nama-umur"),
    ("{name}/Pr/11 th", "nama-umur"),
    ("{name}/Lk/40 th", "nama-umur"),
    ("{lower}/p/11 th", "nama-umur"),
    ("{name} (laki-laki, 45 tahun)", "nama-umur"),
    ("Korban bernama {name} (32 tahun, perempuan) dirawat", "nama-umur"),
    ("{name}, P, 11 th", "nama-umur"),
    ("{name}, 63 thn, L, RT 02", "nama-umur"),
    ("NIK {commas}", "nik"),
    ("{commas} atas nama warga", "nik"),
    ("NIK {lettered}", "nik"),
    ("KTP nomor {lettered}", "nik"),
    ("Donasi ke Mandiri {account} a.n. {name}", "rekening"),
    ("Dana ke {account} (BCA) a.n. {name}", "rekening"),
    ("Infak: Mandiri {account} atas nama {name}", "rekening"),
    ("kirim ke {account} BRI", "rekening"),
    ("Transfer via CIMB {account}", "rekening"),
    ("{mail}(at)gmail(dot)com", "surel"),
    ("{mail} [at] yahoo [dot] co [dot] id", "surel"),
)


def variants() -> Iterator[Example]:
    """Yield three snippets of each variant."""
    random = Random(3)
    for text, kind in VARIANTS:
        for _ in range(3):
            name, number = random.choice(NAMES), resident(random)
            at = random.choice([at for at in range(2, 16) if number[at] in "01"] or [0])
            letter = {"0": "O", "1": "l"}.get(number[at], number[at])
            yield Example(
                text.format(
                    name=name,
                    lower=name.lower(),
                    mail=name.lower().replace(" ", "."),
                    commas=grouped(number, 1, 3, 3, 3, 3, 3, sign=","),
                    lettered=number[:at] + letter + number[at + 1 :],
                    account=f"13100{random.randint(0, 10**8 - 1):08}",
                ),
                (kind,),
            )


PLAIN = (
    "kode wilayah {pp}.{kk:02}.{cc:02}.1{n:03}",
    "kode {pp}{kk:02}{cc:02}1{n:03}",
    "BPS {pp}{kk:02}{n3:03}{n:03}",
    "id BPS {pp}{kk:02}{n3:03}",
    "{pp},{kk:02}.{cc:02},Kecamatan Contoh,{big}",
    "anggaran: {big}",
    "Anggaran Rp{dots} dari APBD 2026",
    "Rp {dots},00 (termasuk pajak)",
    "nilai kontrak Rp. {dots}",
    "Rp {pp}.{three}.{three}.{three}.{three}",
    "rekening belanja 5.1.02.01.01.00{kk:02} sebesar Rp {dots}",
    "kode rekening 5.1.02.02.01.00{kk:02}",
    "sub kegiatan 1.02.01.2.06.00{kk:02}",
    "rekening listrik {long10}",
    "commit {hash}",
    "![foto](https://scontent.example/v/t1/{fb}_{fb2}_n.jpg)",
    "foto: {fb}_{fb2}_n.jpg",
    "![meja](IMG-202601{kk:02}-WA00{cc:02}.jpg)",
    "https://contoh.example/berita/{long16}",
    "[peta](https://maps.example/?q={lat},{lon})",
    "koordinat {lat}, {lon}",
    "{lat},{lon}",
    "uuid {uuid}",
    "2026-{m:02}-{d:02} 08.00-{h}.30 WIB",
    "{d:02}-{m:02}-2025 s.d. {d:02}-{m:02}-2026",
    "{d:02}-{m:02}-2025 - {d:02}-{m:02}-2026",
    "waktu: {d}-{d2} Juli 2026, 07.30-16.00 WIB",
    "Tahun 2021, 2022, 2023, 2024, 2025, dan 2026",
    "| 2022 | 2023 | 2024 | {big} | {n3} |",
    "No. 470/{n}/Kel.Dg/{m}/2026",
    "Nomor: {n3}/{kk}/PW.01/2026",
    "NIB {long13}",
    "ISBN 978-602-{n3}-{n}-{d}",
    "Hubungi 112 atau 1500-{n3}",
    "Layanan 14{n3}, jam 08.00-15.00",
    "dago@bandung.go.id",
    "ppid.kel{n}@kota.example",
    "sampah {dots} ton, naik {d},{kk} persen",
    "jumlah KK {n3}, jiwa {big}",
    "Warga membawa KTP dan KK, {n3} orang",
    "fotokopi KTP 1 lembar, KK 2 lembar, 2026",
    "NIK pemohon ditulis 16 digit: 3273xxxxxxxxxxxx",
    "NPWP 00.000.000.0-000.000 (contoh pengisian)",
    "peserta {n} (L {d}, P {d2})",
    "juara lomba kategori P/{d} tahun",
    "RT 0{d}/RW {m:02}, {n3} m2",
    "plat D {n4} AB",
    "transaksi {long16}",
    "resi {long14}",
    "IMEI {long15}",
    "luas {lat} ha; volume 1,{n3}E+{d}",
    "pagu 3,{n3}E+12 rupiah",
    "versi 1.{d}.{m}.{n3}",
    "10.{d}.{m}.{n3}:8080",
    "Bank sampah induk {long10}",
    "jumlah rekening {long13}",
    "bank data {long10} baris",
    "Seorang warga ({d} tahun, L) dirujuk",
    "pasien (P, {d} th) sembuh",
    "korban laki-laki ({d} tahun)",
    "peserta laki-laki, {n} tahun ini, perempuan {n3}",
    "Desa Mandiri {n3} hektare, tahun 2026",
    "KUBE Maju Mandiri NIB {long13}",
    "rapat (pukul 10.00) at kantor",
    "data ini 1,{three},{three},{three} rupiah",
)


def negatives() -> Iterator[Example]:
    """Yield snippets without personal data, each sort twelve times with other figures."""
    random = Random(2)
    for sort in PLAIN:
        for _ in range(12):
            yield Example(sort.format(**_figures(random)))


def _figures(random: Random) -> dict[str, object]:
    def figure(length: int) -> str:
        return f"{random.randint(10 ** (length - 1), 10**length - 1)}"

    code = f"{random.getrandbits(160):040x}"
    return {
        "pp": random.choice(PROVINCES),
        "kk": random.randint(1, 29),
        "cc": random.randint(1, 30),
        "n": random.randint(1, 199),
        "n3": figure(3),
        "n4": figure(4),
        "three": figure(3),
        "big": figure(random.randint(7, 11)),
        "dots": f"{random.randint(10**6, 10**12):,}".replace(",", "."),
        "hash": code,
        "uuid": f"{code[:8]}-{code[8:12]}-{code[12:16]}-{code[16:20]}-{code[20:32]}",
        "fb": figure(9),
        "fb2": figure(random.randint(15, 22)),
        "lat": f"-{random.uniform(5, 9):.{random.randint(4, 7)}f}",
        "lon": f"{random.uniform(95, 141):.{random.randint(4, 7)}f}",
        "m": random.randint(1, 12),
        "d": random.randint(1, 28),
        "d2": random.randint(1, 28),
        "h": random.randint(10, 16),
        "long10": figure(10),
        "long13": figure(13),
        "long14": figure(14),
        "long15": figure(15),
        "long16": figure(16),
    }


EXAMPLES = (*positives(), *variants(), *negatives())
