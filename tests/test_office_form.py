"""The form for offices: its rules, and that its scripts understand texts as the build does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sitegen.city.config import parse_config
from sitegen.cli.writing import one_line, quoted
from sitegen.i18n import translator
from sitegen.keys.rules import Rules
from sitegen.keys.values import parse_count, parse_rupiah
from sitegen.model import Profile
from sitegen.pages.profile_file import profile_values
from sitegen.portal.office_form.javascript import as_javascript
from sitegen.portal.office_form.rules import CHECKED
from sitegen.privacy.finding import CODES
from sitegen.privacy.gate import Gate, redacted, screen, screen_table
from sitegen.privacy.header import headed
from sitegen.privacy.people.find import find_people
from sitegen.privacy.text import find
from sitegen.problems import message
from sitegen.reports.markdown.html import bracket_spaces
from sitegen.reports.markdown.prose.prose import as_markdown, lettered
from sitegen.reports.notices import Appearance
from sitegen.reports.parse import parse_profile, parse_report
from sitegen.tables.files.raw import RawTable, parse_raw
from sitegen.tables.shape.cells import text_of
from sitegen.tables.table import typed_table
from sitegen.units.context import choices
from sitegen.urls import slugify
from tests.conftest import SITE, UNITS, CityFolder, write_blocks
from tests.gfm import gfm
from tests.personal_examples import EXAMPLES
from tests.sample import REPOSITORY
from tests.test_scripts import ran

City = Callable[[str], CityFolder]
ASSETS = REPOSITORY / "themes/kota/assets"
BEGUN = "-- content/kelurahan/dago/unit.yml --\nalamat: Jalan Dago 1\n"
HERE = Path(__file__).parent
TYPED: list[str] = json.loads((HERE / "labelled/typed.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules of a small city, as its site has them."""
    root = tmp_path_factory.mktemp("formulir")
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}{BEGUN}")
    folder = CityFolder(root, root / "build")
    folder.build()
    return folder.output / "tulis/aturan.json"


