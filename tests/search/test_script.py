"""The script of the search: its own unit tests, its types, its size, and that it agrees with the build."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path

from rjsmin import jsmin

from sitegen.search.hashing import fnv
from sitegen.search.postings import encoded_gaps
from sitegen.search.stems import KNOWN, families, stem
from sitegen.search.words import plain
from tests.sample import REPOSITORY
from tests.search.asking import SCRIPT, node

TEXTS = (
    "Posyandu Mawar RW 05, rapat-rapat di Jum'at (3/11)",
    "Kue dadar Éclair — “ramah” anak… H₂O ½",
    "بسم الله ꦗꦮ ᮞᮥᮔ᮪ᮓ",
)
ROOTS, BEFORE, BEHIND = (
    text.split()
    for text in (
        "sapu ajar kirim bangun tanam nyanyi empat isi asi wisi kaki ambil kecil rw",
        "di me men meng mem meny ke pe pen peng pem peny per ber be bel pel ter memper keber",
        "kan an i ku mu nya kah lah pun kannya annya inya anlah",
    )
)
WORDS = (
    *(
        f"{first}{root}{last}"
        for first in ("", *BEFORE)
        for root in ROOTS
        for last in ("", *BEHIND)
    ),
    *KNOWN,
    "rt05",
    "éclair",
    "administrasi",
    "penanggulangan",
)
LISTS: tuple[list[int], ...] = ([0], [0, 1, 2], [5, 90, 1049, 1050, 2500, 99999], [])


def test_the_script_does_what_its_unit_tests_say(tmp_path: Path) -> None:
    script = tmp_path / "cari.mjs"
    shutil.copyfile(SCRIPT, script)
    given = {
        "words": [(text, _split(text)) for text in TEXTS],
        "hashes": [
            (text, fnv(text)) for text in ("pem", "sehat", "=unit/kelurahan/dago", "ꦗꦮ", "")
        ],
        "ignored": "",
        "families": families(),
        "stems": [(word, stem(word)) for word in WORDS],
        "numbers": [(encoded_gaps(numbers), numbers) for numbers in LISTS],
    }
    done = subprocess.run(
        [node(), "--test", str(REPOSITORY / "tests/search/cari.test.mjs")],
        env=os.environ | {"CARI": str(script), "GIVEN": json.dumps(given)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout


def _split(text: str) -> list[str]:
    """The words of a text before any is left out."""
    from sitegen.search.words import _split as split

    assert plain(text) == plain(plain(text))
    return split(text)


def test_the_script_is_small() -> None:
    assert len(gzip.compress(jsmin(SCRIPT.read_bytes()), 9)) <= 6 * 1024
