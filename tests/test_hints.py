"""Next steps with finished words: each, done to the letter, ends its problem and makes no new one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import Struct
from PIL import Image

from sitegen.city.config import read_config
from sitegen.cli.main import run
from sitegen.cli.report_scaffold import NewReport, make_report
from sitegen.i18n import translator
from sitegen.model import Problem, Where
from sitegen.problems import PROBLEMS, hint
from sitegen.problems.kind import FIXES
from sitegen.serve.notes import Origin, as_line, note
from tests.conftest import SITE, CityFolder
from tests.pdf import pdf

DAGO = "content/kelurahan/dago"
REPORT = f"{DAGO}/laporan/2026-11-03-posyandu.md"
PROFILE = f"{DAGO}/unit.yml"
TABLE = f"{DAGO}/data/kunjungan.csv"
DESCRIPTION = f"{DAGO}/data/kunjungan.yml"
ROWS = "bulan,kunjungan\n2026-01,72\n2026-02,75\n"
REST = """\
deskripsi: Balita yang ditimbang
lisensi: CC-BY-4.0
cakupan: Kelurahan Dago
kontak: Loket kelurahan
satuan: balita
kolom:
  - {nama: bulan, tipe: bulan}
  - {nama: kunjungan, tipe: bulat}
"""
SOURCE = "sumber: Puskesmas Dago\n"
OFTEN = "frekuensi: bulanan\n"
PERIOD = "periode: {awal: 2026-01, akhir: 2026-02}\n"
BODY = "Penimbangan selesai sebelum tengah hari. Semua balita sudah ditimbang.\n"


def report(keys: str, body: str = BODY) -> str:
    return f"---\n{keys}\n---\n{body}"


def picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(stream, "JPEG")
    return stream.getvalue()


class Case(Struct, frozen=True):
    """A file of a city with a problem; `after` must be in the file once the next step is done."""

    code: str
    path: str
    text: str
    after: str = ""
    beside: tuple[tuple[str, str | bytes], ...] = ()
    # Warnings that cannot be told while the file is held back.
    then: frozenset[str] = frozenset()


PICTURE = picture()
OWN_KEY = ("site.yml", f"{SITE}kunci_tambahan: [{{nama: jumlah_rt, untuk: profil, tipe: angka}}]\n")
# Told by `sitegen theme check` alone; tests/test_theme_copies.py does what they say.
OF_THEMES = {"T012", "T014"}
JFIF = (f"{DAGO}/laporan/a.jfif", PICTURE)
KEYS = "judul: Posyandu Mawar\njenis: layanan"
CASES = (
    *(
        Case(code, TABLE, rows, then=frozenset({"D012", "D013"}))
        for code, rows in (
            ("D017", "bulan,kunjungan,sasaran\n2026-01,1.250,1.300\n2026-02,1.310,1.400\n"),
            ("D021", "tanggal,kunjungan\n1/2/2026,72\n3/4/2026,75\n"),
            (
                "D070",
                "kecamatan;penduduk\nCoblong;131.627\nAndir;50.36\nRegol;95.11\nCicendo;98.206\n",
            ),
            ("D073", "tanggal,kejadian\n45292,Banjir\n45323,Longsor\n45324,Banjir\n"),
            ("C020", "kelas,putra,putri\nMawar,115,605\nMelati,120,745\nKenanga,99,650\n"),
        )
    ),
    Case(
        "D035",
        DESCRIPTION,
        f"judul: Kunjungan\nskema: posyand\n{SOURCE}{OFTEN}{PERIOD}{REST}",
        "skema: posyandu",
        (
            (TABLE, ROWS),
            ("data/skema/posyandu.yml", "kolom:\n  - {nama: bulan, tipe: bulan}\n"),
        ),
    ),
    Case(
        "C013",
        REPORT,
        report(
            KEYS, f"{BODY}\n```grafik\njenis: garis\ndata: kunjungn\nx: bulan\ny: kunjungan\n```\n"
        ),
        "data: kunjungan\n",
        ((TABLE, ROWS),),
    ),
    Case("G001", REPORT, report(f"{KEYS}\nfoto: A.JPG\nfoto_alt: Meja"), "foto: a.jfif", (JFIF,)),
    Case("G001", REPORT, report(f"{KEYS}\nfoto: a.jpg\nfoto_alt: Meja"), "foto: a.jfif", (JFIF,)),
    Case(
        "G001",
        REPORT,
        report(KEYS, f"{BODY}\n![Meja timbang](a.jpg)\n"),
        "![Meja timbang](../halaman/a.jpg)",
        ((f"{DAGO}/halaman/a.jpg", PICTURE),),
    ),
    Case(
        "G013",
        REPORT,
        report(f"{KEYS}\nfoto: a.gif\nfoto_alt: Meja"),
        "foto: a.jfif",
        (JFIF, (f"{DAGO}/laporan/a.gif", b"GIF89a")),
    ),
    Case(
        "M004", REPORT, report(KEYS, f"{BODY}\n[Kota](bandung.go.id)\n"), "(https://bandung.go.id)"
    ),
    Case(
        "M004",
        REPORT,
        report(KEYS, f"{BODY}\n[SK](sk-posyandu-2025.pdf)\n"),
        "(sk-posyandu-2026.pdf)",
        ((f"{DAGO}/laporan/sk-posyandu-2026.pdf", pdf("Isi")),),
    ),
    *(
        Case("M006", REPORT, report(KEYS, f"{BODY}\n[Kota]({slip})\n"), f"({right})")
        for slip, right in (
            ("https:/kota.example/a", "https://kota.example/a"),
            ("http:kota.example", "http://kota.example"),
            ("htps://kota.example", "https://kota.example"),
            ("//kota.example/a", "https://kota.example/a"),
        )
    ),
    Case(
        "M006",
        REPORT,
        report(KEYS, f"{BODY}\n[SK](file:///C:/Users/Siti/sk.pdf)\n"),
        "(sk.pdf)",
        ((f"{DAGO}/laporan/sk.pdf", pdf("Isi")),),
    ),
    Case(
        "M004",
        REPORT,
        report(KEYS, f"{BODY}\n[Kota](https//kota.example)\n"),
        "(https://kota.example)",
    ),
    *(
        Case("M016", REPORT, report(KEYS, f"{BODY}\n{slip}\n"), right)
        for slip, right in (
            ("**Tempat:**Balai RW", "**Tempat:** Balai RW"),
            ("**Palu **Dalam rangka", "**Palu** Dalam rangka"),
            ("kata** tebal** dan", "kata **tebal** dan"),
            ("** tebal ** saja", "**tebal** saja"),
            ("kata**(a)**", "kata **(a)**"),
        )
    ),
    Case(
        "M019",
        REPORT,
        report(
            KEYS, f"{BODY}\n[biaya](#hasil-dan-baya)\n\n## Hasil dan biaya\n\nTidak ada biaya.\n"
        ),
        "(#hasil-dan-biaya)",
    ),
    Case("F038", REPORT, report(f"{KEYS}\npublished: false"), "draf: ya"),
    *(
        Case("F040", REPORT, report(f"{KEYS}\nkode_wilayah: {code}"), "kode_wilayah: 32.73.02.1004")
        for code in ("3273021004", "32-73-02-1004", "32 73 02 1004")
    ),
    Case(
        "M010",
        REPORT,
        report(KEYS, f"{BODY}\n[Undangan](undangan.docx)\n"),
        "(undangan.pdf)",
        (
            (f"{DAGO}/laporan/undangan.docx", b"PK"),
            (f"{DAGO}/laporan/undangan.pdf", pdf("Isi")),
        ),
    ),
    *(
        Case("U014", f"{DAGO}/{path}", text)
        for path, text in (
            ("laporan/2026-11-05-uji.md.txt", report(KEYS)),
            ("laporan/2026-11-05-uji.txt", report(KEYS)),
            ("2026-11-05-uji.txt", report(KEYS)),
            ("halaman/syarat.txt", report("judul: Syarat")),
            ("Laporan/2026/2026-11-05-uji.md", report(KEYS)),
            ("2026-11-05-uji.md", report(KEYS)),
            ("data/2026-11-05-uji.md", report(KEYS)),
            ("syarat.md", report("judul: Syarat")),
            ("Unit.yml", "alamat: Jalan Dago\n"),
            ("profil.yml", "alamat: Jalan Dago\n"),
        )
    ),
    Case(
        "F001", REPORT, report('judul: "Posyandu Mawar\njenis: layanan'), 'judul: "Posyandu Mawar"'
    ),
    Case("F001", PROFILE, "layanan:\n  - nama: KTP\n biaya: Gratis\n", "    biaya: Gratis"),
    Case("F001", PROFILE, "layanan: [{nama: KTP}\n", "layanan: [{nama: KTP}]"),
    Case("F004", REPORT, report("jenis: layanan"), "judul: Posyandu"),
    Case("F005", REPORT, report("judul:\njenis: layanan"), "judul: Posyandu"),
    Case("F006", REPORT, report("judl: Posyandu Mawar\njenis: layanan"), "judul: Posyandu Mawar"),
    *(
        Case("F006", REPORT, report(f"{KEYS}\n{line}"), f"\n{right}\n")
        for line, right in (
            ("jumlah peserta: 84", "peserta: 84"),
            ("tempat kegiatan: Balai RW 02", "lokasi: Balai RW 02"),
            ("Hari/Tanggal: Selasa, 3 November 2026", "tanggal: Selasa, 3 November 2026"),
        )
    ),
    Case(
        "F007",
        REPORT,
        report(f"{KEYS}\nfoto:\n  - berkas: posyandu.jpg\nalt: Meja timbang"),
        "    alt: Meja timbang",
        ((f"{DAGO}/laporan/posyandu.jpg", PICTURE),),
    ),
    Case("F008", REPORT, report(f"{KEYS}\ntanggal: 11/25/2026"), "tanggal: 2026-11-25"),
    Case("F008", REPORT, report(f"{KEYS}\ntanggal: 3 Nov 26"), "tanggal: 2026-11-03"),
    Case("F008", REPORT, report(f"{KEYS}\ntanggal: 20261103"), "tanggal: 2026-11-03"),
    # No date can be meant: the one in the file's name holds without the key too.
    Case("F008", REPORT, report(f"{KEYS}\ntanggal: 31-02-2026"), "tanggal: 2026-11-03"),
    Case("F037", REPORT, report(f"{KEYS}\ntanggal: 2062-11-03"), "tanggal: 2026-11-03"),
    Case("F010", REPORT, report(f"{KEYS}\npeserta: sekitar 80 orang lebih"), "peserta: 80"),
    Case("F049", PROFILE, "jumlah_rt: ada 34 RT\n", "jumlah_rt: 34", (OWN_KEY,)),
    Case(
        "F013",
        REPORT,
        report("judul: *Kerja Bakti RW 05*\njenis: layanan"),
        "judul: Kerja Bakti RW 05",
    ),
    Case(
        "F013",
        REPORT,
        report("judul: !Penting Loket tutup\njenis: layanan"),
        'judul: "!Penting Loket tutup"',
    ),
    Case(
        "F017",
        REPORT,
        report("judul: Kerja bakti: RW 04\njenis: layanan"),
        'judul: "Kerja bakti: RW 04"',
    ),
    Case(
        "F017", REPORT, report("judul: 'Jum'at bersih'\njenis: layanan"), 'judul: "Jum\'at bersih"'
    ),
    Case("F018", REPORT, report("\tjudul: Posyandu\njenis: layanan"), "judul: Posyandu"),
    Case(
        "F018", REPORT, report("judul: @kel.dago buka\njenis: layanan"), 'judul: "@kel.dago buka"'
    ),
    Case("F019", REPORT, report("jenis: layanan\njudul Posyandu Mawar"), "judul: Posyandu Mawar"),
    Case("F019", REPORT, report("jenis: layanan\njudul:Posyandu Mawar"), "judul: Posyandu Mawar"),
    Case(
        "F019", REPORT, report("judul: Kerja bakti\nwarga RW 04\njenis: layanan"), "  warga RW 04"
    ),
    Case("F022", REPORT, report("judul: A\njenis: layanan\ntopik: umkm"), "topik: ekonomi-umkm"),
    Case("F022", REPORT, report("judul: A\njenis: bansos"), "jenis: bantuan"),
    Case(
        "F022",
        REPORT,
        report("judul: A\njenis: rapat\ntopik: [pajak, pkk]"),
        "[keuangan-daerah, keluarga]",
    ),
    Case(
        "F022",
        DESCRIPTION,
        f"judul: Kunjungan\nfrekuensi: tiap bulan\n{SOURCE}{PERIOD}{REST}",
        "frekuensi: bulanan",
        ((TABLE, ROWS),),
    ),
    Case(
        "F023",
        DESCRIPTION,
        f"judul: Kunjungan\nperiode: Januari - Oktober 2026\n{SOURCE}{OFTEN}{REST}",
        "periode:\n  awal: Januari 2026\n  akhir: Oktober 2026",
        ((TABLE, ROWS),),
    ),
    Case("F023", PROFILE, "ppid: Sekretaris\n", "ppid:\n  pejabat: Sekretaris"),
    Case("F025", REPORT, f"---\n{KEYS}\n\n{BODY}", "jenis: layanan\n---\n"),
    Case(
        "F030",
        REPORT,
        report(
            "judul: Lomba RW 04\njenis: layanan\nringkasan: Warga ikut lomba #BersihItuSehat RW 04"
        ),
        '"Warga ikut lomba #Bersih',
    ),
    Case(
        "F034",
        REPORT,
        report("judul: Lomba #BersihItuSehat RW 04\njenis: layanan"),
        '"Lomba #Bersih',
    ),
    Case("F031", REPORT, BODY, "---\njudul: Posyandu\n---\nPenimbangan"),
    Case(
        "F032",
        PROFILE,
        "kepala: {jabatan: Lurah, nama: Contoh Nama, S.IP., M.Si.}\n",
        'kepala: {jabatan: Lurah, nama: "Contoh Nama, S.IP., M.Si."}',
    ),
    Case(
        "F032",
        DESCRIPTION,
        "judul: Kunjungan\nsumber: {nama: Register, Kelurahan Dago, tautan: https://a.example}\n"
        f"{OFTEN}{PERIOD}{REST}",
        'sumber: {nama: "Register, Kelurahan Dago", tautan: https://a.example}',
        ((TABLE, ROWS),),
    ),
    Case("F033", REPORT, f"\u2014\u2014\u2014\n{KEYS}\n\u2014\u2014\u2014\n{BODY}", "---\njudul"),
    Case("F033", REPORT, f"----\n{KEYS}\n---\n{BODY}", "---\njudul"),
    *(
        Case("F027", f"{DAGO}/laporan/{name}.md", report(KEYS))
        for name in (
            "2026-11-05 Kerja Bakti",
            "2026-11-05_uji",
            "Laporan Kerja Bakti 5 Nov 2026",
            "20260221-rapat",
            "2026-2-3-x",
            "2026-02-07",
        )
    ),
)


def mend(root: Path, problem: Problem) -> None:
    """Do what the next step of a problem says."""
    words = {name: value for name, value in problem.params if name in FIXES}
    path = root / problem.where.path
    if "rename" in words:
        (root / words["rename"]).parent.mkdir(parents=True, exist_ok=True)
        path.rename(root / words["rename"])
        return
    if "created" in words:
        (root / words["created"]).write_text(words["lines"] + "\n", encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    at = problem.where.line - 1
    if "instead" in words:
        old = dict(problem.params).get("file") or dict(problem.params)["found"]
        lines[at] = lines[at].replace(old, words["instead"])
        path.write_text("\n".join(lines), encoding="utf-8")
        return
    if "line" in words or "lines" in words:
        lines[at : at + 1] = (words.get("line") or words["lines"]).split("\n")
    elif "above" in words:
        lines[at:at] = words["above"].split("\n")
    elif "below" in words:
        lines[at + 1 : at + 1] = words["below"].split("\n")
    else:
        start = 1 if lines[0] == "---" else 0
        lines[start:start] = [words["added"]]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def folder(city: Callable[[str], CityFolder]) -> CityFolder:
    return city("")


def of_unit(problems: tuple[Problem, ...]) -> list[Problem]:
    return [each for each in problems if each.where.path.startswith(DAGO)]


@pytest.mark.parametrize("case", CASES, ids=[f"{at}-{c.code}" for at, c in enumerate(CASES)])
def test_a_finished_next_step_ends_the_problem_in_one_round(folder: CityFolder, case: Case) -> None:
    for path, content in case.beside:
        folder.write(path, content)
    folder.write(case.path, case.text)
    before = of_unit(folder.build(write=False).problems)
    told = [each for each in before if each.code == case.code]
    assert told, [each.code for each in before]
    for problem in dict.fromkeys((p.where.line, p.params) for p in told):
        each = next(p for p in told if (p.where.line, p.params) == problem)
        finished = {name: value for name, value in each.params if name in FIXES}
        assert finished, each
        for lang in ("id", "en"):
            assert all(v in hint(each, translator(lang)) for v in finished.values())
    for each in sorted(
        {(p.where.line, p.params): p for p in told}.values(), key=lambda p: -p.where.line
    ):
        mend(folder.root, each)
    after = of_unit(folder.build(write=False).problems)
    assert {p.code for p in after} <= {p.code for p in before} - {case.code} | case.then
    if case.after:
        assert case.after in (folder.root / case.path).read_text(encoding="utf-8")


def test_every_kind_with_a_finished_next_step_has_a_case() -> None:
    with_fix = {code for code, kind in PROBLEMS.items() if kind.fix}
    assert with_fix - {case.code for case in CASES} == OF_THEMES


@pytest.mark.parametrize("name", ["banjir.jpg", "#1 banjir.jpg", "- banjir (2).jpg"])
@pytest.mark.parametrize("place", ["foto", "data", "arsip/2026"])
def test_a_picture_where_nothing_reads_it_is_shown_after_its_next_step(
    folder: CityFolder, place: str, name: str
) -> None:
    folder.write(f"{DAGO}/{place}/{name}", PICTURE)
    folder.write(REPORT, report(KEYS))
    (problem,) = of_unit(folder.build(write=False).problems)
    assert problem.code == "G014"
    (line,) = re.findall("`(foto: .*)`", hint(problem, translator("id")))
    (folder.root / DAGO / place / name).rename((folder.root / REPORT).parent / name)
    folder.write(REPORT, report(f"{KEYS}\n{line}\nfoto_alt: Air di jalan"))
    assert of_unit(folder.build().problems) == []
    assert "<img" in folder.read("/kelurahan/dago/laporan/2026/11/posyandu/")


@pytest.mark.parametrize("name", ["jadwal.pdf", "jadwal loket (1).pdf"])
@pytest.mark.parametrize("place", ["berkas", "data", ""])
def test_a_document_where_nothing_reads_it_is_linked_after_its_next_step(
    folder: CityFolder, place: str, name: str
) -> None:
    path = f"{DAGO}/{place}/{name}".replace("//", "/")
    folder.write(path, pdf("Isi"))
    folder.write(REPORT, report(KEYS))
    (problem,) = of_unit(folder.build(write=False).problems)
    assert problem.code == "L013"
    (link,) = re.findall(r"`(\[.*\))`", hint(problem, translator("id")))
    (folder.root / path).rename((folder.root / REPORT).parent / name)
    folder.write(REPORT, report(KEYS, f"{BODY}\n{link}\n"))
    assert of_unit(folder.build().problems) == []
    assert ".pdf" in folder.read("/kelurahan/dago/laporan/2026/11/posyandu/")


@pytest.mark.parametrize(
    "name", ["kerja-bakti", "2026-02-30-x", "5 Nov 2026 - 7 Nov 2026", "rw-05"]
)
def test_no_date_is_made_up_for_a_report_without_one(folder: CityFolder, name: str) -> None:
    folder.write(f"{DAGO}/laporan/{name}.md", report(KEYS))
    told = [p for p in folder.build(write=False).problems if p.code == "F027"]
    assert len(told) == 1
    assert not FIXES & {param for param, _ in told[0].params}


def test_a_date_that_is_none_is_answered_with_the_form_and_no_date(folder: CityFolder) -> None:
    folder.write(REPORT, report(f"{KEYS}\nkedaluwarsa: besok"))
    (told,) = (p for p in folder.build(write=False).problems if p.code == "F008")
    assert "2026" not in hint(told, translator("id"))


def test_all_slips_of_a_profile_are_told_at_once(folder: CityFolder) -> None:
    folder.write(
        PROFILE,
        "alamat: Jalan Dago\n\ttelepon: 022\ntentang: Kelurahan Dago: melayani warga\n"
        "jam: Senin\nkepala: {jabatan: Lurah, nama: Contoh, S.IP.}\n",
    )
    found = {(p.code, p.where.line) for p in of_unit(folder.build(write=False).problems)}
    assert {("F018", 2), ("F017", 3), ("F007", 4), ("F032", 5)} <= found


def test_all_slips_of_a_report_are_told_at_once(folder: CityFolder) -> None:
    folder.write(
        REPORT, report("judul: Kerja bakti: RW 04\njenis: bansos\nlokasi: @balai\npeserta: x")
    )
    found = {(p.code, p.where.line) for p in of_unit(folder.build(write=False).problems)}
    assert found == {("F017", 2), ("F022", 3), ("F018", 4), ("F010", 5)}


@pytest.mark.parametrize(
    "keys",
    [
        "judul:\u00a0Posyandu Mawar\ntanggal: \u200e2026-11-02",
        "judul: \u200bPosyandu Mawar\u200f\ntanggal:\ufeff2026-11-02",
        "\u200bjudul: Posyandu Mawar\ntanggal: \u20602026-11-02\u200e",
        'judul:\u202f"Posyandu Mawar"\ntanggal: "\u200e2026-11-02"',
    ],
)
def test_signs_that_nobody_sees_change_nothing(folder: CityFolder, keys: str) -> None:
    folder.write(REPORT, report(f"{keys}\njenis: layanan"))
    assert of_unit(folder.build().problems) == []
    page = folder.read("/kelurahan/dago/laporan/2026/11/posyandu/")
    assert "<title>Posyandu Mawar" in page
    assert "2 November 2026" in page


def test_lines_below_unicode_line_ends_have_the_numbers_of_the_editor(folder: CityFolder) -> None:
    folder.write(REPORT, report("judul: Posyandu\u2028Mawar\njenis: layanan\npeserta: banyak"))
    (told,) = of_unit(folder.build(write=False).problems)
    assert (told.where.line, told.excerpt) == (4, "peserta: banyak")


@pytest.mark.parametrize("word", ["rahasia", "xyz", "matahari"])
def test_no_word_of_the_list_is_proposed_where_none_is_near(folder: CityFolder, word: str) -> None:
    folder.write(REPORT, report(f"{KEYS}\ntopik: {word}"))
    (told,) = of_unit(folder.build(write=False).problems)
    assert "`" not in hint(told, translator("en"))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("umkm", "ekonomi-umkm"),
        ("pajak", "keuangan-daerah"),
        ("pkk", "keluarga"),
        ("kamtibmas", "keamanan"),
        ("musrenbang", "pemerintahan"),
        ("gotong royong", "lingkungan"),
        ("kebersihan", "lingkungan"),
        ("keagamaan", "sosial"),
        ("keamanan-ketertiban", "keamanan"),
        ("kesehatn", "kesehatan"),
    ],
)
def test_what_people_call_a_topic_is_its_proposal(
    folder: CityFolder, word: str, meant: str
) -> None:
    folder.write(REPORT, report(f"{KEYS}\ntopik: {word}"))
    (told,) = of_unit(folder.build(write=False).problems)
    assert dict(told.params)["line"] == f"topik: {meant}"


@pytest.mark.parametrize(
    ("name", "typed"), [("kaf\u00e9", "kafe\u0301"), ("kafe\u0301", "kaf\u00e9")]
)
def test_names_are_found_in_either_form_of_their_accents(
    folder: CityFolder, name: str, typed: str
) -> None:
    folder.write(f"{DAGO}/laporan/{name}.jpg", PICTURE)
    folder.write(f"{DAGO}/laporan/{name}.pdf", pdf("Isi"))
    folder.write(f"{DAGO}/halaman/{name}.md", report("judul: Kaf\u00e9"))
    folder.write(f"{DAGO}/data/{name}.csv", ROWS)
    folder.write(f"{DAGO}/data/{typed}.yml", f"judul: Kunjungan\n{SOURCE}{OFTEN}{PERIOD}{REST}")
    links = f"[SK]({typed}.pdf), [Kafe](../halaman/{typed}.md) dan [data](../data/{typed}.csv)."
    folder.write(REPORT, report(f"{KEYS}\nfoto: {typed}.jpg\nfoto_alt: Meja", f"{BODY}\n{links}\n"))
    assert [p.code for p in of_unit(folder.build(write=False).problems)] == []


def test_a_chart_may_name_the_file_of_its_table(folder: CityFolder) -> None:
    folder.write(f"{DAGO}/data/Kunjungan Posyandu.csv", ROWS)
    block = "```grafik\njenis: garis\ndata: Kunjungan Posyandu.csv\nx: bulan\ny: kunjungan\n```\n"
    folder.write(REPORT, report(KEYS, f"{BODY}\n{block}"))
    assert "C013" not in {p.code for p in folder.build(write=False).problems}


def test_a_photo_of_another_site_is_told_as_one(folder: CityFolder) -> None:
    folder.write(REPORT, report(f"{KEYS}\nfoto: https://kota.example/a.jpg\nfoto_alt: Meja"))
    assert [p.code for p in of_unit(folder.build(write=False).problems)] == ["G003"]


def test_a_picture_of_a_kind_that_is_not_read_holds_nothing_back(folder: CityFolder) -> None:
    folder.write(f"{DAGO}/laporan/peta.svg", "<svg/>")
    folder.write(REPORT, report(f"{KEYS}\nfoto: peta.svg\nfoto_alt: Peta"))
    result = folder.build()
    assert ("G013" in {p.code for p in result.problems}, result.held_back) == (True, ())


def test_a_file_with_nothing_alike_but_its_ending_is_not_proposed(folder: CityFolder) -> None:
    folder.write(f"{DAGO}/laporan/sk-posyandu.pdf", pdf("Isi"))
    folder.write(REPORT, report(KEYS, f"{BODY}\n[A](renja.pdf) [B](C:\\\\data\\\\renja.pdf)\n"))
    told = [p for p in folder.build(write=False).problems if p.code in {"M004", "M006"}]
    assert len(told) == 2
    assert not any(FIXES & {name for name, _ in p.params} for p in told)


def test_several_photos_may_stand_in_one_value(folder: CityFolder) -> None:
    for name in ("a.jpg", "b.png"):
        folder.write(f"{DAGO}/laporan/{name}", PICTURE)
    folder.write(REPORT, report(f"{KEYS}\nfoto: a.jpg, b.png\nfoto_alt: Meja timbang"))
    assert of_unit(folder.build().problems) == []
    assert folder.read("/kelurahan/dago/laporan/2026/11/posyandu/").count("<img") == 2


def test_a_waiting_text_excuses_only_the_files_that_it_names(folder: CityFolder) -> None:
    for name in ("dipakai.jpg", "sisa.jpg"):
        folder.write(f"{DAGO}/laporan/{name}", PICTURE)
    for name in ("dipakai.pdf", "sisa.pdf"):
        folder.write(f"{DAGO}/laporan/{name}", pdf("Isi"))
    keys = f"{KEYS}\nkedaluwarsa: 2026-11-20\nfoto: dipakai.jpg\nfoto_alt: Meja"
    folder.write(REPORT, report(keys, f"{BODY}\n[SK](dipakai.pdf)\n"))
    found = {(p.code, p.where.path.rpartition("/")[2]) for p in folder.build().problems}
    assert found == {("G005", "sisa.jpg"), ("M011", "sisa.pdf")}


def test_days_come_first_in_a_table_of_an_indonesian_program(folder: CityFolder) -> None:
    folder.write(f"{DAGO}/data/jadwal.csv", "tanggal;jumlah\n1/2/2026;3\n3/4/2026;5\n")
    assert "D021" not in {p.code for p in folder.build(write=False).problems}
    folder.write(f"{DAGO}/data/jadwal.csv", "tanggal,jumlah\n1/2/2026,3\n3/4/2026,5\n")
    assert "D021" in {p.code for p in folder.build(write=False).problems}


def test_a_link_to_a_document_is_shown_with_its_own_name(folder: CityFolder) -> None:
    folder.write(f"{DAGO}/laporan/SK Lurah No. 5 (scan).pdf", pdf("Isi"))
    folder.write(REPORT, report(KEYS))
    (told,) = (p for p in folder.build(write=False).problems if p.code == "M011")
    link = "[SK Lurah No. 5 scan](<SK Lurah No. 5 (scan).pdf>)"
    assert f"`{link}`" in hint(told, translator("id"))
    folder.write(REPORT, report(KEYS, f"{BODY}\n{link}\n"))
    assert of_unit(folder.build(write=False).problems) == []


def test_a_title_in_quiet_letters_keeps_the_names_of_units(folder: CityFolder) -> None:
    folder.write(REPORT, report("judul: KERJA BAKTI DI KELURAHAN DAGO KECAMATAN COBLONG"))
    (told,) = (p for p in folder.build(write=False).problems if p.code == "R004")
    quiet = "Kerja bakti di Kelurahan Dago Kecamatan Coblong"
    assert dict(told.params)["suggestion"] == quiet


def test_a_new_report_has_no_remark_behind_a_value(folder: CityFolder) -> None:
    title = NewReport(unit="dago", title="Kerja bakti", date=date(2026, 11, 3), kind="layanan")
    (path,) = make_report(folder.root, title, read_config(folder.root), translator("id"))
    keys = path.read_text(encoding="utf-8").split("---")[1]
    switched_on = re.sub(r"^# (?=[a-z_]+: )", "", keys, flags=re.MULTILINE)
    assert "  #" not in switched_on


def test_a_quiet_check_names_a_text_that_waits(
    folder: CityFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write(REPORT, report(f"{KEYS}\ndraf: ya"))
    assert run(["check", "-q", "--root", str(folder.root)]) == 0
    assert REPORT in capsys.readouterr().out


def test_the_date_in_the_name_of_a_photo_is_shown(folder: CityFolder) -> None:
    name = "WhatsApp Image 2026-11-03 at 08.12.33.jpeg"
    folder.write(f"{DAGO}/laporan/{name}", PICTURE)
    text = f"{BODY}Rekening BJB 0012345678901.\n"
    folder.write(REPORT, report(f"{KEYS}\nfoto: {name}", text))
    (told,) = (p for p in folder.build(write=False).problems if p.code == "G002")
    assert dict(told.params)["file"] == name


def test_the_terminal_beside_the_server_numbers_its_lines() -> None:
    where = Where(path="a.md", line=27, column=3)
    told = note(Problem(code="F006", where=where, excerpt="judl: A"), Origin(), translator("en"))
    assert "  27 | judl: A" in as_line(told, translator("en"))
