"""Every page of the sample city is valid HTML: the Nu checker on all, a strict parser on some."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest

from tests.sample import REPOSITORY, Sample, built_sample

CHECKER = REPOSITORY / ".tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
# In one short run, code that is made quickly costs less than good code does.
LIGHT = ("-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# Every so many pages, besides one of each kind.
STEP = 60
_MESSAGE = re.compile(r'"file:(?P<path>[^"]+)":(?P<place>[\d.-]+): (?P<text>.*)')


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return built_sample(tmp_path_factory)


def chosen(sample: Sample) -> list[Path]:
    """Return some pages: the first of every kind of address, and every so many of all."""
    pages = sample.pages()
    kinds = {kind(sample.url(path)): path for path in reversed(pages)}
    return sorted({*kinds.values(), *pages[::STEP]})


def kind(url: str) -> str:
    """Return the kind of an address: its fixed words, with a star for each name."""
    fixed = {"laporan", "data", "halaman", "topik", "arsip", "skpd", "kecamatan", "kelurahan"}
    return "/".join(part if part in fixed else "*" for part in url.split("/"))


def faults(report: str, sample: Sample) -> dict[str, str]:
    """Return each different message of the checker with the first place that it is about."""
    found: dict[str, str] = {}
    for line in report.splitlines():
        match = _MESSAGE.fullmatch(line)
        path = match["path"].replace(str(sample.output), "") if match else ""
        text = match["text"] if match else line
        found.setdefault(text, f"{path}:{match['place']}" if match else "")
    return found


@pytest.mark.skipif(not JAVA, reason="the HTML checker needs java on the PATH")
@pytest.mark.skipif(
    not CHECKER.is_file(),
    reason="no HTML checker: run `npm install --prefix .tools --no-save vnu-jar@26.9.16`",
)
def test_the_nu_checker_finds_no_error_on_any_page(sample: Sample) -> None:
    command = [str(JAVA), *LIGHT, "-jar", str(CHECKER), "--errors-only", "--skip-non-html"]
    done = subprocess.run(  # noqa: PLW1510 - the report is what counts
        [*command, "--format", "gnu", str(sample.output)], capture_output=True, text=True
    )
    assert faults(done.stdout + done.stderr, sample) == {}
    assert done.returncode == 0


def test_a_strict_parser_takes_pages_of_every_kind(sample: Sample) -> None:
    paths = chosen(sample)
    assert len({kind(sample.url(path)) for path in paths}) >= 10
    refused: dict[str, str] = {}
    for path in paths:
        try:
            html5lib.HTMLParser(strict=True).parse(path.read_bytes(), transport_encoding="utf-8")
        except html5lib.html5parser.ParseError as error:
            refused[sample.url(path)] = str(error)
    assert refused == {}


def test_the_strict_parser_refuses_what_is_wrong() -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        html5lib.HTMLParser(strict=True).parse("<!DOCTYPE html><title>a</title><p></div>")
