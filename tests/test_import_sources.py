"""What other programs write: exports, feeds and folders as they are found, with what is wrong in them."""

from __future__ import annotations

import codecs
import gzip
import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.migration.days import day_in
from sitegen.migration.markdown import to_markdown
from tests.handed_in import photo, zipped
from tests.repository import Repository, repository
from tests.test_import import FOLDER, RSS, WXR, bring, item, made

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return repository(tmp_path / "kota")


def reports(city: Repository) -> dict[str, str]:
    """The reports that an import made, by the name of their file."""
    paths = [city.folder / path for path in made(city) if path.endswith(".md")]
    return {path.name: path.read_text("utf-8") for path in paths}


def left(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("left out")]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-11-03 23:30:00", date(2020, 11, 3)),
        ("2020-11-03T23:30:00Z", date(2020, 11, 4)),
        ("2020-11-03 23:30:00 UTC", date(2020, 11, 4)),
        ("2020-11-03T23:30:00.123456+00:00", date(2020, 11, 4)),
        ("2020-11-03 23:30:00 +0700", date(2020, 11, 3)),
        ("2020-11-04T00:30:00+09:00", date(2020, 11, 3)),
        ("Tue, 03 Nov 2020 20:00:00 +0000", date(2020, 11, 4)),
        ("Tue, 03 Nov 2020 20:00:00 GMT", date(2020, 11, 4)),
        ("Sel, 03 Agu 2020 08:00:00 +0700", date(2020, 8, 3)),
        ("Selasa, 3 November 2020 pukul 09.00 WIB", date(2020, 11, 3)),
        ("Wed Jul 22 2015 23:05:08 GMT+0000 (UTC)", date(2015, 7, 23)),
        ("November 3, 2020 9:00 am", date(2020, 11, 3)),
        ("3/11/2020", date(2020, 11, 3)),
        ("11/30/2020", None),
        ("2020-02-30", None),
        ("0000-00-00 00:00:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("kemarin", None),
        ("", None),
    ],
)
def test_a_moment_is_a_day_of_the_city(text: str, day: date | None) -> None:
    assert day_in(text, JAKARTA) == day


def test_a_post_of_a_feed_before_seven_is_of_that_day_in_the_city(city: Repository) -> None:
    early = RSS.replace("Sat, 07 Nov 2020 08:00:00 +0700", "Fri, 06 Nov 2020 23:00:00 +0000")
    assert bring(city, "rss", early) == 0
    assert list(reports(city)) == ["2020-11-07-kerja-bakti-lomba.md"]


def test_the_clock_of_wordpress_is_its_own(city: Repository) -> None:
    late = item().replace("Tue, 03 Nov 2020 02:00:00 +0000", "Tue, 03 Nov 2020 23:30:00 +0000")
    assert bring(city, "wordpress", WXR.format(items=late)) == 0
    assert list(reports(city)) == ["2020-11-03-posyandu-mawar.md"]


def test_a_date_that_is_not_understood_is_said_so(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "csv", "judul,tanggal,isi\nRapat,kemarin,Warga berkumpul\n") == 0
    assert left(capsys.readouterr().out) == [
        'left out: :2 "Rapat": its date is not one that is understood here'
    ]


ENTRY = """\
<entry><id>tag:blogger.com,1999:blog-1.{kind}-{number}</id><published>2020-11-0{number}T08:00:00.000+07:00</published>
<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>
<category scheme='http://www.blogger.com/atom/ns#' term='kesehatan'/><title type='text'>Entri {number}</title>
<content type='html'>&lt;p&gt;Warga menulis teks nomor {number} di sini.&lt;/p&gt;</content>
<author><name>Siti Aminah</name><email>siti@lama.example</email></author>{more}
<link rel='alternate' type='text/html' href='https://lama.example/2020/11/entri-{number}.html'/></entry>
"""
DRAFT = (
    "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"
)


