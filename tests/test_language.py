"""The command line in the language of its user."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from sitegen.cli.language import CLICK_TEXTS, city_language
from sitegen.cli.main import cli, run
from sitegen.i18n import catalogue_bytes, parse_catalogue
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
# Texts of Click that nobody can get to see here: prompts, colours, and mistakes of programmers.
NEVER = {
    "(dynamic)",
    "Aborted!",
    "Argument {name!r} takes {nargs} values.",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Confirm the action without prompting.",
    "Could not determine name for option with declarations {decls!r}",
    "Could not open file {filename!r}: {message}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Do you want to continue?",
    "Error: The two entered values do not match.",
    "Invalid start character for option ({option})",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
    "Press any key to continue...",
    "Repeat for confirmation",
    "Takes {nargs} values but 1 was given.",
    "Takes {nargs} values but {len} were given.",
    "Unknown color {colour!r}",
    "Value must be an iterable.",
    "deprecated",
    "env var: {var}",
    "unknown error",
    "%(prog)s, version %(version)s",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    "{name} {filename!r} is not executable.",
    "{value!r} is not a valid UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    run(list(arguments))
    out, err = capsys.readouterr()
    return out + err


def test_every_text_of_click_that_can_be_seen_is_translated() -> None:
    texts = set()
    for name in MODULES:
        file = importlib.import_module(f"click.{name}").__file__
        assert file is not None
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if called and node.func.id in {"_", "ngettext"}:  # type: ignore[attr-defined]  # a call
                parts = node.args  # type: ignore[attr-defined]  # a call
                texts |= {p.value for p in parts if isinstance(p, ast.Constant) and p.value != 1}
    own = {"[OPTIONS]", "COMMAND [ARGS]..."}
    assert texts - NEVER == set(CLICK_TEXTS) - own


def test_the_catalogue_is_read_as_babel_reads_it() -> None:
    (data,) = catalogue_bytes()
    single, plural = parse_catalogue(data.decode())
    babel = read_po(data.decode().splitlines(keepends=True), locale="id")
    entries = [message for message in babel if message.id]
    assert single == {str(m.id): m.string for m in entries if isinstance(m.id, str)}
    assert plural == {m.id[0]: m.string[0] for m in entries if isinstance(m.id, tuple)}


def test_a_catalogue_may_have_escapes_long_texts_and_gaps() -> None:
    text = 'msgid ""\nmsgstr "kepala"\n\nmsgid "a\\t\\"b\\""\nmsgstr ""\n"satu\\n"\n"dua"\n\nmsgid "c"\nmsgstr ""\n'
    assert parse_catalogue(text) == ({'a\t"b"': "satu\ndua"}, {})


def test_help_speaks_the_language_of_the_option_then_of_the_city(
    city: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    indonesian = told(capsys, "build", "--help")
    assert indonesian.startswith(
        "Pemakaian: sitegen build [OPSI]\n\n  Membuat situs kota di folder keluaran.\n\nOpsi:\n"
    )
    assert "-h, --help" in indonesian
    assert "Menampilkan bantuan ini, lalu selesai." in indonesian
    assert "[bawaan: .]" in indonesian
    english = told(capsys, "build", "--lang=en", "--help")
    assert english.startswith(
        "Usage: sitegen build [OPTIONS]\n\n  Build the city's site into the output folder.\n"
    )
    assert "Show this message and exit." in english
    folder = city("")
    site = (folder.root / "site.yml").read_text()
    folder.write("site.yml", site + "bahasa: en\n")
    assert told(capsys, "build", "--root", str(folder.root), "-h").startswith("Usage: ")
    monkeypatch.chdir(folder.root)
    assert told(capsys, "--help").startswith("Usage: ")
    assert told(capsys, "--help", "--lang", "id").startswith("Usage: ") is False


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["bild"], "Kesalahan: Tidak ada perintah 'bild'. Maksud Anda 'build'?\n"),
        (["build", "--jbs", "2"], "Kesalahan: Tidak ada opsi '--jbs'. Maksud Anda '--jobs'?\n"),
        (
            ["build", "--jobs", "-1"],
            "Kesalahan: Nilai '--jobs' tidak sah: -1 tidak termasuk x>=0.\n",
        ),
        (
            ["build", "--jobs", "x"],
            "Kesalahan: Nilai '--jobs' tidak sah: 'x' bukan bilangan yang sah (integer range).\n",
        ),
        (
            ["build", "--format", "xml"],
            "Kesalahan: Nilai '--format' tidak sah: 'xml' bukan salah satu dari 'text', 'json', 'github', 'gitlab'.\n",
        ),
        (["build", "satu", "dua"], "Kesalahan: Ada argumen yang tidak dikenal (satu dua)\n"),
        (["new", "laporan"], "Kesalahan: Kurang argumen 'UNIT'.\n"),
    ],
)
def test_usage_errors_are_in_the_language_too(
    arguments: list[str],
    text: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = told(capsys, *arguments)
    assert shown.startswith("Pemakaian: sitegen ")
    assert shown.endswith("\n" + text)
    assert f"Bantuan: 'sitegen {arguments[0] if arguments != ['bild'] else ''}".rstrip() in shown
    assert "Try 'sitegen" in told(capsys, *arguments, "--lang", "en")


def test_without_a_call_help_is_english_as_the_docs_need_it() -> None:
    context = click.Context(cli, info_name="sitegen", **cli.context_settings)
    assert cli.get_help(context).startswith("Usage: sitegen [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("bahasa: id\n", "id", id="Indonesian"),
        pytest.param("bahasa: en\n", "en", id="English"),
        pytest.param("bahasa: EN\n", "en", id="in capitals"),
        pytest.param("'bahasa':   'en' # Inggris\n", "en", id="in quotes"),
        pytest.param('bahasa: "\\x65n"\n', "en", id="escaped"),
        pytest.param("bahasa:\n  en\n", "en", id="on the next line"),
        pytest.param("slogan: Buka Open data en masse\n", "id", id="the word elsewhere"),
        pytest.param("bahasa: [en\n", "id", id="broken"),
    ],
)
def test_the_city_speaks_the_language_of_its_settings(
    tmp_path: Path, settings: str, expected: str
) -> None:
    site = "nama: Kota Contoh\nalamat_situs: https://contoh.example\n"
    (tmp_path / "site.yml").write_text(site + settings)
    assert city_language(tmp_path) == expected
    assert city_language(tmp_path / "tidak-ada") == "id"


def test_help_in_an_indonesian_city_reads_no_settings(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text("nama: Kota Contoh\nalamat_situs: https://contoh.example\n")
    code = (
        "import sys; from sitegen.cli.language import city_language; from pathlib import Path; "
        f"assert city_language(Path({str(tmp_path)!r})) == 'id'; "
        "assert 'sitegen.city.config' not in sys.modules and 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