def asked(rules: Path, folder: Path, what: str, given: Any) -> Any:
    """Return what the scripts make of texts, in node."""
    for script in ASSETS.glob("tulis*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    done = ran(str(HERE / "office_form.mjs"), str(folder), str(rules), what)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_personal_data_is_found_as_the_build_finds_it(rules: Path, tmp_path: Path) -> None:
    texts = [example.text for example in EXAMPLES]
    found = asked(rules, tmp_path, "find", texts)
    for text, theirs in zip(texts, found, strict=True):
        ours = [[each.kind, each.start, each.end, each.value] for each in find(text)]
        assert theirs == ours, text


def test_people_are_found_as_the_build_finds_them(rules: Path, tmp_path: Path) -> None:
    cases = json.loads((HERE / "labelled/people.json").read_text(encoding="utf-8"))
    given = [[case["content"], case["name"]] for case in cases if case["form"] == "text"]
    assert len(given) >= 80
    found = asked(rules, tmp_path, "people", given)
    for (text, name), theirs in zip(given, found, strict=True):
        ours = [[p.kind, p.start, p.end, p.value, p.beside] for p in find_people(text, name)]
        assert theirs == ours, text


# Tables that list people, or numbers of theirs, in ways that the labelled ones do not have.
LISTED = (
    "No,Nama,NIK\n1,Siti,3273014501800001\n2,Asep,3273011205150002\n",
    "Nama,No HP\nSiti,081234567890\nAsep,081298765432\n",
    "Nama pasien,Keluhan\nSiti Contoh,batuk\nAsep Contoh,demam\n",
    "Kelurahan,Surel\nDago,siti@gmail.com\nSekeloa,asep@gmail.com\n",
    "Bank,No\nBJB,0012345678901\nBNI,0012345678902\n",
    "Nama,BPJS\nSiti,0001234567890\n",
    "Id,Jumlah\n3,27301E+15\n",
    "NIK,Jumlah\n3.27301E+15,1\n",
    "NIK,Jumlah\n3273014501800000,1\n3273011205150000,2\n",
    "Nama,Kader\nSiti,81234567890\nAsep,81298765432\n",
    "Nama,A,B\nSiti,32730145,01800001\nAsep,32730112,05150002\n",
    "bulan,jumlah\nJanuari,12\nFebruari,14\n",
    "Kelurahan,Penduduk,Telepon\nDago,31234,(022) 250 1234\nSekeloa,27001,(022) 250 1235\n",
    "kode,uraian\n5.1.02.01.01.0024,Belanja alat tulis\n",
)


def test_people_and_numbers_in_tables_are_found_as_the_build_finds_them(
    rules: Path, tmp_path: Path
) -> None:
    cases = json.loads((HERE / "labelled/people.json").read_text(encoding="utf-8"))
    labelled = [(case["name"], case["content"]) for case in cases if case["form"] == "table"]
    assert len(labelled) >= 70
    given, wanted = [], []
    for name, text in (*labelled, *(("tabel.csv", text) for text in LISTED)):
        raw = parse_raw(text.encode(), f"content/kelurahan/dago/data/{name}")
        assert isinstance(raw, RawTable)
        rows = [[text_of(cell) for cell in cells] for _, cells in raw.sheets[0].rows]
        first = headed([(at, cells) for at, cells in enumerate(rows)])
        given.append({"rows": rows, "header": first.row, "around": f"{name}  "})
        found = screen_table(raw, f"content/kelurahan/dago/data/{name}", Gate()).problems
        wanted.append({each.code for each in found})
    answered = asked(rules, tmp_path, "columns", given)
    for one, theirs, ours in zip(given, answered, wanted, strict=True):
        assert {CODES[kind] for kind, *_ in theirs} == ours & set(CODES.values()), one


def test_pasted_text_is_understood_as_the_build_understands_it(rules: Path, tmp_path: Path) -> None:
    assert len(TYPED) >= 50
    found = asked(rules, tmp_path, "prose", TYPED)
    for text, theirs in zip(TYPED, found, strict=True):
        assert theirs == as_markdown(text).text, text


TODAY = date(2026, 11, 30)
BODY = "Kader menimbang 84 balita. Enam balita dirujuk ke puskesmas."
PHOTO = {"id": "a1", "name": "x", "alt": "", "caption": "", "size": 1, "width": 1, "height": 1}


def draft(*, topics: tuple[str, ...] = (), photos: tuple[Any, ...] = (), **answers: str) -> Any:
    given = {"title": "Posyandu Mawar ramai", "body": BODY, "event_date": "2026-11-29", **answers}
    own = {"unit": "kelurahan/dago", "own": False, "since": ""}
    return {**own, "answers": given, "topics": list(topics), "photos": list(photos)}


# A draft for each mistake that the form knows, with the code that it must give.
MISTAKES: tuple[tuple[str, Any], ...] = (
    ("F004", draft(title="")),
    ("M002", draft(body="  \n ")),
    ("R003", draft(body="Kepala dinas menjadi narasumber di hotel itu.")),
    ("R001", draft(body=f"Dibuka Senin, 3 November 2026.\n\n{BODY}")),
    ("R001", draft(body=f"Rabu sampai Jumat, 17 sampai 19 November 2026, loket tutup. {BODY}")),
    ("R002", draft(body=f"{BODY}\n\nTulis isi laporan di sini")),
    ("R002", draft(place="Balai RW 00, Jalan Contoh")),
    ("R004", draft(title="KERJA BAKTI WARGA DI BALAI RW 04 UPTD")),
    ("R006", draft(body=f"{BODY} Lihat https://drive.google.com/file/d/1 untuk lampirannya.")),
    ("R011", draft(title="Posyandu Mawar " + "dan kader yang datang pagi " * 4)),
    ("R012", draft(topics=("kesehatan", "keluarga", "sosial", "pendidikan"))),
    ("F010", draft(total="delapan puluh")),
    ("F010", draft(men="30", women="dua")),
    ("F021", draft(budget="3.5 juta lebih")),
    ("F029", draft(event_end="2026-11-20")),
    ("F036", draft(men="30", women="54", total="80")),
    ("F037", draft(event_date="1026-11-03")),
    ("F020", draft(result="hasil " * 800)),
    ("G002", draft(photos=(PHOTO,))),
    ("G010", draft(photos=({**PHOTO, "alt": "IMG_20261103_081233.jpg"},))),
    ("G009", draft(body=f"{BODY}\n\n![](meja.jpg)")),
    ("R016", draft(kind="klarifikasi", claim="Puskesmas tutup sampai akhir bulan")),
    ("R009", draft(kind="pengumuman", urgent="ya")),
    ("R010", draft(kind="pengumuman", until="2026-11-02")),
    ("P001", draft(body=f"{BODY} NIK 3273014501800001 sudah didata.")),
    ("P002", draft(body=f"{BODY} No. KK 3273011205150002.")),
    ("P003", draft(body=f"{BODY} NPWP 12.345.678.9-429.000.")),
    ("P004", draft(body=f"{BODY} Bantuan masuk ke rekening BJB 0012345678901.")),
    ("P005", draft(body=f"{BODY} Korban Siti Contoh/P/11 th selamat.")),
    ("P009", draft(body=f"{BODY} NIP 198001012005011001.")),
    ("P010", draft(follow_up="Hubungi Ibu Siti 0812-3456-7890")),
    ("P011", draft(photos=({**PHOTO, "alt": "Papan bertulisan siti.contoh@gmail.com"},))),
    (
        "P013",
        draft(
            kind="bantuan",
            body="No\tNama\tAlamat\tNominal\n1\tSITI CONTOH\tRT 01 RW 06\t600.000\n2\tASEP CONTOH\tRT 02 RW 06\t600.000\n",
        ),
    ),
    (
        "P021",
        draft(
            body="Kursi roda diserahkan kepada Ibu Siti Contoh (67 tahun), warga RT 02 RW 06. Beliau senang."
        ),
    ),
    (
        "P022",
        draft(body="Ananda Budi Contoh (3 th) dinyatakan gizi buruk. Ia dirawat di puskesmas."),
    ),
    ("P023", draft(body=f"{BODY} Nomor BPJS 0001234567890 aktif.")),
)
# Found by the form alone: of a file, or of a report against the day on which git first has it.
BESIDE = {"R005"}


def told(path: str, text: str) -> set[tuple[str, str]]:
    """What `sitegen check` says of a file, of what the form looks for."""
    t = translator("id")
    whole = f"content/kelurahan/dago/{path}"
    config = parse_config(SITE.encode(), "site.yml")
    given = Rules(zone=config.zone, choices=choices(config), own=config.own)
    _, problems = parse_report(text.encode(), whole, given, Appearance(today=TODAY))
    found = (*problems, *screen(text.encode(), whole, Gate()).problems)
    return {
        (each.code, message(redacted(each, None), t).partition("; sampai diperbaiki")[0])
        for each in found
        if each.code in CHECKED and each.code not in BESIDE
    }


def test_the_form_says_of_each_mistake_what_the_check_says(rules: Path, tmp_path: Path) -> None:
    given = [[each, TODAY.isoformat()] for _, each in MISTAKES]
    assert len({code for code, _ in MISTAKES}) >= 20
    answered = asked(rules, tmp_path, "checked", given)
    for (code, each), (path, text, faults) in zip(MISTAKES, answered, strict=True):
        ours = told(path, text)
        theirs = {(f["code"], f["message"]) for f in faults if f["code"] not in BESIDE}
        assert code in {one for one, _ in theirs}, (code, faults)
        assert theirs == ours, (code, each["answers"])


# A profile with every key, some of which the form does not ask for.
WHOLE = """\
nama_pendek: Dago
tentang: "Kelurahan Dago: 13 RW, di utara kota."
alamat: Jalan Ir. H. Juanda 373
jam_layanan: Senin-Kamis 08.00-15.30; Jumat 08.00-15.00
kepala: {jabatan: Lurah, nama: Pejabat Contoh}
telepon: (022) 555-0104
whatsapp: 0811-2345-678
email: dago@kota.example
situs: https://dago.kota.example/
media_sosial: {instagram: kel.dago, facebook: keldago}
ppid: {pejabat: Sekretaris, jam: Senin-Kamis 09.00-15.00}
warna: "#8a1538"
logo: logo.svg
foto_kantor: {berkas: kantor.jpg, alt: Kantor dari jalan}
jeda: {alasan: Kantor direnovasi, sejak: 2026-10-01}
layanan:
  - nama: "Surat pengantar: domisili"
    alias: [SKD, domisili usaha]
    tentang: Untuk warga yang pindah.
    topik: [kependudukan]
    syarat: [Fotokopi KTP, Pengantar RT/RW]
    waktu: 1 hari
    biaya: Gratis
    tempat: Loket 2
    jam: Senin-Kamis 08.05-11.55
    langkah: [Ambil nomor, "Serahkan berkas: asli"]
    dasar_hukum: Peraturan Daerah Kota Contoh Nomor 1 Tahun 2000
    tautan: https://layanan.kota.example/
    slug: domisili
    tinjau: 2027-01-01
  - nama: Legalisasi
"""


def test_a_profile_that_nobody_changes_says_what_it_said(rules: Path, tmp_path: Path) -> None:
    config = parse_config(SITE.encode(), "site.yml")
    given = Rules(zone=config.zone, choices=choices(config), own=config.own)

    def read(text: str) -> Profile:
        profile, _ = parse_profile(text.encode(), "content/kelurahan/dago/unit.yml", given)
        services = tuple(replace(each, line=0) for each in profile.services)
        office = replace(profile.office, line=0) if profile.office else None
        return replace(profile, services=services, office=office, logo_line=0)

    texts = [path.read_text() for path in sorted(REPOSITORY.glob("content/*/*/unit.yml"))]
    profiles = [read(text) for text in (*texts, WHOLE)]
    assert len(texts) > 40
    assert {field for field in Profile.__struct_fields__ if getattr(profiles[-1], field)} >= {
        *set(Profile.__struct_fields__) - {"extra", "logo_line"}
    }
    written = asked(rules, tmp_path, "profiles", [profile_values(each) for each in profiles])
    for profile, text in zip(profiles, written, strict=True):
        assert read(text) == profile, text


def test_columns_are_taken_for_what_the_build_takes_them_for(rules: Path, tmp_path: Path) -> None:
    alike = {
        "bulat": "angka",
        "desimal": "angka",
        "kode": "kata",
        "teks": "kata",
        "wilayah": "kata",
    }
    paths = sorted(REPOSITORY.glob("content/*/*/data/*.csv"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    found = asked(rules, tmp_path, "kinds", texts)
    columns, other = 0, []
    for path, text, theirs in zip(paths, texts, found, strict=True):
        raw = parse_raw(text.encode(), path.name)
        assert isinstance(raw, RawTable)
        file, _ = typed_table(raw, path.name)
        assert file is not None
        ours = {each.name: each.kind for each in file.table.columns}
        for name, kind in theirs:
            if name in ours:
                columns += 1
                if alike.get(kind, kind) != alike.get(ours[name], ours[name]):
                    other.append((path.name, name, kind, ours[name]))
    assert not other, str(other)
    assert columns > 200


WORDS = (
    *(
        "Posyandu Mawar",
        "Kerja bakti RW 05: saluran lancar",
        "84",
        "08.00-10.00",
        "1.250",
        "ya",
        "2026-11-03",
    ),
    *(
        "No",
        "null",
        "a #b",
        "a: ",
        "ends:",
        '"kutip"',
        "- butir",
        "12:30",
        "12:30:45",
        "1e5",
        "0x1F",
        "~",
        "Ananda",
    ),
    *(
        "'apit'",
        "[a]",
        "{b}",
        "*tebal*",
        "Jalan Dago No. 12, RT 01",
        "100%",
        "a\tb  c",
        "Réuni été",
        "🧹 bersih",
        "1_000",
    ),
)


def test_values_and_names_of_files_are_those_of_a_scaffold(rules: Path, tmp_path: Path) -> None:
    found = asked(rules, tmp_path, "quoted", WORDS)
    for words, (value, slug) in zip(WORDS, found, strict=True):
        assert value == quoted(one_line(words)), words
        assert slug == slugify(words), words


AMOUNTS = (
    *(
        "84",
        "1.250",
        "1.250 orang",
        "84 jiwa",
        "1,5",
        "dua",
        "1.25",
        "",
        "0",
        "000012",
        "1234567890123",
    ),
    *(
        "Rp3.500.000",
        "Rp 3.500.000,00",
        "2,4 miliar",
        "3500000,-",
        "1,2345 ribu",
        "750 ribu",
        "3.5 juta",
        "rp. 10",
    ),
)


def test_figures_are_read_as_the_build_reads_them(rules: Path, tmp_path: Path) -> None:
    found = asked(rules, tmp_path, "values", AMOUNTS)
    for words, (count, amount) in zip(AMOUNTS, found, strict=True):
        assert count == parse_count(words), words
        assert (None if amount is None else int(amount)) == parse_rupiah(words), words


def html(nodes: list[Any]) -> str:
    """The tree that the form shows, as the engine writes it."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(escape(node, quote=True).replace("&#x27;", "'"))
            continue
        more = "".join(
            f' {name}="{node["more"][name]}"'
            for name in ("type", "start", "href")
            if name in node.get("more", {})
        )
        end = "" if node["tag"] in {"br", "hr"} else f"</{node['tag']}>"
        parts.append(f"<{node['tag']}{more}>{html(node['inner'])}{end}")
    return "".join(parts)


_BLOCKS = re.compile(
    r"\s*(</?(?:p|ul|ol|li|table|thead|tbody|tr|td|th|h\d|blockquote|hr|br|pre)\b[^>]*>)\s*"
)


def plain_html(text: str) -> str:
    text = re.sub(r' align="\w+"', "", text).replace(" />", ">")
    return _BLOCKS.sub(r"\1", re.sub(r"\s+", " ", text)).strip()


def test_a_text_is_shown_as_the_engine_makes_it(rules: Path, tmp_path: Path) -> None:
    folder = REPOSITORY / "content"
    bodies = [
        path.read_text(encoding="utf-8").split("---\n", 2)[-1]
        for path in sorted(folder.glob("*/*/laporan/*/*.md"))[:120]
    ]
    # Charts, notes and tasks are shown in other ways.
    texts = [text for text in (*TYPED, *bodies) if not re.search(r"grafik|\[\^|<|- \[|```", text)]
    assert len(texts) > 120
    found = asked(rules, tmp_path, "shown", texts)
    for text, nodes in zip(texts, found, strict=True):
        ours = lettered(gfm(bracket_spaces(as_markdown(text).text)))
        assert plain_html(html(nodes)) == plain_html(ours), text


@pytest.mark.parametrize(
    ("pattern", "source", "flags"),
    [
        (re.compile(r"\bNIK\b"), None, "u"),
        (re.compile(r"(?P<a>x)(?P=a)"), r"(?<a>x)\k<a>", "u"),
        (re.compile(r"[^\W\d_]+\-\'\#", re.IGNORECASE), r"\p{L}+-'#", "iu"),
        (re.compile(r"a{2,3}{x}]"), r"a{2,3}\{x\}\]", "u"),
        (re.compile("(?s)a.b"), "a.b", "su"),
        (re.compile(r"[\w.-]{1,3}\Z", re.MULTILINE), r"[\p{L}\p{N}_.-]{1,3}$", "mu"),
        (re.compile(r"(?:a|b)++"), "(?:a|b)+", "u"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_pattern_is_written_as_browsers_need_it(
    pattern: re.Pattern[str], source: str | None, flags: str
) -> None:
    made = as_javascript(pattern)
    assert made[1] == flags
    assert source is None or made[0] == source


def test_a_pattern_that_browsers_read_in_another_way_is_refused() -> None:
    with pytest.raises(ValueError, match="without regard to case"):
        as_javascript(re.compile("a(?i:b)"))


def test_a_city_may_leave_the_form_out(city: City) -> None:
    made = city(BEGUN)
    made.build()
    assert "tulis/index.html" in made.files()
    assert "/tulis/?unit=kelurahan/dago" in made.read("/kelurahan/dago/")
    made.write("site.yml", f"{SITE}tulis: tidak\n")
    made.build()
    assert not [path for path in made.files() if path.startswith("tulis/")]
    assert "/tulis/" not in made.read("/kelurahan/dago/")


OWN_KEYS = """\
kunci_tambahan:
  - {nama: sungai, untuk: [laporan], label: Sungai, arti: Sungai yang dibersihkan.}
  - {nama: kondisi, untuk: [laporan, halaman], pilihan: [Baik, Rusak ringan]}
  - {nama: panjang, untuk: [laporan, dataset], tipe: angka, satuan: meter}
  - {nama: diperiksa, untuk: [laporan], tipe: tanggal}
  - {nama: peta_sungai, untuk: [laporan], tipe: tautan}
  - {nama: dana_warga, untuk: [laporan], tipe: ya-tidak}
  - {nama: jumlah_rt, untuk: [profil], tipe: angka, label: Jumlah RT}
"""


def test_keys_of_the_city_are_asked_written_and_checked_as_the_build_does(
    city: City, tmp_path: Path
) -> None:
    config_text = f"{SITE}{OWN_KEYS}"
    made = city(f"-- site.yml --\n{config_text}{BEGUN}")
    made.build()
    page = made.read("/tulis/")
    assert 'id="bagian-tambahan" class="more"' in page
    assert 'name="own:panjang"' in page
    assert "Panjang (meter)" in page
    assert 'name="own:panjang"' in made.read("/tulis/tabel/")
    assert "own:sungai" not in made.read("/tulis/halaman/")
    profile = made.read("/tulis/profil/")
    assert 'name="own:jumlah_rt"' in profile
    assert "own:sungai" not in profile
    assert profile.index('id="bagian-layanan"') < profile.index('id="bagian-tambahan"')
    right: dict[str, Any] = {
        "own:sungai": "Cikapundung: hulu",
        "own:kondisi": "Rusak ringan",
        "own:panjang": "1.250,5",
        "own:diperiksa": "2026-11-03",
        "own:peta_sungai": "peta.contoh.example/sungai",
        "own:dana_warga": "tidak",
    }
    wrong: dict[str, Any] = {
        "own:panjang": "panjang sekali",
        "own:peta_sungai": "ada di kantor",
        "own:diperiksa": "1026-11-03",
        "own:sungai": "sungai " * 600,
    }
    old: dict[str, Any] = {"own:kondisi": "Hilang"}
    given = [[draft(**each), TODAY.isoformat()] for each in (right, wrong, old)]
    answered = asked(made.output / "tulis/aturan.json", tmp_path, "checked", given)
    config = parse_config(config_text.encode(), "site.yml")
    rules = Rules(zone=config.zone, choices=choices(config), own=config.own)
    t = translator("id")
    found = []
    for path, text, faults in answered:
        report, problems = parse_report(
            text.encode(), f"content/kelurahan/dago/{path}", rules, Appearance(today=TODAY)
        )
        ours = {
            (each.code, message(each, t).partition("; sampai diperbaiki")[0]) for each in problems
        }
        assert {(f["code"], f["message"]) for f in faults} == ours, text
        found.append((text, report, {code for code, _ in ours}))
    text, report, codes = found[0]
    assert report is not None
    assert codes == set()
    assert text.split("---\n")[1].endswith(
        'sungai: "Cikapundung: hulu"\nkondisi: Rusak ringan\npanjang: 1.250,5\ndiperiksa: 2026-11-03\n'
        "peta_sungai: peta.contoh.example/sungai\ndana_warga: tidak\n"
    )
    assert {each.name: each.value for each in report.extra} == {
        "sungai": "Cikapundung: hulu",
        "kondisi": "rusak-ringan",
        "panjang": "1250.5",
        "diperiksa": "2026-11-03",
        "peta_sungai": "https://peta.contoh.example/sungai",
        "dana_warga": "tidak",
    }
    assert found[1][2] == {"F020", "F037", "F043", "F049"}
    assert "kondisi" not in found[2][0], "a choice that there is no more is not written"


def test_a_unit_is_told_how_its_kecamatan_can_be_reached_as_published(city: City) -> None:
    above = "-- content/kecamatan/coblong/unit.yml --\ntelepon: 022-2500001\nwhatsapp: 0811-2000-111\nemail: camat@coblong.example\n"
    made = city(f"{above}{BEGUN}whatsapp: 0811-3000-111\n")
    made.build()
    rows = {row[0]: row for row in json.loads(made.read("tulis/unit.json"))}
    assert rows["kelurahan/dago"][2:] == ["Kecamatan Coblong", "kecamatan/coblong", []]
    assert rows["kecamatan/coblong"][4] == [
        ["WhatsApp 0811-2000-111", "https://wa.me/628112000111"],
        ["Surel camat@coblong.example", "mailto:camat@coblong.example"],
    ]
    made.write("content/kecamatan/coblong/unit.yml", "alamat: Jalan Coblong 1\n")
    made.build()
    rows = {row[0]: row for row in json.loads(made.read("tulis/unit.json"))}
    assert rows["kecamatan/coblong"][4] == []