def test_of_blogger_posts_alone_are_taken_no_comments_and_no_settings(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = ("post", "comment", "settings", "template", "page", "post")
    entries = "".join(
        ENTRY.format(kind=kind, number=n, more=DRAFT if n == 6 else "")
        for n, kind in enumerate(kinds, 1)
    )
    feed = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>"
    assert bring(city, "rss", feed) == 0
    assert reports(city) == {
        "2020-11-01-entri-1.md": (
            '---\njudul: "Entri 1"\ntanggal: 2020-11-01\ntopik: [kesehatan]\n---\n\n'
            "Warga menulis teks nomor 1 di sini.\n"
        )
    }
    rows = (city.folder / "data/alamat-lama.csv").read_text("utf-8")
    assert rows.endswith("/2020/11/entri-1.html,/kelurahan/dago/laporan/2020/11/entri-1/\n")
    assert [
        line.partition(": ")[2].partition('": ')[2] for line in left(capsys.readouterr().out)
    ] == [
        "it is a comment of a reader",
        "it is a setting of the older site",
        "it is a setting of the older site",
        "it is a page, not a post: --pages takes pages too, as drafts of standing pages",
        "it is a draft",
    ]


XHTML = """\
<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Kerja bakti</a:title>
<a:published>2020-11-07T08:00:00+07:00</a:published><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Warga &amp; petugas.</p><ul><li>saluran <b>300 m</b></li><li>lumpur</li></ul></div></a:content></a:entry></a:feed>
"""
RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:isi="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Dago</title></channel><item rdf:about="x"><title>Kerja bakti</title>
<dc:date>2020-11-07T08:00:00+07:00</dc:date><isi:encoded>&lt;p&gt;Warga &amp;amp; petugas.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;saluran
&lt;b&gt;300 m&lt;/b&gt;&lt;/li&gt;&lt;li&gt;lumpur&lt;/li&gt;&lt;/ul&gt;</isi:encoded></item></rdf:RDF>
"""


@pytest.mark.parametrize("feed", [XHTML, RDF], ids=["Atom in XHTML with a prefix", "RSS 1.0"])
def test_a_feed_of_another_form_keeps_its_paragraphs_and_lists(city: Repository, feed: str) -> None:
    assert bring(city, "rss", feed) == 0
    text = reports(city)["2020-11-07-kerja-bakti.md"]
    assert text.endswith("---\n\nWarga & petugas.\n\n* saluran **300 m**\n* lumpur\n")


@pytest.mark.parametrize(
    ("export", "title"),
    [
        (f"\n\n{WXR}".encode(), "Warga — Dago"),
        (codecs.BOM_UTF8 + b"\n" + WXR.encode(), "Warga — Dago"),
        (WXR.encode("utf-16"), "Warga — Dago"),
        (WXR.replace("UTF-8", "windows-1252").encode("cp1252"), "Warga — Dago"),
        (WXR.replace("UTF-8", "Shift_JIS").encode(), "Warga - Dago"),
        (WXR.encode(), "Warga&nbsp;Dago &eacute;"),
    ],
    ids=[
        "empty lines first",
        "mark and line",
        "UTF-16",
        "Windows",
        "many bytes",
        "HTML's entities",
    ],
)
def test_an_export_in_another_encoding_or_with_slips_is_read(
    city: Repository, tmp_path: Path, export: bytes, title: str
) -> None:
    coded = "utf-16-le" if export.startswith(codecs.BOM_UTF16_LE) else "utf-8"
    coded = "cp1252" if b"windows-1252" in export else coded
    body = item(title=title, body="<p>Kader menimbang balita.</p>").encode(coded)
    path = tmp_path / "ekspor.xml"
    path.write_bytes(export.replace("{items}".encode(coded), body))
    assert bring(city, "wordpress", path) == 0
    shown = title.replace("&nbsp;", " ").replace("&eacute;", "é")
    assert f'judul: "{shown}"' in reports(city)["2020-11-03-posyandu-mawar.md"]


def test_a_broken_sign_is_told_and_the_rest_of_the_export_is_read(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ekspor.xml"
    path.write_bytes(
        WXR.format(items=item(body="<p>Posyandu \x7f ramai.</p>"))
        .encode()
        .replace(b"\x7f", b"\xe9")
    )
    assert bring(city, "wordpress", path) == 0
    assert "without: a sign that was broken in the export (�)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"a.xml": b"<rss/>"}), "it is a zip: unpack it, and import each file in it"),
        (gzip.compress(b"<rss/>"), "it is packed with gzip: unpack it first"),
        (
            b"-- MySQL dump 10.13",
            "it is a copy of a database: use the file of Tools, Export instead",
        ),
        (b"<?xml version='1.0' encoding='zlib'?><rss/>", "its encoding is not known"),
        (WXR.format(items=item())[:-30].encode() + b"<b>Fatal error</b>", "it is no whole XML"),
    ],
    ids=["zip", "gzip", "database", "an encoding that is none", "cut off by an error"],
)
def test_what_is_no_export_is_refused_by_what_it_is(
    city: Repository, tmp_path: Path, data: bytes, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ekspor.xml"
    path.write_bytes(data)
    assert bring(city, "wordpress", path) == 2
    assert (
        f"error[K019]: no reports can be made of this export: {reason}" in capsys.readouterr().err
    )
    assert made(city) == []


def test_xml_that_ends_too_early_is_told_with_its_line(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "wordpress", WXR.format(items=item())[:-30] + "\n<b>Fatal error</b>\n") == 2
    assert "ekspor:16: error" in capsys.readouterr().err


def test_a_table_of_a_plugin_gives_published_posts_alone(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "Title,Content,Date,Post Type,Status,Password,Categories\n"
        "Satu,Warga kerja bakti di saluran,2020-11-01,post,publish,,Kesehatan|Lingkungan\n"
        "Dua,Belum selesai ditulis,2020-11-02,post,draft,,\n"
        "Tiga,Untuk pegawai saja,2020-11-03,post,private,,\n"
        "Empat,Terkunci,2020-11-04,post,publish,rahasia,\n"
        "Lima,Barang,2020-11-05,product,publish,,\n"
        "Enam,Profil,2020-11-06,page,publish,,\n"
        "Tujuh,Entah,2020-11-07,post,in review,,\n"
    )
    assert bring(city, "csv", rows) == 0
    assert list(reports(city)) == ["2020-11-01-satu.md"]
    assert "topik: [kesehatan" in reports(city)["2020-11-01-satu.md"]
    assert [line.rpartition('": ')[2] for line in left(capsys.readouterr().out)] == [
        "it is a draft",
        "it is private",
        "it has a password",
        "it is neither a post nor a page",
        "it is a page, not a post: --pages takes pages too, as drafts of standing pages",
        "it is not published",
    ]


KEYS: dict[str, tuple[str, str]] = {
    "json.md": (
        '{\n"title": "Dari JSON", "date": "2020-11-03T23:30:00Z", "aliases": ["/tua/"]\n}\n\nIsi.\n',
        "",
    ),
    "habis.md": (
        '+++\ntitle = "Habis"\ndate = 2020-11-03\nexpiryDate = 2021-01-01\n+++\nIsi.\n',
        "the older site took it off on its day",
    ),
    "kutip.md": (
        '---\ntitle: "Lomba *seni* & budaya: RW 02"\ndate: 3 November 2020\n...\nIsi.\n',
        "",
    ),
    "rahasia.md": ("---\ntitle: T\ndate: 2020-11-03\nprivate: yes\n---\nIsi.\n", "it is private"),
    "masuk.md": (
        "---\ntitle: T\ndate: 2020-11-03\naccess:\n  site.login: true\n---\nIsi.\n",
        "it is private",
    ),
    "kunci.md": ("---\ntitle: T\ndate: 2020-11-03\npassword: x\n---\nIsi.\n", "it has a password"),
    "sembunyi.md": (
        "---\ntitle: T\ndate: 2020-11-03\nhidden: true\n---\nIsi.\n",
        "the older site does not list it",
    ),
    "status.md": ("---\ntitle: T\ndate: 2020-11-03\nstatus: draft\n---\nIsi.\n", "it is a draft"),
    "belum.md": ("---\ntitle: T\ndate: 2020-11-03\npublished: no\n---\nIsi.\n", "it is a draft"),
    "kosong.md": ("---\n---\nIsi.\n", "it has no title"),
    "tanggal.md": (
        "---\ntitle: T\ndate: 2020-02-30\n---\nIsi.\n",
        "its date is not one that is understood here",
    ),
    "angka.md": ("---\ntitle: 2020-11-03\ndate: 2020-11-03\n---\nIsi.\n", ""),
    "dua.en.md": (
        "---\ntitle: T\ndate: 2020-11-03\n---\nText.\n",
        "it is a translation of another text",
    ),
    "dua.md": ("---\ntitle: Dua\ndate: 2020-11-03\n---\nTeks.\n", ""),
    "lain.textile": ("h1. Judul\n", "it is not written in Markdown or HTML"),
    "2020-11-05-kepala.md": ("# Judul di kepala\n\nIsi.\n", ""),
    "_site/index.html": ("<p>a</p>", "it is a folder of the generator, not of texts"),
}


def test_keys_of_generators_say_what_is_taken(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "lama", {name: text for name, (text, _) in KEYS.items()})
    assert bring(city, "folder", root) == 0
    out = left(capsys.readouterr().out)
    for name, (_, reason) in KEYS.items():
        place = "_site/" if name.startswith("_site") else name
        assert [line.rpartition('": ')[2] for line in out if f"left out: {place} " in line] == (
            [reason] if reason else []
        ), name
    texts = reports(city)
    assert sorted(texts) == [
        "2020-11-03-angka.md",
        "2020-11-03-dua.md",
        "2020-11-03-kutip.md",
        "2020-11-04-json.md",
        "2020-11-05-kepala.md",
    ]
    assert 'judul: "Lomba *seni* & budaya: RW 02"' in texts["2020-11-03-kutip.md"]
    assert 'alias: ["/tua/"]' in texts["2020-11-04-json.md"]
    assert texts["2020-11-05-kepala.md"].endswith(
        'judul: "Judul di kepala"\ntanggal: 2020-11-05\n---\n\nIsi.\n'
    )


def test_all_addresses_of_a_text_lead_on_or_are_told(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = "redirect_from: [/lama/satu/, '/?p=7', '/berita lama/satu']\npermalink: /berita/:title/"
    root = write(
        tmp_path / "lama", {"2020-11-03-satu.md": f"---\ntitle: Satu\n{keys}\n---\nIsi teks.\n"}
    )
    assert bring(city, "folder", root) == 0
    assert 'alias: ["/lama/satu/"]' in reports(city)["2020-11-03-satu.md"]
    rows = (city.folder / "data/alamat-lama.csv").read_text("utf-8")
    assert rows == "lama,baru\n/?p=7,/kelurahan/dago/laporan/2020/11/satu/\n"
    said = capsys.readouterr().out
    assert "without: an older address, which cannot lead on from here" in said


def shots(tmp_path: Path) -> Path:
    """Two pictures of one name, of different months."""
    reds: dict[str, str | bytes] = {
        "2020/11/IMG_1.jpg": photo("red"),
        "2020/12/IMG_1.jpg": photo("blue"),
    }
    return write(tmp_path / "uploads", reds)


def test_pictures_of_one_name_stay_with_their_posts(city: Repository, tmp_path: Path) -> None:
    slug = "kegiatan-posyandu-balita-di-balai-rw-lima-kelurahan-dago"
    posts = (
        item(
            slug=f"{slug}-{month}",
            number=month,
            link=f"https://lama.example/{month}/",
            body=f'<p>Kader menimbang balita.</p><img src="/wp-content/uploads/2020/{month}/IMG_1.jpg">',
        )
        for month in ("11", "12")
    )
    export = WXR.format(items="".join(posts))
    for _ in range(2):
        assert bring(city, "wordpress", export, "--media", str(shots(tmp_path))) == 0
    folder = city.folder / FOLDER / "2020"
    for month, colour in (("11", "red"), ("12", "blue")):
        text = (folder / f"2020-11-03-{slug}-{month}.md").read_text("utf-8")
        shown = text.partition("![](")[2].partition(")")[0]
        assert (folder / shown).read_bytes() == photo(colour)
    assert len(list(folder.glob("*.jpg"))) == 2


def test_a_report_that_was_corrected_is_not_made_again(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = '<p>Kader menimbang balita.</p><img src="/2020/11/IMG_1.jpg">'
    export = WXR.format(items=item(body=body))
    options = ("--media", str(shots(tmp_path)))
    assert bring(city, "wordpress", export, *options) == 0
    path = city.folder / FOLDER / "2020/2020-11-03-posyandu-mawar.md"
    better = path.read_text("utf-8").replace("![]", "![Antrean di pintu balai]")
    path.write_text(better, "utf-8")
    capsys.readouterr()
    assert bring(city, "wordpress", export, *options) == 0
    assert capsys.readouterr().out == (
        f"here already: {FOLDER}2020/2020-11-03-posyandu-mawar.md,"
        " with another text, which stays as it is\n"
        "0 reports made, 1 were here already, 0 left out.\n"
    )
    assert path.read_text("utf-8") == better
    assert list(reports(city)) == [path.name]


def test_a_post_that_is_in_an_export_twice_is_made_once(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "wordpress", WXR.format(items=item() * 2)) == 0
    assert len(reports(city)) == 1
    assert left(capsys.readouterr().out) == [
        'left out: wp:12 "Posyandu Mawar menimbang 84 balita": it is in the export twice'
    ]


def test_an_answer_for_programs_says_what_is_other_about_a_report(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    for body in ("<p>Kader menimbang balita.</p>", "<p>Kader menimbang 84 balita.</p>"):
        capsys.readouterr()
        assert bring(city, "wordpress", WXR.format(items=item(body=body)), "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(each["state"], each["reason"]) for each in answer["posts"]] == [
        ("known", "with another text, which stays as it is")
    ]


def test_a_name_with_personal_data_is_left_out_and_not_told(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nik = "3273024505850003"
    assert bring(city, "wordpress", WXR.format(items=item(slug=f"bantuan-{nik}"))) == 1
    text = "---\ntitle: Bantuan\n---\nWarga menerima bantuan.\n"
    root = write(tmp_path / "lama", {f"2020-11-03-bantuan-{nik}.md": text})
    assert bring(city, "folder", root) == 1
    assert bring(city, "folder", root, "--format", "json") == 1
    said = "".join(capsys.readouterr())
    assert "P012" in said
    assert nik not in said
    assert made(city) == []


def attached(number: int, file: str, alt: str, post: int = 0) -> str:
    """A picture of an export, with what its site says that it shows."""
    return item(
        kind="attachment",
        number=str(number),
        more=f"<wp:post_parent>{post}</wp:post_parent>"
        f"<wp:attachment_url>https://lama.example/wp-content/uploads/{file}</wp:attachment_url>"
        f"<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>{alt}</wp:meta_value></wp:postmeta>",
    )


@pytest.mark.parametrize(
    ("gallery", "shown"),
    [
        ('[gallery ids="8,7"]', ["Meja timbang", "Antrean"]),
        ("[gallery include='7' columns=\"2\"]", ["Antrean"]),
        ("[gallery]", ["Antrean"]),
        ("[gallery exclude=7]", []),
        ('[gallery ids="99"]', []),
    ],
)
def test_a_gallery_of_wordpress_shows_its_pictures(
    city: Repository,
    tmp_path: Path,
    gallery: str,
    shown: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    export = WXR.format(
        items=item(body=f"Kader menimbang balita.\n\n{gallery}\n\nSelesai siang.")
        + attached(7, "2020/11/IMG_1.jpg", "Antrean", post=12)
        + attached(8, "2020/12/IMG_1.jpg", "Meja timbang")
    )
    assert bring(city, "wordpress", export, "--media", str(shots(tmp_path))) == 0
    text = reports(city)["2020-11-03-posyandu-mawar.md"]
    assert [
        line[2:].partition("]")[0] for line in text.splitlines() if line.startswith("![")
    ] == shown
    assert "gallery" not in text
    assert ("without: a block of a plugin" in capsys.readouterr().out) == (not shown)


def test_the_leading_picture_keeps_what_its_site_says_of_it(
    city: Repository, tmp_path: Path
) -> None:
    cover = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>"
    export = WXR.format(
        items=item(more=cover) + attached(7, "2020/11/IMG_1.jpg", "Antrean &amp; meja")
    )
    assert bring(city, "wordpress", export, "--media", str(shots(tmp_path))) == 0
    text = reports(city)["2020-11-03-posyandu-mawar.md"]
    assert 'foto:\n  - berkas: 1103-posyandu-mawar-img-1.jpg\n    alt: "Antrean & meja"\n' in text


PLUGIN = ("a block of a plugin",)


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        ('a [smartslider3 slider="2"] b', "a\n\nb", PLUGIN),
        ("[button link='https://a.example/' color=red]Daftar[/button]", "Daftar", PLUGIN),
        (
            "[one_half]kiri[/one_half] [RW 05] [a] kanan",
            "kiri\n\n\\[RW 05\\] \\[a\\] kanan",
            PLUGIN,
        ),
        ("[vc_row][vc_raw_html]JTNDcCUzRQ==[/vc_raw_html][/vc_row]a", "a", PLUGIN),
        (
            '<!-- wp:latest-posts {"postsToShow":3} /--><p>a</p>',
            "a",
            ("a part that the older site filled by itself",),
        ),
        ('<!-- wp:block {"ref":12} /-->a', "a", ("a part that the older site filled by itself",)),
        ("<!-- wp:separator /--><p>a</p>", "a", ()),
        (
            '<a href="https://a.example/b c(d).pdf">a</a>',
            "[a](https://a.example/b%20c%28d%29.pdf)",
            (),
        ),
    ],
)
def test_what_plugins_and_builders_leave_is_taken_out_and_told(
    html: str, markdown: str, lost: tuple[str, ...]
) -> None:
    assert to_markdown(html, lambda _: "", lambda address: address) == (markdown, lost)


def test_a_picture_with_spaces_in_its_name_comes_along(city: Repository, tmp_path: Path) -> None:
    text = "---\ntitle: Satu\n---\nWarga kerja bakti.\n\n![Saluran](<foto saluran.jpg>)\n"
    root = write(tmp_path / "lama", {"2020-11-03-satu.md": text, "foto saluran.jpg": photo()})
    assert bring(city, "folder", root) == 0
    assert "![Saluran](1103-satu-foto-saluran.jpg)" in reports(city)["2020-11-03-satu.md"]


OLD_PATHS: dict[str, tuple[dict[str, str], str]] = {
    "Jekyll": (
        {"_posts/2020-11-03-satu.md": "---\ntitle: Satu\ncategories: Berita\n---\nTeks.\n"},
        "/berita/2020/11/03/satu.html",
    ),
    "Jekyll, pretty": (
        {
            "_config.yml": "title: Dago\npermalink: pretty\n",
            "_posts/2020-11-03-satu.md": "---\ntitle: Satu\n---\nTeks.\n",
        },
        "/2020/11/03/satu/",
    ),
    "Jekyll, a pattern": (
        {
            "_config.yml": "permalink: /:year/:month/:title/\n",
            "_posts/2020-11-03-satu.md": "---\ntitle: Satu\n---\nTeks.\n",
        },
        "/2020/11/satu/",
    ),
    "Hugo": (
        {
            "hugo.toml": 'title = "Dago"\n',
            "content/berita/Satu Dua.md": "---\ntitle: Satu\ndate: 2020-11-03\n---\nTeks.\n",
        },
        "/berita/satu-dua/",
    ),
    "Hugo, a folder": (
        {
            "hugo.toml": 'title = "Dago"\n',
            "content/berita/satu/index.md": "---\ntitle: Satu\ndate: 2020-11-03\n---\nTeks.\n",
        },
        "/berita/satu/",
    ),
    "Hugo with rules of its own": (
        {
            "hugo.toml": '[permalinks]\nberita = "/:year/:slug/"\n',
            "content/berita/satu.md": "---\ntitle: Satu\ndate: 2020-11-03\n---\nTeks.\n",
        },
        "",
    ),
    "Grav": (
        {"user/pages/04.blog/02.satu/item.md": "---\ntitle: Satu\ndate: 2020-11-03\n---\nTeks.\n"},
        "/blog/satu/",
    ),
}


@pytest.mark.parametrize("name", OLD_PATHS)
def test_the_old_address_follows_from_the_rule_of_its_generator(
    city: Repository, tmp_path: Path, name: str
) -> None:
    files, old = OLD_PATHS[name]
    root = write(tmp_path / "lama", dict(files))
    assert bring(city, "folder", root) == 0
    [text] = reports(city).values()
    rows = city.folder / "data/alamat-lama.csv"
    listed = rows.read_text("utf-8") if rows.exists() else ""
    assert ("alias: [" in text or bool(listed)) == bool(old)
    assert not old or f'alias: ["{old}"]' in text or f"\n{old},/kelurahan/dago/" in listed


def test_a_post_of_pictures_that_are_not_there_is_told_so(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "wordpress", WXR.format(items=item(body="<img src='/a.jpg'>"))) == 0
    assert (
        "it has pictures alone, which are not in the folder of pictures" in capsys.readouterr().out
    )
