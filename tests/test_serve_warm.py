"""What a rebuild needs is ready before anybody saves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.conftest import CityFolder

REPORT = "-- content/kelurahan/dago/laporan/2026-11-03-a.md --\n---\njudul: A\n---\nIsi.\n"
TABLE = "-- content/kelurahan/dago/data/kunjungan.csv --\ntahun,jumlah\n2025,1\n"
CODE = """
import sys
from pathlib import Path
from sitegen.serve.warm import warm
warm(Path(sys.argv[1]))
print(*sys.modules)
from sitegen.pages import theme
print(theme._quick_engine.cache_info().misses, file=sys.stderr)
"""


@pytest.mark.parametrize("tables", [True, False])
def test_what_makes_pages_is_imported_and_pandas_where_there_are_tables(
    city: Callable[[str], CityFolder], tables: bool
) -> None:
    made = city(REPORT + (TABLE if tables else ""))
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(made.root)], capture_output=True, text=True, check=True
    )
    modules = set(done.stdout.split())
    assert {"sitegen.units.unit", "sitegen.portal.products", "jinja2"} <= modules
    assert ("pandas" in modules) == tables
    assert done.stderr.strip() == "1"


def test_a_build_afterwards_compiles_no_template_again(city: Callable[[str], CityFolder]) -> None:
    from sitegen.pages import theme
    from sitegen.serve.warm import warm

    made = city(REPORT)
    warm(made.root)
    before = theme._quick_engine.cache_info().misses
    made.build()
    assert theme._quick_engine.cache_info().misses == before


def test_a_broken_city_is_left_for_the_build_to_tell(city: Callable[[str], CityFolder]) -> None:
    from sitegen.serve.warm import warm

    made = city(REPORT)
    made.write("themes/kota/templates/report.html", "{% if %}")
    warm(made.root)
    made.write("site.yml", "nama: [")
    warm(made.root)
