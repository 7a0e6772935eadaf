"""Next steps with finished words: each, done to the letter, ends its problem and makes no new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from sitegen.i18n import translator
from sitegen.model import Problem
from sitegen.problems import PROBLEMS, hint
from sitegen.problems.kind import FIXES
from tests.conftest import CityFolder

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


class Case(Struct, frozen=True):
    """A file of a city with a problem; `after` must be in the file once the next step is done."""

    code: str
    path: str
    text: str
    after: str = ""
    beside: tuple[tuple[str, str | bytes], ...] = ()


KEYS = "judul: Posyandu Mawar\njenis: layanan"
CASES = (
    Case(
        "F001", REPORT, report('judul: "Posyandu Mawar\njenis: layanan'), 'judul: "Posyandu Mawar"'
    ),
    Case("F017", PROFILE, "layanan:\n  - nama: KTP\n biaya: Gratis\n", "    biaya: Gratis"),
    Case("F001", PROFILE, "layanan: [{nama: KTP}\n", "layanan: [{nama: KTP}]"),
    Case("F004", REPORT, report("jenis: layanan"), "judul: Posyandu"),
    Case("F005", REPORT, report("judul:\njenis: layanan"), "judul: Posyandu"),
    Case("F006", REPORT, report("judl: Posyandu Mawar\njenis: layanan"), "judul: Posyandu Mawar"),
    Case(
        "F007",
        REPORT,
        report(f"{KEYS}\nfoto:\n  - berkas: posyandu.jpg\nalt: Meja timbang"),
        "    alt: Meja timbang",
        ((f"{DAGO}/laporan/posyandu.jpg", b"picture"),),
    ),
    Case("F008", REPORT, report(f"{KEYS}\ntanggal: 11/25/2026"), "tanggal: 2026-11-25"),
    Case("F008", REPORT, report(f"{KEYS}\ntanggal: 3 Nov 26"), "tanggal: 2026-11-03"),
    Case("F008", REPORT, report(f"{KEYS}\ntanggal: 20261103"), "tanggal: 2026-11-03"),
    Case("F010", REPORT, report(f"{KEYS}\npeserta: sekitar 80 orang lebih"), "peserta: 80"),
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
        path.rename(root / words["rename"])
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    at = problem.where.line - 1
    if "created" in words:
        (root / words["created"]).write_text(words["lines"] + "\n", encoding="utf-8")
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


def of_file(problems: tuple[Problem, ...], path: str) -> list[Problem]:
    return [each for each in problems if each.where.path.startswith(path.rpartition("/")[0])]


@pytest.mark.parametrize("case", CASES, ids=[f"{at}-{c.code}" for at, c in enumerate(CASES)])
def test_a_finished_next_step_ends_the_problem_in_one_round(folder: CityFolder, case: Case) -> None:
    for path, content in case.beside:
        folder.write(path, content)
    folder.write(case.path, case.text)
    before = of_file(folder.build(write=False).problems, case.path)
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
    after = of_file(folder.build(write=False).problems, case.path)
    assert {p.code for p in after} <= {p.code for p in before} - {case.code}
    if case.after:
        assert case.after in (folder.root / case.path).read_text(encoding="utf-8")


def test_every_kind_with_a_finished_next_step_has_a_case() -> None:
    with_fix = {code for code, kind in PROBLEMS.items() if kind.fix}
    assert with_fix - {case.code for case in CASES} == set()


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
    found = {(p.code, p.where.line) for p in of_file(folder.build(write=False).problems, PROFILE)}
    assert {("F018", 2), ("F017", 3), ("F007", 4), ("F032", 5)} <= found


def test_all_slips_of_a_report_are_told_at_once(folder: CityFolder) -> None:
    folder.write(
        REPORT, report("judul: Kerja bakti: RW 04\njenis: bansos\nlokasi: @balai\npeserta: x")
    )
    found = {(p.code, p.where.line) for p in of_file(folder.build(write=False).problems, REPORT)}
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
    assert of_file(folder.build().problems, REPORT) == []
    page = folder.read("/kelurahan/dago/laporan/2026/11/posyandu/")
    assert "<title>Posyandu Mawar" in page
    assert "2 November 2026" in page


def test_lines_below_unicode_line_ends_have_the_numbers_of_the_editor(folder: CityFolder) -> None:
    folder.write(REPORT, report("judul: Posyandu\u2028Mawar\njenis: layanan\npeserta: banyak"))
    (told,) = of_file(folder.build(write=False).problems, REPORT)
    assert (told.where.line, told.excerpt) == (4, "peserta: banyak")


@pytest.mark.parametrize("word", ["rahasia", "xyz", "matahari"])
def test_no_word_of_the_list_is_proposed_where_none_is_near(folder: CityFolder, word: str) -> None:
    folder.write(REPORT, report(f"{KEYS}\ntopik: {word}"))
    (told,) = of_file(folder.build(write=False).problems, REPORT)
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
    (told,) = of_file(folder.build(write=False).problems, REPORT)
    assert dict(told.params)["line"] == f"topik: {meant}"
