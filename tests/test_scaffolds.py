"""What `sitegen new` makes: it passes the check, publishes nothing invented, and replaces nothing."""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.cli.main import run
from sitegen.cli.writing import one_line, quoted
from sitegen.datasets.describing import description_command
from sitegen.keys.yamltext import Mapping, Scalar, parse_yaml
from sitegen.problems import is_error
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
TABLE = "bulan,kunjungan (orang),luas\nJanuari,80,1.5\nFebruari,90,2.5\n"
DATA = "content/kelurahan/dago/data"
REPORTS = "content/kelurahan/dago/laporan/2026"
ODD = ["null", "~", "yes", "2026", "2026-11-03", "Kerja: bakti", 'Pasar "Kaget"', "It's", "#1",
       "a # b", "🎉", "* bintang *", "[a](b)", "{a: b}", "& dan", "!tag", "%", "@x", "`x`", "| x",
       "> x", "? x", "a\tb\nc", "\u202ebalik", "\u200b1", "C:\\x", "- x", "---", "é" * 90]  # fmt: skip


def made(folder: CityFolder, what: str, *arguments: str) -> int:
    return run(["new", what, "--root", str(folder.root), *arguments])


def errors(folder: CityFolder) -> list[str]:
    result = folder.build(write=False, drafts=True)
    return [told(problem) for problem in result.problems if is_error(problem.code)]


def test_reports_of_odd_titles_pass_the_check_and_keep_their_titles(city: Make) -> None:
    folder = city("")
    for day, title in enumerate(ODD, 1):
        more = ["--date", f"2026-{1 + day // 28:02}-{1 + day % 28:02}", "--kind", "layanan"]
        assert made(folder, "laporan", "dago", *more, "--", title) == 0
    assert errors(folder) == []
    titles = "".join(p.read_text() for p in sorted((folder.root / REPORTS).glob("*.md")))
    assert titles.count("judul: ") == len(ODD)
    assert 'judul: "null"\n' in titles
    assert 'judul: "Kerja: bakti"\n' in titles


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_one_value_of_yaml(text: str) -> None:
    line = one_line(text)
    node = parse_yaml(f"judul: {quoted(line)}\n")
    assert isinstance(node, Mapping)
    value = node.entries[0][1]
    assert isinstance(value, Scalar)
    assert (value.text, value.remark) == (line, False)


@pytest.mark.parametrize("title", ["", "  ", "\u200b"])
def test_a_report_without_a_title_is_not_made(title: str, city: Make) -> None:
    folder = city("")
    assert made(folder, "laporan", "dago", title, "--lang", "en") == 2
    assert not (folder.root / "content/kelurahan").exists()


