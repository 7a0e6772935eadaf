"""Pages of budgets: a hand-made city whose every figure was worked out by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.charts.treemap import treemap
from sitegen.city.budget_schema import PHASES
from sitegen.datasets.budget import amount_of, by_phase
from sitegen.model import BudgetLine
from sitegen.portal.budget.own import OwnBudget
from sitegen.portal.budget.rows import spending_parts
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
bpkad,skpd,Badan Keuangan,,,,aktif
dpu,skpd,Dinas PU,,,,aktif
"""
META = """\
judul: {title}
deskripsi: Anggaran menurut rekening.
sumber: {{nama: Badan Keuangan}}
lisensi: cc-by
frekuensi: tahunan
periode: {{awal: "2026", akhir: "2026"}}
cakupan: Kota Contoh
kontak: bpkad@kota.example
satuan: rupiah
skema: {schema}
"""
HEAD = "tahun,fase,kode,uraian,jumlah\n"
# Revenue 1,000; spending 1,100 in the first budget and 1,200 in the revised one, of which 900 are realised;
# financing 150 - 50. What is left: 1000 - 1100 + 100 = 0, 1000 - 1200 + 200 = 0, 980 - 900 + 200 = 280.
CITY = """\
2026,murni,4,Pendapatan daerah,1000
2026,murni,5,Belanja daerah,1100
2026,murni,5.1,Belanja operasi,800
2026,murni,5.1.01,Belanja pegawai,500
2026,murni,5.1.02,Belanja barang dan jasa,300
2026,murni,5.2,Belanja modal,300
2026,murni,6.1,Penerimaan pembiayaan,150
2026,murni,6.2,Pengeluaran pembiayaan,50
2026,murni,SILPA,Sisa,0
2026,perubahan,4,Pendapatan daerah,1000
2026,perubahan,5,Belanja daerah,1200
2026,perubahan,5.1,Belanja operasi,840
2026,perubahan,5.1.01,Belanja pegawai,510
2026,perubahan,5.1.02,Belanja barang dan jasa,330
2026,perubahan,5.1.02.01,Barang,130
2026,perubahan,5.1.02.02,Jasa,200
2026,perubahan,5.2,Belanja modal,360
2026,perubahan,6.1,Penerimaan pembiayaan,250
2026,perubahan,6.2,Pengeluaran pembiayaan,50
2026,perubahan,SILPA,Sisa,0
2026,realisasi,4,Pendapatan daerah,980
2026,realisasi,5,Belanja daerah,900
2026,realisasi,5.1,Belanja operasi,630
2026,realisasi,5.1.01,Belanja pegawai,408
2026,realisasi,5.1.02,Belanja barang dan jasa,222
2026,realisasi,5.1.02.01,Barang,104
2026,realisasi,5.1.02.02,Jasa,118
2026,realisasi,5.2,Belanja modal,270
2026,realisasi,6.1,Penerimaan pembiayaan,250
2026,realisasi,6.2,Pengeluaran pembiayaan,50
2026,realisasi,SILPA,Sisa,280
2025,realisasi,5,Belanja daerah,777
"""
UNIT = """\
2026,murni,5.1.01,Belanja pegawai,60
2026,murni,5.2.02,Belanja peralatan,40
2026,realisasi,5.1.01,Belanja pegawai,45
"""


