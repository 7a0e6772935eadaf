"""What the form for offices sends is what `sitegen receive` takes in: the two have one form of package."""

from __future__ import annotations

import json
from pathlib import Path

from sitegen.cli.main import run
from tests.conftest import SITE, UNITS, CityFolder, write_blocks
from tests.handed_in import photo
from tests.repository import repository
from tests.sample import REPOSITORY
from tests.test_scripts import ran

HERE = Path(__file__).parent
DRAFT = {
    "unit": "kelurahan/dago",
    "answers": {
        "title": "Posyandu Mawar menimbang 84 balita: 4 dirujuk",
        "event_date": "2026-11-20",
        "place": "Balai RW 05, Jl. Dago Pojok",
        "body": "Kader menimbang 84 balita di Balai RW 05 pada Jumat pagi.\n\nEmpat balita dirujuk.",
    },
    "topics": [],
    "photos": [
        {"id": "a", "alt": "Kader menimbang balita", "caption": ""},
        {"id": "b", "alt": "Antrean di pintu balai", "caption": "Antrean, pukul 08.00"},
    ],
}


def test_the_package_of_the_form_is_received_as_it_was_written(tmp_path: Path) -> None:
    root = tmp_path / "situs"
    root.mkdir()
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
    site = CityFolder(root, tmp_path / "build")
    site.write("content/kelurahan/dago/unit.yml", "alamat: Jalan Dago 1\n")
    site.build()
    scripts = tmp_path / "skrip"
    scripts.mkdir()
    for script in (REPOSITORY / "themes/kota/assets").glob("tulis*.js"):
        (scripts / script.name).write_bytes(script.read_bytes())
    (scripts / "package.json").write_text('{"type": "module"}')
    (tmp_path / "draf.json").write_text(json.dumps(DRAFT), encoding="utf-8")
    (tmp_path / "foto.jpg").write_bytes(photo())
    names = [
        site.output / "tulis/aturan.json",
        *(tmp_path / n for n in ("draf.json", "foto.jpg", "k.zip")),
    ]

    done = ran(str(HERE / "office_package.mjs"), str(scripts), *map(str, names))

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["name"].startswith("kiriman-")
    city = repository(tmp_path / "kota")
    city.git("config", "user.name", "Kominfo")
    city.git("config", "user.email", "kominfo@contoh.example")
    given = ["--root", str(city.folder), "--unit", "dago", "--clock", "2026-11-21"]
    assert run(["receive", *given, str(tmp_path / "k.zip")]) == 0
    below = "content/kelurahan/dago/"
    assert (city.folder / below / told["path"]).read_text("utf-8") == told["text"]
    added = city.git("show", "--format=", "--name-only").splitlines()
    assert len(added) == 3
    photos = [path for path in added if path.endswith(".jpg")]
    assert all((city.folder / path).read_bytes() == photo() for path in photos)