def test_a_title_with_personal_data_is_refused_without_being_shown(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    number = "3273" + "014508900002"
    assert made(folder, "laporan", "dago", f"NIK {number}", "--kind", "layanan") == 2
    assert not (folder.root / "content/kelurahan").exists()
    out, err = capsys.readouterr()
    assert number not in out + err


def test_a_new_report_stays_away_from_old_addresses(city: Make) -> None:
    folder = city(
        "-- content/kelurahan/dago/halaman/profil.md --\n---\njudul: Profil\n"
        "alias: [/kelurahan/dago/laporan/2026/02/Jumat-Bersih/]\n---\nIsi halaman.\n"
    )
    arguments = ["--date", "2026-02-06", "--kind", "layanan"]
    assert made(folder, "laporan", "dago", "Jumat bersih", *arguments) == 0
    assert [p.name for p in (folder.root / REPORTS).iterdir()] == ["2026-02-06-jumat-bersih-6.md"]


def test_a_new_report_has_no_value_that_nobody_wrote(city: Make) -> None:
    folder = city(
        "-- site.yml --\nnama: Kota Contoh\nalamat_situs: https://a.example\nzona_waktu: WITA\n"
    )
    arguments = ["--date", "2026-02-06", "--kind", "layanan"]
    assert made(folder, "laporan", "dago", "Jumat bersih", *arguments) == 0
    text = (folder.root / REPORTS / "2026-02-06-jumat-bersih.md").read_text()
    live = [line for line in text.split("---")[1].split("\n") if line and line[0] != "#"]
    assert live == ["judul: Jumat bersih", "tanggal: 2026-02-06", "jenis: layanan", "draf: ya"]
    assert not re.search("Bandung|Dago|WIB", text)


def test_on_a_terminal_kinds_are_listed_and_an_unknown_one_is_asked_again(city: Make) -> None:
    folder = city("")
    command = [sys.executable, "-m", "sitegen", "new", "laporan", "dago", "Jumat bersih"]
    ours, theirs = pty.openpty()
    try:
        asked = subprocess.Popen(
            [*command, "--root", str(folder.root), "--date", "2026-11-20", "--lang", "en"],
            stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        os.write(ours, b"kerja bakti\nsosialisas\n\n")
        printed, _ = asked.communicate(timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert asked.returncode == 0, printed
    assert "1 layanan, 2 pembangunan, 3 sosialisasi" in printed
    assert "`kerja bakti` is not in the list; do you mean" in printed
    assert "do you mean `sosialisasi`?" in printed
    assert "jenis: sosialisasi\n" in next((folder.root / REPORTS).iterdir()).read_text()


@pytest.mark.parametrize(
    "name",
    ["kunjungan.csv", "REKAP PELAYANAN 2026 (FIX).csv", "a 'b' $c.csv", "-x.csv", "ré.sumé.csv"],
)
def test_the_command_of_the_hint_describes_that_very_table(
    name: str, city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = city("")
    folder.write(f"{DATA}/{name}", TABLE)
    folder.write(f"{DATA}/lain.csv", TABLE)
    folder.write(f"{DATA}/lain.yml", "judul: Lain\n")
    (hint,) = [told(p) for p in folder.build(write=False).problems if p.code == "D010"]
    command = re.findall(r"run `sitegen (.+)` in the city", hint)[0]
    monkeypatch.chdir(folder.root)
    assert run(shlex.split(command)) == 0
    assert [told(p) for p in folder.build(write=False).problems if p.code == "D010"] == []
    assert errors(folder) == []
    described = (folder.root / DATA / name).with_suffix(".yml").read_text()
    assert (
        "- nama: kunjungan (orang)\n" in described or '- nama: "kunjungan (orang)"\n' in described
    )
    assert "satuan: orang\n" in described
    assert "tipe: desimal" in described
    live = "\n".join(line for line in described.split("\n") if line[:1] != "#")
    assert not re.search(r"\b\d", live.replace("2026", ""))


def test_without_a_name_each_table_without_description_gets_one(city: Make) -> None:
    folder = city("")
    for name in ("satu.csv", "Dua 2.csv", "tiga.csv"):
        folder.write(f"{DATA}/{name}", TABLE)
    folder.write(f"{DATA}/tiga.yml", "judul: Tiga\n")
    assert made(folder, "data", "dago") == 0
    assert {p.name for p in (folder.root / DATA).glob("*.yml")} == {
        "satu.yml",
        "Dua 2.yml",
        "tiga.yml",
    }
    assert (folder.root / DATA / "tiga.yml").read_text() == "judul: Tiga\n"
    assert made(folder, "data", "dago") == 2


def test_a_name_that_messages_may_not_show_is_left_out_of_the_command() -> None:
    number = "3273" + "014508900002"
    path = f"content/kelurahan/dago/data/{number}.csv"
    assert description_command(path) == "sitegen new data kelurahan/dago"


@pytest.mark.parametrize("name", ["rekap-2026-fix", "REKAP 2026 (FIX)", "REKAP 2026 (FIX).csv"])
def test_a_table_is_found_by_slug_name_and_file_name(name: str, city: Make) -> None:
    folder = city("")
    folder.write(f"{DATA}/REKAP 2026 (FIX).csv", TABLE)
    assert made(folder, "data", "dago", name) == 0
    assert (folder.root / DATA / "REKAP 2026 (FIX).yml").exists()


def test_without_a_table_nothing_is_written_and_the_next_step_is_named(
    city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    assert made(folder, "data", "dago", "kunjungan warga", "--lang", "en") == 2
    assert f"{DATA}/kunjungan-warga.csv" in capsys.readouterr().err
    assert not (folder.root / "content/kelurahan").exists()


def test_a_table_with_personal_data_is_not_copied(
    city: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = city("")
    number = "3273" + "014508900002"
    (tmp_path / "a.csv").write_text(f"nik,rt\n{number},1\n{number[:-1]}3,2\n")
    assert made(folder, "data", "dago", "--from", str(tmp_path / "a.csv")) == 2
    out, err = capsys.readouterr()
    assert number not in out + err
    assert not (folder.root / "content/kelurahan").exists()


def test_new_units_publish_nothing_of_their_own(city: Make) -> None:
    folder = city("")
    assert made(folder, "unit", "--all") == 0
    before = folder.build(write=False)
    assert [told(problem) for problem in before.problems] == []
    for key in ("skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa"):
        profile = (folder.root / "content" / key / "unit.yml").read_text()
        assert [line for line in profile.split("\n") if line and line[0] != "#"] == []
        assert (folder.root / "content" / key / "laporan/.gitkeep").exists()
    assert made(folder, "unit", "--all") == 0
    assert made(folder, "unit", "dago", "sekeloa") == 2


def filled_in(path: Path) -> str:
    """A file of a template of which every example was made a value, as it stands there."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(lines):
        example = re.search(r"Contoh: (.+)$", line)
        if line.startswith("# ") and example and lines[at + 1].startswith("#"):
            lines[at + 1] = f"{lines[at + 1][1:]} {example[1]}"
    return "\n".join(lines)


def test_examples_that_were_left_in_a_report_and_a_profile_are_told_one_by_one(city: Make) -> None:
    folder = city("")
    more = ["--date", "2026-02-06", "--kind", "layanan"]
    assert made(folder, "laporan", "dago", "Kerja bakti", *more) == 0
    assert made(folder, "unit", "dago") == 0
    report = f"{REPORTS}/2026-02-06-kerja-bakti.md"
    text = filled_in(folder.root / report)
    folder.write(report, text.replace("draf: ya\n", ""))
    profile = "content/kelurahan/dago/unit.yml"
    folder.write(profile, filled_in(folder.root / profile))
    left = [(p.where.path, p.where.line) for p in folder.build(write=False).problems
            if p.code == "R002"]  # fmt: skip
    for path in (report, profile):
        lines = (folder.root / path).read_text(encoding="utf-8").split("\n")
        wanted = [at + 2 for at, line in enumerate(lines[:-1]) if "Contoh: " in line]
        assert [line for where, line in left if where == path][: len(wanted)] == wanted


@pytest.mark.parametrize("name", ['Baru: Dua, "x"', "null", "#a", "a;b", "a\nb"])
def test_a_unit_of_an_odd_name_passes_the_check(name: str, city: Make) -> None:
    folder = city("")
    more = ["--code", "32.73.02.1009", "--parent", "coblong", "--name", name]
    assert made(folder, "unit", "kelurahan/baru", *more) == 0
    assert errors(folder) == []


def test_a_new_row_has_the_separator_and_the_order_of_the_register(city: Make) -> None:
    folder = city("")
    register = "nama;id;jenis;kode_wilayah\r\nCoblong;coblong;kecamatan;32.73.02\r\n"
    folder.write("data/units.csv", "\ufeff" + register)
    assert made(folder, "unit", "skpd/dinkes", "--name", "Dinas; Kesehatan") == 0
    after = (folder.root / "data/units.csv").read_bytes().decode("utf-8-sig")
    assert after == register + '"Dinas; Kesehatan";dinkes;skpd;\r\n'


def test_a_new_city_has_the_zone_and_the_owners_that_were_named(tmp_path: Path) -> None:
    folder = tmp_path / "kota"
    options = ["--timezone", "WITA", "--owner", "@kominfo", "--name", "Kota: Dua #1"]
    options += ["--base-url", "https://dua.example"]
    assert run(["new", "city", str(folder), *options]) == 0
    assert "zona_waktu: WITA\n" in (folder / "site.yml").read_text()
    assert 'kota: ["@kominfo"]\n' in (folder / "data/pemilik.yml").read_text()
    texts = "".join(p.read_text() for p in folder.rglob("*.*") if p.is_file())
    live = "\n".join(line for line in texts.split("\n") if line[:1] != "#")
    assert not re.search("Bandung|Dago|WIB|[Mm]ekarsari|kota.example", live)
    assert not re.search("Bandung|Dago|[Mm]ekarsari|kota.example", texts)
    assert run(["check", "--strict", "--root", str(folder), "--jobs", "1"]) == 0


NEW = ("--name", "Kota Dua", "--base-url", "https://dua.example")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_new_city_publishes_nothing_that_nobody_said(lang: str, tmp_path: Path) -> None:
    folder = CityFolder(tmp_path / "kota", tmp_path / "kota/build")
    assert run(["new", "city", str(folder.root), *NEW, "--language", lang]) == 0
    settings = (folder.root / "site.yml").read_text(encoding="utf-8")
    assert [line for line in settings.split("\n") if line and line[0] != "#"] == [
        "nama: Kota Dua",
        "alamat_situs: https://dua.example",
        "zona_waktu: WIB",
        f"bahasa: {lang}",
    ]
    assert (folder.root / "data/units.csv").read_text(encoding="utf-8").count("\n") == 1
    assert list((folder.root / "content").iterdir()) == [folder.root / "content/.gitkeep"]
    assert [told(problem) for problem in folder.build().problems] == []
    step = {"id": "Langkah berikutnya", "en": "Next steps"}[lang]
    assert step in (folder.root / "build/index.html").read_text(encoding="utf-8")


def test_each_setting_of_a_new_city_can_be_uncommented(tmp_path: Path) -> None:
    folder = CityFolder(tmp_path / "kota", tmp_path / "kota/build")
    assert run(["new", "city", str(folder.root), *NEW]) == 0
    settings = (folder.root / "site.yml").read_text(encoding="utf-8")
    folder.write("site.yml", settings.replace("#slogan:", "slogan: Terbuka"))
    assert folder.build(write=False).problems == ()


def test_a_name_and_an_address_that_nobody_gave_are_told_by_every_build(tmp_path: Path) -> None:
    folder = CityFolder(tmp_path / "kota", tmp_path / "kota/build")
    assert run(["new", "city", str(folder.root)]) == 0
    lines = (folder.root / "site.yml").read_text(encoding="utf-8").split("\n")
    for _ in range(2):
        left = [(p.code, p.where.path, lines[p.where.line - 1]) for p in folder.build().problems]
        assert left == [
            ("R002", "site.yml", "nama: Nama Kota"),
            ("R002", "site.yml", "alamat_situs: https://alamat-situs.example"),
        ]


def test_words_of_a_template_are_told_in_the_settings_too(city: Make) -> None:
    folder = city(
        "-- site.yml --\nnama: Kota Dua\nalamat_situs: https://dua.example\nslogan: Lorem ipsum\n"
        "tautan_kaki:\n  - {nama: ..., tautan: /data/}\n"
    )
    step = "write what is true here in its place, or remove it"
    assert [told(problem) for problem in folder.build(write=False).problems] == [
        f"site.yml:{place}: [R002] `{words}` is left from a template = {step}"
        for place, words in (("3:9", "Lorem ipsum"), ("5:12", "..."))
    ]


def test_the_home_page_says_what_comes_next_until_something_is_published(city: Make) -> None:
    folder = city("")
    home = folder.output / "index.html"
    folder.build()
    assert "4 unit" in home.read_text(encoding="utf-8")
    assert "sitegen new laporan" in home.read_text(encoding="utf-8")
    folder.write(
        f"{REPORTS}/2026-11-03-posyandu.md",
        "---\njudul: Posyandu\ntanggal: 2026-11-03\njenis: layanan\n---\nBalita ditimbang di balai.\n",
    )
    folder.build()
    assert "sitegen new laporan" not in home.read_text(encoding="utf-8")


def test_on_a_terminal_a_new_city_asks_for_what_was_not_given(tmp_path: Path) -> None:
    folder = tmp_path / "kota"
    command = [sys.executable, "-m", "sitegen", "new", "city", str(folder), "--lang", "en"]
    ours, theirs = pty.openpty()
    try:
        asked = subprocess.Popen(
            command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        os.write(ours, b"\nKota Tiga\nhttps://tiga.example\nWIT\nen\n@kominfo\n")
        printed, _ = asked.communicate(timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert asked.returncode == 0, printed
    settings = (folder / "site.yml").read_text(encoding="utf-8")
    for line in ("nama: Kota Tiga", "zona_waktu: WIT", "bahasa: en"):
        assert f"{line}\n" in settings, printed
    assert '"@kominfo"' in (folder / "data/pemilik.yml").read_text(encoding="utf-8")


def test_a_new_city_without_an_owner_has_no_list_of_owners(tmp_path: Path) -> None:
    assert run(["new", "city", str(tmp_path / "kota")]) == 0
    assert not (tmp_path / "kota/data/pemilik.yml").exists()
    assert run(["new", "city", str(tmp_path / "lain"), "--owner", "@kominfo/tim x"]) == 2
    assert not (tmp_path / "lain").exists()


def test_a_workflow_that_lets_nobody_in_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kota"
    assert run(["new", "city", str(folder)]) == 0
    assert run(["new", "workflow", "github", "--root", str(folder), "--lang", "en"]) == 0
    assert "until then the workflow refuses every change" in capsys.readouterr().out


def test_the_day_of_a_report_is_the_one_named(city: Make) -> None:
    folder = city("")
    assert made(folder, "laporan", "dago", "Rapat", "--kind", "rapat") == 0
    (file,) = (folder.root / "content/kelurahan/dago/laporan").rglob("*.md")
    assert abs((date.fromisoformat(file.name[:10]) - date.today()).days) <= 1  # noqa: DTZ011 - a day off is right at midnight


@pytest.mark.parametrize(("word", "kind"), [("bansos", "bantuan"), ("rapat koordinasi", "rapat")])
def test_a_kind_in_other_words_is_proposed(word: str, kind: str) -> None:
    from sitegen.cli.report_scaffold import proposal

    assert proposal(word, ("layanan", "bantuan", "rapat")) == kind
