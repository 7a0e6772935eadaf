"""`kunci_tambahan` of `site.yml`: a city's own keys are checked, shown, offered and listed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.city.config import Config, parse_config
from sitegen.cli.main import run
from sitegen.errors import ConfigError
from sitegen.keys.own import FIELDS, TYPES, OwnKey, fields_of
from sitegen.problems import PROBLEMS, is_error
from tests.conftest import SITE, CityFolder, told

City = Callable[[str], CityFolder]
ROOT = Path(__file__).resolve().parent.parent
OWN = """\
kunci_tambahan:
  - {nama: jumlah_rt, untuk: [profil], tipe: angka, label: Jumlah RT, satuan: RT}
  - {nama: sungai, untuk: [laporan], label: Sungai, arti: Sungai yang dibersihkan.}
  - {nama: kondisi, untuk: [laporan, dataset], pilihan: [Baik, Rusak ringan], nama_lain: [keadaan]}
  - {nama: formulir, untuk: halaman, tipe: tautan}
  - {nama: diperiksa, untuk: [dataset], tipe: tanggal}
  - {nama: dana_warga, untuk: [laporan], tipe: ya-tidak}
"""
CITY = f"""
-- site.yml --
{SITE}{OWN}
-- content/kelurahan/dago/unit.yml --
tentang: Kelurahan di Bandung utara.
jumlah_rt: 1.034,5
-- content/kelurahan/dago/laporan/2026-11-03-bersih.md --
---
judul: Warga membersihkan sungai
jenis: layanan
sungai: Cikapundung & anaknya
Keadaan: RUSAK  ringan
dana_warga: ya
---
Warga mengangkat sampah dari sungai. Dua truk membawanya ke tempat pembuangan.
-- content/kelurahan/dago/halaman/izin.md --
---
judul: Izin keramaian
formulir: https://izin.contoh.example/keramaian/
---
Izin keramaian diurus di loket satu.
-- content/kelurahan/dago/data/pohon.csv --
bulan,pohon
2026-01,72
2026-02,75
-- content/kelurahan/dago/data/pohon.yml --
judul: Pohon baru
kondisi: baik
diperiksa: 3 November 2026
"""
REPORT = "content/kelurahan/dago/laporan/2026-11-03-bersih.md"
PAGE = "/kelurahan/dago/laporan/2026/11/bersih/"


def fact(label: str, value: str) -> str:
    return f"<dt>{label}</dt>\n<dd>{value}</dd>"


def test_values_are_shown_with_label_and_unit(city: City) -> None:
    folder = city(CITY)
    problems = folder.build().problems
    assert [told(p) for p in problems if p.code not in {"D013", "D012"}] == []
    report = folder.read(PAGE)
    assert fact("Sungai", "Cikapundung &amp; anaknya") in report
    assert fact("Kondisi", "Rusak ringan") in report
    assert fact("Dana warga", "Ya") in report
    unit = folder.read("/kelurahan/dago/")
    assert "Tentang unit ini" in unit
    assert fact("Jumlah RT", "1.034,5 RT") in unit
    link = '<a href="https://izin.contoh.example/keramaian/">izin.contoh.example/keramaian</a>'
    assert fact("Formulir", link) in folder.read("/kelurahan/dago/halaman/izin/")
    dataset = folder.read("/kelurahan/dago/data/pohon/")
    assert fact("Kondisi", "Baik") in dataset
    assert fact("Diperiksa", "3 November 2026") in dataset


def test_templates_find_each_by_name(city: City) -> None:
    folder = city(
        CITY + "-- themes/kota/templates/report.html --\n"
        '{% if "sungai" in extra %}<p>{{ extra.sungai.label }}: {{ extra.sungai.value }}</p>'
        '{% endif %}{% if "izin" in extra %}x{% endif %}'
    )
    folder.build()
    assert folder.read(PAGE) == "<p>Sungai: Cikapundung &amp; anaknya</p>"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sunga: Citarum", "[F006] there is no key `sunga`; did you mean `sungai`?"),
        ("kondisi: hancur", "[F022] `kondisi: hancur` is not in the list: baik, rusak-ringan"),
        ("dana_warga: mungkin", "[F011] `dana_warga: mungkin` is neither yes nor no"),
        ("jumlah_rt: 3", "[F007] "),
        ("sungai: A\nSUNGAI: B", "[F003]|[F009]"),
    ],
)
def test_a_mistake_is_told_as_with_every_key(city: City, line: str, expected: str) -> None:
    folder = city(CITY)
    text = (folder.root / REPORT).read_text()
    kept = "\n".join(
        each for each in text.split("\n") if not each.startswith(("sungai", "Keadaan", "dana"))
    )
    folder.write(REPORT, kept.replace("jenis: layanan", f"jenis: layanan\n{line}"))
    problems = [p for p in folder.build().problems if p.where.path == REPORT]
    assert len(problems) == 1
    assert any(each in told(problems[0]) for each in expected.split("|"))
    assert not is_error(problems[0])
    assert "Warga membersihkan sungai" in folder.read(PAGE)


@pytest.mark.parametrize("typed", ["banyak", "34 RT", "1.2.3", "12,,5", "١٢"])
def test_a_number_that_is_none_is_told(city: City, typed: str) -> None:
    folder = city(CITY)
    folder.write("content/kelurahan/dago/unit.yml", f"jumlah_rt: {typed}\n")
    problems = [p for p in folder.build().problems if p.where.path.endswith("unit.yml")]
    assert [p.code for p in problems] == ["F049"]
    assert "Jumlah RT" not in folder.read("/kelurahan/dago/")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("34", "34"),
        ("1.250", "1.250"),
        ("12,5", "12,5"),
        ("2.5", "2,5"),
        ("-3", "-3"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_people_write_them(city: City, typed: str, shown: str) -> None:
    folder = city(CITY)
    folder.write("content/kelurahan/dago/unit.yml", f"jumlah_rt: {typed}\n")
    folder.build()
    assert fact("Jumlah RT", f"{shown} RT") in folder.read("/kelurahan/dago/")


def test_personal_data_in_an_own_key_hold_the_file_back(city: City) -> None:
    folder = city(CITY)
    number = "3273" + "014508900002"
    text = (folder.root / REPORT).read_text().replace("Cikapundung & anaknya", f"NIK {number}")
    folder.write(REPORT, text)
    result = folder.build()
    assert REPORT in result.held_back
    assert all(number.encode() not in data for data in folder.files().values())


def test_a_key_that_is_taken_away_leaves_the_page_without_it(city: City) -> None:
    folder = city(CITY)
    folder.build()
    folder.write("site.yml", SITE)
    problems = [p for p in folder.build().problems if p.where.path == REPORT]
    assert {p.code for p in problems} == {"F007"}
    assert "Cikapundung" not in folder.read(PAGE)
    clean = folder.files()
    folder.build(force=True)
    assert folder.files() == clean


def test_definitions_become_keys() -> None:
    own = config(OWN).own
    assert own[0] == OwnKey(
        name="jumlah_rt", files=("profil",), kind="angka", label="Jumlah RT", unit="RT"
    )
    assert own[2].kind == "pilihan"
    assert own[2].title == "Kondisi"
    assert [field.key for field in fields_of("laporan", own)[-3:]] == [
        "sungai",
        "kondisi",
        "dana_warga",
    ]
    assert fields_of("laporan", ()) is FIELDS["laporan"]


def config(text: str) -> Config:
    return parse_config((SITE + text).encode(), "site.yml")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("{nama: Jumlah RT, untuk: [profil]}", "it may have small letters"),
        ("{nama: 3t, untuk: [profil]}", "it may have small letters"),
        ("{nama: lokasi, untuk: [laporan]}", "these files have a key of this name already"),
        ("{nama: tempat, untuk: [profil, laporan]}", "these files have a key of this name already"),
        ("{nama: rt, untuk: [profil], nama_lain: [alamat]}", "these files have a key"),
        ("{nama: kondisi, untuk: [profil], tipe: pilihan}", "`tipe: pilihan` and `pilihan`"),
        ("{nama: kondisi, untuk: [profil], tipe: angka, pilihan: [a, b]}", "`tipe: pilihan` and"),
    ],
)
def test_a_definition_that_cannot_be_is_refused_with_one_that_can(entry: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config(f"kunci_tambahan:\n  - {entry}\n")
    (problem,) = caught.value.problems
    text = told(problem)
    assert text.startswith("site.yml:4:")
    assert reason in text
    right = text.partition("in this way: `")[2].rstrip("`")
    assert config(f"kunci_tambahan:\n  {right}\n").own


def test_two_definitions_of_one_name_are_told() -> None:
    twice = "kunci_tambahan:\n  - {nama: a, untuk: [profil]}\n  - {nama: a, untuk: [profil]}\n"
    with pytest.raises(ConfigError) as caught:
        config(twice)
    assert told(caught.value.problems[0]).startswith("site.yml:5:")


def test_scaffolds_offer_them_as_comments_that_pass(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(f"-- site.yml --\n{SITE}{OWN}\n-- tabel.csv --\nbulan,pohon\n2026-01,72\n")
    root = ["--root", str(folder.root), "--lang", "en"]
    day = ["--date", "2026-11-03", "--kind", "layanan"]
    assert run(["new", "unit", "kelurahan/dago", *root]) == 0
    assert run(["new", "laporan", "dago", "Warga membersihkan sungai", *day, *root]) == 0
    assert run(["new", "data", "dago", "--from", str(folder.root / "tabel.csv"), *root]) == 0
    capsys.readouterr()
    dago = folder.root / "content/kelurahan/dago"
    profile = (dago / "unit.yml").read_text()
    assert "# Jumlah RT (RT). Example: 34\n#jumlah_rt:\n" in profile
    report = next((dago / "laporan").rglob("*.md")).read_text()
    assert "# Sungai yang dibersihkan. Example: ...\n#sungai:\n" in report
    assert "# Kondisi. One of: Baik, Rusak ringan\n#kondisi:\n" in report
    assert "#diperiksa:\n" in (dago / "data/tabel.yml").read_text()
    assert not [p for p in folder.build(drafts=True).problems if is_error(p)]


def test_all_keys_are_listed_and_own_ones_marked(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city(CITY)
    assert run(["list", "kunci", "--root", str(folder.root), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "file\tkey\tother names\ttype\town\tmeaning"
    assert "profil\tjumlah_rt\t-\tangka\t1\tJumlah RT" in lines
    assert "laporan\tkondisi\tkeadaan\tpilihan\t1\tKondisi" in lines
    assert len(lines) == 1 + sum(map(len, FIELDS.values())) + 7
    assert run(["list", "kunci", "--root", str(folder.root), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["items"]
    assert {row["key"] for row in rows if row["own"]} == {
        *("jumlah_rt", "sungai", "kondisi", "formulir", "diperiksa", "dana_warga")
    }


def test_examples_of_the_problems_show_what_they_say(city: City) -> None:
    for code, key in (("F047", ""), ("F048", "kunci_tambahan:\n  ")):
        with pytest.raises(ConfigError) as caught:
            config(f"{key}{PROBLEMS[code].wrong}\n")
        assert [each.code for each in caught.value.problems] == [code]
        assert config(f"{key}{PROBLEMS[code].right}\n")
    own = "kunci_tambahan: [{nama: luas_wilayah, untuk: [profil], tipe: angka}]\n"
    folder = city(f"-- site.yml --\n{SITE}{own}")
    for text, codes in ((PROBLEMS["F049"].wrong, ["F049"]), (PROBLEMS["F049"].right, [])):
        folder.write("content/kelurahan/dago/unit.yml", f"{text}\n")
        assert [each.code for each in folder.build().problems] == codes


def test_each_snippet_of_the_page_about_them_works(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs/words-and-keys.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    settings = "".join(text for kind, text in blocks if kind == "yaml")
    template = next(text for kind, text in blocks if kind == "html")
    folder = city(CITY + f"-- themes/kota/templates/report.html --\n{template}")
    folder.write("site.yml", SITE + settings)
    assert config(settings).words
    folder.build()
    assert "<p>Sungai: Cikapundung &amp; anaknya</p>" in folder.read(PAGE)
    for line in (text.strip() for kind, text in blocks if kind == "sh"):
        assert run([*line.split()[1:], "--root", str(folder.root)]) == 0
    assert "jumlah_rt" in capsys.readouterr().out
    assert run(["theme", "check", "--root", str(folder.root)]) == 1  # no record of the copy alone
    assert capsys.readouterr().out.count("[T0") == 1


def test_every_type_has_a_converter() -> None:
    from sitegen.keys.field import CONVERTERS

    assert set(TYPES.values()) <= CONVERTERS.keys()