def table(unit: str, name: str, schema: str, rows: str) -> str:
    path = f"content/skpd/{unit}/data/{name}"
    described = META.format(title=f"Anggaran {name}", schema=schema)
    return f"-- {path}.csv --\n{HEAD}{rows}-- {path}.yml --\n{described}"


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    main = re.sub(r"<svg.*?</svg>", " ", main, flags=re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", main).split())


@pytest.fixture
def made(city: Make) -> CityFolder:
    made = city(
        REGISTER + table("bpkad", "apbd", "apbd", CITY) + table("dpu", "dpu", "anggaran", UNIT)
    )
    assert [told(each) for each in made.build().problems] == []
    return made


def test_the_city_shows_the_second_level_with_its_phases_and_the_used_share(
    made: CityFolder,
) -> None:
    said = words(made.read("/anggaran/"))
    # 900 of 1,200; 630 of 840; 270 of 360.
    assert "75%" in said.split("Rekening", 1)[0]
    assert "Rp900 dari Rp1.200 (" in said
    assert "Belanja daerah 5 1.100 1.200 900 75%" in said
    assert "Belanja operasi 5.1 800 840 630 75%" in said
    assert "Belanja modal 5.2 300 360 270 75%" in said
    assert "Pendapatan daerah 4 1.000 1.000 980 98%" in said
    # 150 - 50, 250 - 50; of a difference no share is told.
    assert "Pembiayaan 6 100 200 200 –" in said
    assert "Sisa 0 0 280 –" in said
    assert "5.1.01 5" not in said.replace("Belanja pegawai 5.1.01 510", "")
    assert "777" not in said  # another year


def test_an_account_leads_to_its_parts_down_to_the_fourth_level(made: CityFolder) -> None:
    assert 'href="/anggaran/5-1/"' in made.read("/anggaran/")
    said = words(made.read("/anggaran/5-1/"))
    # 408 of 510, 222 of 330.
    assert "Belanja pegawai 5.1.01 500 510 408 80%" in said
    assert "Belanja barang dan jasa 5.1.02 300 330 222 67,3%" in said
    assert "Belanja modal" not in said
    assert 'href="/anggaran/5-1-02/"' in made.read("/anggaran/5-1/")
    deep = words(made.read("/anggaran/5-1-02/"))
    # The first budget does not have them: a dash, not a nought.
    assert "Barang 5.1.02.01 – 130 104 80%" in deep
    assert "Jasa 5.1.02.02 – 200 118 59%" in deep
    # Nothing is below 5.1.01 and 5.2, so that they lead nowhere.
    assert sorted(each.parent.name for each in (made.output / "anggaran").glob("*/index.html")) == [
        "5-1",
        "5-1-02",
    ]


def test_the_drawing_has_the_parts_of_the_last_plan_once_and_a_table(made: CityFolder) -> None:
    page = made.read("/anggaran/")
    assert page.count('class="treemap wide"') == 1
    assert page.count('class="treemap narrow"') == 1
    # 510, 360 and 330 of 1,200.
    rows = "Belanja pegawai 5.1.01 510 42,5% Belanja modal 5.2 360 30% Belanja barang dan jasa 5.1.02 330 27,5%"
    assert rows in words(page)
    assert "treemap" not in made.read("/skpd/dpu/anggaran/")
    assert "treemap" not in made.read("/anggaran/5-1/")


def test_a_unit_names_the_accounts_above_those_of_its_table(made: CityFolder) -> None:
    said = words(made.read("/skpd/dpu/anggaran/"))
    # 60 + 40 planned; 45 of 100. Of what is realised the table has no 5.2.
    assert "Belanja 5 100 45 45%" in said
    assert "Belanja operasi 5.1 60 45 75%" in said
    assert "Belanja modal 5.2 40 – –" in said
    assert 'href="/skpd/dpu/anggaran/"' in made.read("/anggaran/")
    # The budget of a unit is a part of the city's and added to nothing.
    assert "1.260" not in made.read("/anggaran/")
    assert words(made.read("/skpd/dpu/anggaran/5-2/")).count("Belanja peralatan 5.2.02 40 – –") == 1


def test_spending_per_inhabitant_names_phase_and_period_where_the_city_counts_its_people(
    city: Make,
) -> None:
    people = (
        "-- content/skpd/dpu/data/jiwa.csv --\ntahun,jumlah\n2024,3\n2025,4\n"
        "-- content/skpd/dpu/data/jiwa.yml --\n"
        + META.format(title="Penduduk", schema="").replace("skema: \n", "")
    )
    tables = table("bpkad", "apbd", "apbd", CITY) + table("dpu", "dpu", "anggaran", UNIT)
    chosen = "angka:\n  - {data: skpd/dpu/jiwa, kolom: jumlah, penduduk: ya}\n"
    made = city(REGISTER + tables + people)
    settings = (made.root / "site.yml").read_text(encoding="utf-8")
    made.write("site.yml", settings + chosen)
    made.build()
    said = words(made.read("/anggaran/"))
    # 1,200 and 900 by 4 people; nothing of the first budget, and nothing of two phases.
    assert "Belanja per penduduk: Anggaran perubahan 2026 Rp300 4 penduduk (2025)" in said
    assert "Belanja per penduduk: Realisasi 2026 Rp225 4 penduduk (2025)" in said
    # 100 and 45 by 4.
    own = words(made.read("/skpd/dpu/anggaran/"))
    assert "Anggaran murni 2026 Rp25 4 penduduk (2025)" in own
    assert "Realisasi 2026 Rp11 4 penduduk (2025)" in own
    made.write("site.yml", settings + chosen.replace(", penduduk: ya", ""))
    made.build()
    assert "per penduduk" not in made.read("/anggaran/")


@pytest.mark.parametrize("share", ["2,5", "0"])
def test_a_figure_that_cannot_count_people_is_told_where_it_is_to(city: Make, share: str) -> None:
    people = (
        f'-- content/skpd/dpu/data/jiwa.csv --\ntahun,jumlah\n2024,3\n2025,"{share}"\n'
        "-- content/skpd/dpu/data/jiwa.yml --\n"
        + META.format(title="Penduduk", schema="").replace("skema: \n", "")
    )
    made = city(REGISTER + table("bpkad", "apbd", "apbd", CITY) + people)
    settings = (made.root / "site.yml").read_text(encoding="utf-8")
    chosen = "angka:\n  - {data: skpd/dpu/jiwa, kolom: jumlah, penduduk: ya}\n"
    made.write("site.yml", settings + chosen)
    (found,) = [each for each in made.build().problems if each.code == "S100"]
    assert (found.where.line, dict(found.params)["found"]) == (4, share)
    assert "per penduduk" not in made.read("/anggaran/")
    assert share in made.read("/angka/")
    assert made.build().problems
    made.write("site.yml", settings + chosen.replace(", penduduk: ya", ""))
    assert not [each for each in made.build().problems if each.code == "S100"]


def test_files_have_the_phase_as_a_column_and_every_line_as_it_is(made: CityFolder) -> None:
    whole = json.loads(made.read("/anggaran/anggaran.json"))
    assert (whole["tahun"], len(whole["baris"])) == (2026, 31)
    assert {"fase": "perubahan", "kode": "5.1.02.02", "uraian": "Jasa", "jumlah": 200} in whole[
        "baris"
    ]


def test_a_change_of_one_account_makes_its_page_again_and_those_above_it(made: CityFolder) -> None:
    before = made.files()
    made.write(
        "content/skpd/bpkad/data/apbd.csv",
        HEAD + CITY.replace("5.1.01,Belanja pegawai,408", "5.1.01,Belanja pegawai asn,408"),
    )
    made.build()
    after = made.files()
    changed = {path for path in after if before.get(path) != after[path]}
    assert {"anggaran/index.html", "anggaran/5-1/index.html"} <= changed
    assert "anggaran/5-1-02/index.html" not in changed
    made.build(force=True)
    assert made.files() == after


def test_the_budget_of_a_closed_unit_leads_to_its_page_or_to_who_follows(city: Make) -> None:
    register = (
        "-- data/units.csv --\nid,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama,singkatan,penerus,mulai,akhir\n"
        "bpkad,skpd,Badan Keuangan,,,,aktif,,,,,\n"
        "dpu,skpd,Dinas PU,,,,nonaktif,,,SUCCESSOR,,2026-06\n"
    )
    budget = table("dpu", "dpu", "anggaran", UNIT)
    made = city(register.replace("SUCCESSOR", "") + budget)
    made.build()
    for place in ("anggaran/", "anggaran/5-1/", "anggaran/5-2/"):
        assert 'content="0; url=/skpd/dpu/"' in made.read(f"/skpd/dpu/{place}")
    made.write(
        "data/units.csv",
        register.split("--\n", 1)[1].replace("SUCCESSOR", "bpkad"),
    )
    made.write("content/skpd/bpkad/data/sendiri.csv", HEAD + UNIT)
    made.write(
        "content/skpd/bpkad/data/sendiri.yml",
        META.format(title="Anggaran sendiri", schema="anggaran"),
    )
    made.build()
    for place in ("anggaran/", "anggaran/5-1/"):
        assert f'content="0; url=/skpd/bpkad/{place}"' in made.read(f"/skpd/dpu/{place}")


LINES = st.dictionaries(
    st.tuples(
        st.sampled_from(["murni", "perubahan", "realisasi"]),
        st.sampled_from(["5", "5.1", "5.1.01", "5.1.02", "5.1.02.01", "5.2", "5.2.02"]),
    ),
    st.integers(0, 10**13),
    min_size=1,
)


@given(LINES)
def test_no_part_of_the_drawing_is_in_another_or_of_another_phase(
    lines: dict[tuple[str, str], int],
) -> None:
    every = tuple(
        BudgetLine(year=2026, phase=phase, code=code, name=code, amount=amount)
        for (phase, code), amount in lines.items()
    )
    phases = tuple(each for each in PHASES if each in {line.phase for line in every})
    budget = OwnBudget(year=2026, phases=phases, lines=every, sources=())
    parts = spending_parts(budget)
    codes = [code for code, _ in parts]
    assert not [(a, b) for a in codes for b in codes if b.startswith(f"{a}.")]
    plan = tuple(line for line in every if line.phase == budget.plan)
    # Other phases may name accounts that this one does not have, and change no figure of it.
    assert dict(parts) == {
        code: amount
        for code, amount in by_phase(plan).get((2026, budget.plan), {}).items()
        if code in codes
    } | {code: amount_of(by_phase(plan)[2026, budget.plan], code) for code in codes}
    whole = [
        amount_of(by_phase(plan)[2026, budget.plan], each) or 0 for each in ("5.1", "5.2") if plan
    ]
    assert sum(amount for _, amount in parts) == sum(whole)


@given(
    st.lists(st.floats(0.1, 1e12), min_size=1, max_size=40),
    st.sampled_from([(1040, 420), (340, 520)]),
)
def test_a_treemap_fills_the_whole_and_gives_each_its_share(
    values: list[float], size: tuple[int, int]
) -> None:
    ordered = sorted(values, reverse=True)
    width, height = size
    boxes = treemap(ordered, width, height)
    assert len(boxes) == len(ordered)
    for (x, y, w, h), value in zip(boxes, ordered, strict=True):
        assert w * h == pytest.approx(width * height * value / sum(ordered), rel=1e-6, abs=1e-3)
        assert min(x, y) >= 0
        assert x + w <= width * (1 + 1e-9)
        assert y + h <= height * (1 + 1e-9)
    for at, (x, y, w, h) in enumerate(boxes):
        for other_x, other_y, other_w, other_h in boxes[:at]:
            across = min(x + w, other_x + other_w) - max(x, other_x)
            down = min(y + h, other_y + other_h) - max(y, other_y)
            assert min(across, down) <= 1e-6 * width


@pytest.mark.parametrize("values", [[1.0, 2.0], [0.0], [1.0, -1.0]])
def test_a_treemap_of_values_that_have_no_area_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="the largest first"):
        treemap(values, 10, 10)
