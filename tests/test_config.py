"""`site.yml` becomes a Config, or a ConfigError with every problem at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.city.config import Config, parse_config, read_config
from sitegen.city.site_fields import SITE_FIELDS
from sitegen.errors import ConfigError
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS
from sitegen.model import SiteLink, Where
from tests.conftest import told

BASE = "nama: Kota\nalamat_situs: https://a.example\n"


def config(text: str) -> Config:
    return parse_config((BASE + text).encode(), "site.yml")


def refused(data: bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_config(data, "site.yml")
    return [told(problem) for problem in caught.value.problems]


def test_a_name_and_an_address_are_enough() -> None:
    assert config("") == Config(name="Kota", base_url="https://a.example")


def test_every_setting_arrives() -> None:
    text = """\
nama: Kota Contoh
slogan: Kegiatan dan data
alamat_situs: https://contoh.example/terbuka/
zona_waktu: WITA
bahasa: en
pengaduan: {nama: LAPOR, tautan: https://lapor.example}
tautan_kaki:
  - {nama: PPID, tautan: /ppid/}
  - tautan: mailto:a@b.example
    nama: Surel
pemberitahuan: Contoh
lisensi: CC BY 4.0
tema: kota-baru
markdown: python-markdown
jenis_laporan: {kegiatan-warga: Kegiatan warga}
topik: {air-bersih: Air bersih, sampah: Persampahan}
batas_tahan: 25
"""
    assert parse_config(b"\xef\xbb\xbf" + text.encode(), "site.yml") == Config(
        name="Kota Contoh",
        base_url="https://contoh.example/terbuka",
        tagline="Kegiatan dan data",
        zone="Asia/Makassar",
        lang="en",
        complaint=("LAPOR", "https://lapor.example"),
        footer=(("PPID", "/ppid/"), ("Surel", "mailto:a@b.example")),
        notice="Contoh",
        licence="CC BY 4.0",
        theme="kota-baru",
        markdown="python-markdown",
        kinds=(*REPORT_KINDS, ("kegiatan-warga", "Kegiatan warga")),
        topics=(
            *((key, "Persampahan" if key == "sampah" else label) for key, label in TOPICS),
            ("air-bersih", "Air bersih"),
        ),
        hold_limit=25,
        links=(
            SiteLink(where=Where(path="site.yml", line=8, column=26, field="tautan"), url="/ppid/"),
        ),
    )


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("WIB", "Asia/Jakarta"),
        ("wit", "Asia/Jayapura"),
        ("Wita", "Asia/Makassar"),
        ("Asia/Pontianak", "Asia/Pontianak"),
    ],
)
def test_a_time_zone_has_its_indonesian_or_its_iana_name(typed: str, zone: str) -> None:
    assert config(f"zona_waktu: {typed}\n").zone == zone


KNOWN = ", ".join(field.key for field in SITE_FIELDS)
NO_ZONE = "is no time zone = write WIB, WITA or WIT"
NO_THEME = "is no name of a theme = write the name of a folder below `themes/`, such as `kota`"
NO_NAME = "cannot be a stable name = write small letters, digits and hyphens, such as"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "warna: biru",
            f"3:1: [S003] there is no setting `warna` = remove the line, or use one of: {KNOWN}",
            id="unknown setting",
        ),
        pytest.param(
            "slogn: x",
            "3:1: [F006] there is no key `slogn`; did you mean `slogan`? = write this in place of the line: `slogan: x`",
            id="misspelt setting",
        ),
        pytest.param(
            "pengaduan: {nama: L, tautan: /x/, warna: biru}",
            "3:35: [S003] there is no setting `warna` = "
            "remove the line, or use one of: nama, tautan",
            id="unknown setting inside",
        ),
        pytest.param("zona_waktu: GMT+7", f"3:13: [S005] `GMT+7` {NO_ZONE}", id="no zone"),
        pytest.param("zona_waktu: Asia", f"3:13: [S005] `Asia` {NO_ZONE}", id="folder of zones"),
        pytest.param("zona_waktu: ../x", f"3:13: [S005] `../x` {NO_ZONE}", id="path"),
        pytest.param("zona_waktu: /etc/passwd", f"3:13: [S005] `/etc/passwd` {NO_ZONE}", id="root"),
        pytest.param(
            "tautan_kaki:\n  - {nama: A, tautan: /a}\n  - {nama: B, tautan: b.example}",
            "5:23: [S006] `b.example` is no address = "
            "write it with https://, or from the site's root with `/`",
            id="second link",
        ),
        pytest.param(
            "pengaduan: {nama: L, tautan: 'javascript:alert(1)'}",
            "3:30: [S006] `javascript:alert(1)` is no address = "
            "write it with https://, or from the site's root with `/`",
            id="program as link",
        ),
        pytest.param(
            "ppid: {maklumat: 'javascript:alert(1)'}",
            "3:18: [S006] `javascript:alert(1)` is no address = "
            "write it with https://, or from the site's root with `/`",
            id="program as pledge",
        ),
        pytest.param(
            "pengaduan: {nama: L}",
            "3:12: [F004] the key `tautan` is missing = "
            "add a line such as `tautan: https://www.lapor.go.id`",
            id="link without address",
        ),
        pytest.param(
            "topik:\n  Air Bersih: Air",
            f"4:3: [S007] `Air Bersih` {NO_NAME} `air-bersih`",
            id="topic",
        ),
        pytest.param(
            "jenis_laporan: {'???': x}", f"3:16: [S007] `???` {NO_NAME} `nama-topik`", id="kind"
        ),
        pytest.param("tema: ../x", f"3:7: [S008] `../x` {NO_THEME}", id="path as theme"),
        pytest.param("tema: a/b", f"3:7: [S008] `a/b` {NO_THEME}", id="folder as theme"),
        pytest.param("tema: --", f"3:7: [S008] `--` {NO_THEME}", id="no theme"),
        pytest.param(
            "batas_tahan: 101",
            "3:14: [S009] `101` is no percentage = write a number from 0 to 100",
            id="percentage",
        ),
        pytest.param(
            "bahasa: jawa",
            "3:9: [F022] `bahasa: jawa` is not in the list: id, en = write one of them",
            id="language",
        ),
    ],
)
def test_a_wrong_setting_is_told_at_its_place(text: str, expected: str) -> None:
    assert refused((BASE + text + "\n").encode()) == [f"site.yml:{expected}"]


@pytest.mark.parametrize(
    "typed", ["a.go.id", "ftp://a.example", "https://", "https://a/?b", "https://a/#b", "https://["]
)
def test_what_is_no_address_of_a_site_is_refused(typed: str) -> None:
    assert refused(f"nama: K\nalamat_situs: '{typed}'\n".encode()) == [
        (
            f"site.yml:2:15: [S004] `{typed}` is no address of a site = "
            "write it with https:// and the host, such as https://terbuka.bandung.go.id"
        )
    ]


def test_all_problems_are_told_at_once() -> None:
    assert refused(b"batas_tahan: 500\ntema: /\n") == [
        "site.yml:1:1: [F004] the key `nama` is missing = add a line such as `nama: Kota Bandung`",
        (
            "site.yml:1:1: [F004] the key `alamat_situs` is missing = "
            "add a line such as `alamat_situs: https://terbuka.bandung.go.id`"
        ),
        "site.yml:1:14: [S009] `500` is no percentage = write a number from 0 to 100",
        f"site.yml:2:7: [S008] `/` {NO_THEME}",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            b"nama: K\nslogan: \xe9\n",
            "2:9: [F002] the file is not UTF-8 text = save it again with the encoding UTF-8 "
            "(in Notepad: Save As, Encoding UTF-8)",
            id="another encoding",
        ),
        pytest.param(
            b"nama: Kota: Contoh\nalamat_situs: https://a.example\n",
            "1:11: [F017] a colon or a quotation mark stands inside a value that has no quotes around it = "
            'put the whole value in quotes: `nama: "Kota: Contoh"`',
            id="colon",
        ),
        pytest.param(
            b"#" * (64 * 1024 + 1),
            "1:1: [F014] the keys take 65 KB; at most 64 KB are read = "
            "move long texts below the second `---` line",
            id="too long",
        ),
    ],
)
def test_an_unreadable_file_is_told(data: bytes, expected: str) -> None:
    assert refused(data) == [f"site.yml:{expected}"]


def test_all_slips_of_the_file_and_its_wrong_values_are_told_at_once() -> None:
    text = (
        b"nama: Kota: Contoh\nalamat_situs: https://a.example\nslogan Kota kita\nbatas_tahan: 500\n"
    )
    assert [line.partition(" ")[0] + line.split()[1] for line in refused(text)] == [
        "site.yml:1:11:[F017]",
        "site.yml:3:1:[F019]",
        "site.yml:4:14:[S009]",
    ]


@pytest.mark.parametrize(
    ("typed", "pledge", "links"),
    [
        ("/a/", "/a/", ("/a/",)),
        ("https://PPID.example/A", "https://ppid.example/A", ()),
        ("ppid.example", "https://ppid.example", ()),
    ],
)
def test_the_pledge_of_service_is_an_address_or_a_path_that_is_followed(
    typed: str, pledge: str, links: tuple[str, ...]
) -> None:
    found = config(f"ppid: {{maklumat: {typed}}}\n")
    assert found.ppid.pledge == pledge
    assert tuple(link.url for link in found.links) == links


def test_a_problem_shows_its_line() -> None:
    with pytest.raises(ConfigError) as caught:
        config("tema: ../x\n")
    assert [problem.excerpt for problem in caught.value.problems] == ["tema: ../x"]


def test_a_folder_without_a_city_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path)
    assert [told(problem) for problem in caught.value.problems] == [
        (
            "site.yml: [S001] there is no `site.yml` here = go to the city's folder, name it with "
            "--root, or make one with `sitegen new city DIR`"
        )
    ]


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "site.yml").mkdir()
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path)
    assert [told(problem) for problem in caught.value.problems] == [
        (
            "site.yml: [S002] `site.yml` cannot be opened: it is a folder, not a file = "
            "check the rights of the file"
        )
    ]


def test_the_file_of_a_city_is_read(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text(BASE, encoding="utf-8")
    assert read_config(tmp_path) == config("")


@pytest.mark.parametrize("item", SITE_FIELDS, ids=lambda item: item.key)
def test_the_example_of_every_setting_is_accepted(item: object) -> None:
    found = next(each for each in SITE_FIELDS if each is item)
    example = f"\n  {found.example}" if found.example.startswith("-") else f" {found.example}"
    others = "".join(
        f"{each.key}: {each.example}\n" for each in SITE_FIELDS if each.required and each != found
    )
    assert parse_config(f"{others}{found.key}:{example}\n".encode(), "site.yml")


_settings = st.lists(
    st.builds(
        "{}: {}\n".format,
        st.sampled_from([word for item in SITE_FIELDS for word in (item.key, *item.aliases)]),
        st.one_of(
            st.text(max_size=15),
            st.text(alphabet="/:[]{}.#?&*!|>'\" @a", max_size=15),
            st.sampled_from(["[a]", "{a: b}", "{nama: a, tautan: /}", "'https://['", "Asia", "1"]),
        ),
    ),
    max_size=4,
).map(lambda lines: (BASE + "".join(lines)).encode())


@settings(deadline=None)
@given(st.one_of(st.binary(), _settings))
def test_any_bytes_are_a_config_or_a_config_error(data: bytes) -> None:
    try:
        found = parse_config(data, "site.yml")
    except ConfigError as error:
        told_all = [told(problem) for problem in error.problems]
    else:
        told_all = [found.name]
    assert all(told_all)
    assert told_all
