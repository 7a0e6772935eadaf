"""`sitegen import`: posts of older sites become reports that a check passes, or are listed."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sitegen.cli.main import run
from sitegen.migration.markdown import to_markdown
from sitegen.migration.marks import without_marks
from tests.growth import LEAST, TIMES, WORST
from tests.handed_in import photo
from tests.repository import Repository, repository
from tests.test_json import fits

FOLDER = "content/kelurahan/dago/laporan/"
WXR = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Kelurahan Dago</title><wp:author><wp:author_login>siti</wp:author_login></wp:author>
{items}
</channel></rss>
"""
ITEM = """\
<item><title>{title}</title><link>{link}</link><pubDate>Tue, 03 Nov 2020 02:00:00 +0000</pubDate>
<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2020-11-03 09:00:00</wp:post_date>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<wp:post_password>{password}</wp:post_password>
<category domain="category" nicename="kesehatan"><![CDATA[Kesehatan]]></category>{more}</item>
"""
BODY = """\
Sebanyak 84 balita ditimbang di <strong>Balai RW 05</strong> pada Selasa pagi oleh kader dan bidan.

[caption id="attachment_3" align="alignnone" width="300"]<a href="https://lama.example/wp-content/\
uploads/2020/11/antrean.jpg"><img src="https://lama.example/wp-content/uploads/2020/11/\
antrean-300x200.jpg" alt="Antrean di pintu balai" /></a> Antrean di balai[/caption]

Empat balita dirujuk ke puskesmas. Lihat <a href="https://lama.example/wp-content/uploads/2020/11/\
hasil.pdf">hasil lengkap</a>.
"""


def item(**given: str) -> str:
    usual = {
        "title": "Posyandu Mawar menimbang 84 balita",
        "link": "https://lama.example/2020/11/posyandu-mawar/",
        "body": BODY,
        "number": "12",
        "slug": "posyandu-mawar",
        "status": "publish",
        "kind": "post",
        "password": "",
        "more": "",
    }
    return ITEM.format(**usual | given)


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return repository(tmp_path / "kota")


def bring(city: Repository, what: str, source: str | Path, *options: str) -> int:
    path = source
    if isinstance(source, str):
        path = city.folder.parent / "ekspor"
        path.write_text(source, encoding="utf-8")
    root = ("--root", str(city.folder), "--clock", "2026-11-21", "--lang", "en")
    return run(["import", what, str(path), "--unit", "dago", *root, *options])


def media(tmp_path: Path) -> tuple[str, str]:
    folder = tmp_path / "uploads" / "2020" / "11"
    folder.mkdir(parents=True)
    (folder / "antrean.jpg").write_bytes(photo("red", (640, 480)))
    (folder / "antrean-300x200.jpg").write_bytes(photo("red", (300, 200)))
    (folder / "depan.jpg").write_bytes(photo("blue", (640, 480)))
    return "--media", str(tmp_path / "uploads")


def made(city: Repository) -> list[str]:
    new = city.git("status", "--short", "--untracked-files=all").splitlines()
    return sorted(line.removeprefix("?? ") for line in new)


def test_a_post_of_wordpress_becomes_a_report_with_its_pictures(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cover = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>"
    attached = item(
        kind="attachment",
        number="7",
        more="<wp:attachment_url>https://lama.example/wp-content/uploads/2020/11/depan.jpg</wp:attachment_url>",
    )
    source = WXR.format(items=item(more=cover) + attached)

    assert bring(city, "wordpress", source, *media(tmp_path)) == 0

    name = "1103-posyandu-mawar"
    text = (city.folder / FOLDER / "2020/2020-11-03-posyandu-mawar.md").read_text("utf-8")
    assert text == (
        '---\njudul: "Posyandu Mawar menimbang 84 balita"\ntanggal: 2020-11-03\ntopik: [kesehatan]\n'
        f"foto:\n  - berkas: {name}-depan.jpg\n"
        'alias: ["/2020/11/posyandu-mawar/"]\n---\n\n'
        "Sebanyak 84 balita ditimbang di **Balai RW 05** pada Selasa pagi oleh kader dan bidan.\n\n"
        f"![Antrean di pintu balai]({name}-antrean.jpg)\n\nAntrean di balai\n\n"
        "Empat balita dirujuk ke puskesmas. Lihat"
        " [hasil lengkap](https://lama.example/wp-content/uploads/2020/11/hasil.pdf).\n"
    )
    assert made(city) == [
        FOLDER + "2020/" + each
        for each in (f"{name}-antrean.jpg", f"{name}-depan.jpg", "2020-11-03-posyandu-mawar.md")
    ]
    larger = (city.folder / FOLDER / f"2020/{name}-antrean.jpg").read_bytes()
    assert larger == photo("red", (640, 480))
    said = capsys.readouterr().out
    assert "without: a picture that is not in the folder of pictures" in said  # the PDF
    assert said.endswith("1 reports made, 0 were here already, 0 left out.\n")


def test_a_second_run_makes_nothing(city: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    twice = item() + item(
        number="13", title="Posyandu lagi", body="Teks lain dari hari yang sama, 30 balita."
    )
    for _ in range(2):
        assert bring(city, "wordpress", WXR.format(items=twice)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "0 reports made, 2 were here already, 0 left out."
    assert [Path(path).name for path in made(city)] == [
        "2020-11-03-posyandu-mawar-2.md",
        "2020-11-03-posyandu-mawar.md",
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"status": "draft"}, "it is a draft"),
        ({"status": "private"}, "it is private"),
        ({"status": "trash"}, "it is in the bin"),
        ({"status": "future"}, "it was planned for later"),
        ({"status": "sesuatu"}, "it is not published"),
        ({"password": "rahasia"}, "it has a password"),
        (
            {"kind": "page"},
            "it is a page, not a post: --pages takes pages too, as drafts of standing pages",
        ),
        ({"kind": "nav_menu_item"}, "it is an entry of a menu: the site makes its own"),
        ({"kind": "product"}, "it is neither a post nor a page"),
        ({"title": " "}, "it has no title"),
        ({"body": "<script>alert(1)</script>"}, "it has no text"),
    ],
)
def test_what_is_left_out_is_listed_with_its_reason(
    city: Repository, given: dict[str, str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "wordpress", WXR.format(items=item(**given))) == 0
    title = given.get("title", "Posyandu Mawar menimbang 84 balita").strip()
    assert capsys.readouterr().out == (
        f'left out: wp:12 "{title}": {reason}\n0 reports made, 0 were here already, 1 left out.\n'
    )
    assert made(city) == []


def test_personal_data_keeps_a_post_out_and_is_not_told(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    nik = "3273024505850003"
    bad = item(
        title=f"NIK {nik}", body=f"Warga dengan NIK {nik} menerima bantuan.", number="5", slug="x"
    )
    assert bring(city, "wordpress", WXR.format(items=bad + item())) == 1
    said = "".join(capsys.readouterr())
    assert "left out: wp:5" in said
    assert "error[P0" in said
    assert nik not in said
    assert len(made(city)) == 1


def test_nothing_is_written_in_a_dry_run(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "wordpress", WXR.format(items=item()), "--dry-run") == 0
    assert "would be made: " + FOLDER in capsys.readouterr().out
    assert made(city) == []


def test_addresses_that_no_folder_can_have_go_into_the_list_of_the_city(city: Repository) -> None:
    numbered = item(link="https://lama.example/?p=12")
    paged = item(
        link="https://lama.example/berita/kerja-bakti.html", number="13", slug="kerja-bakti"
    )
    for _ in range(2):
        assert bring(city, "wordpress", WXR.format(items=numbered + paged)) == 0
    assert (city.folder / "data/alamat-lama.csv").read_text() == (
        "lama,baru\n"
        "/?p=12,/kelurahan/dago/laporan/2020/11/posyandu-mawar/\n"
        "/berita/kerja-bakti.html,/kelurahan/dago/laporan/2020/11/kerja-bakti/\n"
    )
    assert run(["check", "--root", str(city.folder), "--clock", "2026-11-21"]) == 0


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "it is no whole XML"),
        ("<rss><channel><item><title>a</title>", "it is no whole XML"),
        ("<rss><channel></channel></rss>", "there are no posts in it"),
        (
            f"{BOMB}<rss><item><title>&b;</title></item></rss>",
            "it has a document type, which no export has",
        ),
        (
            f"{OUTSIDE}<rss><item><title>&a;</title></item></rss>",
            "it has a document type, which no export has",
        ),
        ("<rss><item><title>&b;</title></item></rss>", "it is no whole XML"),
        ("<?xml version='1.0' encoding='x-lain'?><rss/>", "its encoding is not known"),
        ("<html><body><p>Beranda</body></html>", "it is no whole XML"),
    ],
)
@pytest.mark.parametrize("what", ["wordpress", "rss"])
def test_hostile_and_broken_xml_is_refused_in_a_sentence(
    city: Repository, what: str, source: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, what, source) == 2
    assert (
        f"error[K019]: no reports can be made of this export: {reason}" in capsys.readouterr().err
    )
    assert made(city) == []


def test_deep_xml_and_control_signs_are_read(city: Repository) -> None:
    deep = "<a>" * 50_000 + "</a>" * 50_000
    assert (
        bring(city, "wordpress", WXR.format(items=item(more=deep, title="Posyandu\x0b Mawar"))) == 0
    )
    assert len(made(city)) == 1


RSS = """\
<rss version="2.0"><channel><title>Dago</title><item><title>Kerja bakti &amp; lomba</title>
<link>https://lama.example/berita/kerja-bakti</link><pubDate>Sat, 07 Nov 2020 08:00:00 +0700</pubDate>
<description>&lt;p&gt;Warga membersihkan 300 meter saluran di RW 02 bersama petugas dinas.&lt;/p&gt;</description>
<enclosure url="https://lama.example/foto/depan.jpg" type="image/jpeg"/></item></channel></rss>
"""
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>Dago</title><entry><title>Kerja bakti &amp; lomba</title>
<link rel="self" href="https://lama.example/feed/1"/><link href="https://lama.example/berita/kerja-bakti"/>
<published>2020-11-07T08:00:00+07:00</published><content type="html">&lt;p&gt;Warga membersihkan 300 meter
saluran di RW 02 bersama petugas dinas.&lt;/p&gt;</content></entry></feed>
"""


@pytest.mark.parametrize("source", [RSS, ATOM], ids=["rss", "atom"])
def test_items_of_feeds_become_reports(city: Repository, tmp_path: Path, source: str) -> None:
    assert bring(city, "rss", source, *media(tmp_path)) == 0
    text = (city.folder / FOLDER / "2020/2020-11-07-kerja-bakti-lomba.md").read_text("utf-8")
    assert 'judul: "Kerja bakti & lomba"\ntanggal: 2020-11-07\n' in text
    assert 'alias: ["/berita/kerja-bakti/"]' in text
    assert text.endswith("Warga membersihkan 300 meter saluran di RW 02 bersama petugas dinas.\n")
    assert ("berkas: 1107-kerja-bakti-lomba-depan.jpg" in text) == (source is RSS)


PAGES = {
    "_posts/2020-11-03-kerja-bakti.md": '---\nlayout: post\ntitle: "Kerja bakti RW 02"\ntags: [lingkungan]\n---\n'
    "Warga membersihkan 300 meter saluran.\n{% include foto.html %}\n\n![Warga]({{ site.baseurl }}/images/a.jpg)\n",
    "content/berita/posyandu/index.md": '+++\ntitle = "Posyandu Mawar"\ndate = 2020-11-04\n+++\n'
    'Kader menimbang 84 balita di balai.\n\n{{< figure src="antre.jpg" alt="Antrean" >}}\n',
    "content/berita/draf.md": "---\ntitle: Belum\ndate: 2020-11-05\ndraft: true\n---\nNanti.\n",
    "content/berita/_index.md": "---\ntitle: Berita\n---\n",
    "user/pages/04.blog/02.donor/item.id.md": "---\ntitle: 'Donor darah'\ndate: '26-11-2020 06:26'\n"
    "header_image_file: a.jpg\n---\nSebanyak 40 warga mendonorkan darah.\n\n===\n\nSisanya menyusul.\n",
    "user/pages/02.profil/default.id.md": "---\ntitle: Profil\n---\nIsi.\n",
    "rusak.md": "---\ntitle: [\n---\nIsi.\n",
    "bom.md": "---\na: &a [x]\nb: &b [*a, *a]\ntitle: b\n---\nIsi.\n",
    "tanpa-tanggal.md": "---\ntitle: Tanpa tanggal\n---\nIsi.\n",
}


def test_pages_of_jekyll_hugo_and_grav_become_reports(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "lama"
    for name, text in PAGES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "content/berita/posyandu/antre.jpg").write_bytes(photo())
    (root / "tautan.md").symlink_to("/etc/passwd")

    assert bring(city, "folder", root) == 0

    read = {
        path.name: path.read_text("utf-8") for path in (city.folder / FOLDER / "2020").glob("*.md")
    }
    assert sorted(read) == [
        "2020-11-03-kerja-bakti.md",
        "2020-11-04-posyandu.md",
        "2020-11-26-donor.md",
    ]
    assert read["2020-11-03-kerja-bakti.md"].endswith(
        "---\n\nWarga membersihkan 300 meter saluran.\n"
    )
    assert "![Antrean](1104-posyandu-antre.jpg)" in read["2020-11-04-posyandu.md"]
    assert read["2020-11-26-donor.md"].endswith("darah.\n\nSisanya menyusul.\n")
    left = [line for line in capsys.readouterr().out.splitlines() if line.startswith("left out")]
    assert left == [
        'left out: bom.md "": its front matter cannot be read',
        'left out: rusak.md "": its front matter cannot be read',
        'left out: tanpa-tanggal.md "Tanpa tanggal": it has no date',
        'left out: tautan.md "": it is a link to another file',
        'left out: content/berita/_index.md "Berita": it is the page of a section, which the site makes by itself',
        'left out: content/berita/draf.md "Belum": it is a draft',
        'left out: user/pages/02.profil/default.id.md "Profil": it is a page, not a post: --pages takes pages too, as drafts of standing pages',
    ]


def test_rows_of_a_table_become_reports(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "Nama Kegiatan;Tanggal;Uraian\n"
        "Kerja bakti;07/11/2020;Warga membersihkan saluran.|Lumpur diangkut dua truk.\n"
        "Rapat;;Tanpa tanggal\n"
    )
    assert bring(city, "csv", rows) == 0
    text = (city.folder / FOLDER / "2020/2020-11-07-kerja-bakti.md").read_text("utf-8")
    assert text.endswith("Warga membersihkan saluran.\n\nLumpur diangkut dua truk.\n")
    assert 'left out: :3 "Rapat": it has no date' in capsys.readouterr().out


def workbook(path: Path, rows: list[list[object]], *, hidden: int = 0) -> Path:
    book = openpyxl.Workbook()
    book.create_sheet("Petunjuk", 0).append(["Isi lembar kedua"])
    sheet = book.create_sheet("Kegiatan")
    for row in rows:
        sheet.append(row)
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    book.save(path)
    return path


ROWS: list[list[object]] = [
    ["Kegiatan Kelurahan Dago 2020"],
    ["Nama Kegiatan", "Tanggal", "Uraian"],
    ["Kerja bakti", date(2020, 11, 7), "Warga membersihkan saluran.\n\nLumpur diangkut dua truk."],
    ["Rapat", None, "Tanpa tanggal"],
]


def test_rows_of_a_workbook_become_reports(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "excel", workbook(tmp_path / "kegiatan.xlsx", ROWS)) == 0
    text = (city.folder / FOLDER / "2020/2020-11-07-kerja-bakti.md").read_text("utf-8")
    assert text.endswith("Warga membersihkan saluran.\n\nLumpur diangkut dua truk.\n")
    assert 'left out: :4 "Rapat": it has no date' in capsys.readouterr().out


def test_a_workbook_with_hidden_rows_is_refused(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "excel", workbook(tmp_path / "kegiatan.xlsx", ROWS, hidden=3)) == 2
    assert "it has hidden rows or columns: show or remove them" in capsys.readouterr().err
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 tidak utuh")
    assert bring(city, "excel", tmp_path / "rusak.xlsx") == 2
    assert "it cannot be read as a workbook" in capsys.readouterr().err
    assert made(city) == []


def test_pages_become_drafts_of_standing_pages_when_they_are_asked_for(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = {
        "kind": "page",
        "slug": "struktur-organisasi",
        "title": "Struktur organisasi",
        "link": "https://lama.example/?page_id=7",
        "body": "<p>Lurah memimpin empat seksi.</p><p><img src='/depan.jpg' alt='Bagan'></p>",
    }
    export = WXR.format(items=item(**page))
    assert bring(city, "wordpress", export, "--pages", *media(tmp_path)) == 0
    name = "content/kelurahan/dago/halaman/struktur-organisasi"
    assert (city.folder / f"{name}.md").read_text("utf-8") == (
        '---\njudul: "Struktur organisasi"\ndraf: ya\n---\n\n'
        "Lurah memimpin empat seksi.\n\n![Bagan](struktur-organisasi-depan.jpg)\n"
    )
    assert (city.folder / f"{name}-depan.jpg").exists()
    old = (city.folder / "data/alamat-lama.csv").read_text("utf-8")
    assert "/?page_id=7,/kelurahan/dago/halaman/struktur-organisasi/" in old
    assert "1 reports and pages made" in capsys.readouterr().out

    grav = tmp_path / "user/pages/02.profil"
    grav.mkdir(parents=True)
    (grav / "default.id.md").write_text("---\ntitle: Profil\n---\nDago ada di utara.\n")
    assert bring(city, "folder", tmp_path / "user", "--pages") == 0
    assert (city.folder / "content/kelurahan/dago/halaman/profil.md").exists()


def test_html_in_a_file_for_markdown_becomes_markdown(city: Repository, tmp_path: Path) -> None:
    post = tmp_path / "lama/_posts/2020-11-03-tupoksi.md"
    post.parent.mkdir(parents=True)
    body = '<style>.a { color: red }</style>\n<div class="a">\n<h2>Tugas</h2>\n<ul>\n<li>Menyiapkan bahan</li>\n'
    post.write_text(f"---\ntitle: Tugas seksi\n---\n{body}</ul>\n</div>\n", encoding="utf-8")
    assert bring(city, "folder", tmp_path / "lama") == 0
    text = (city.folder / FOLDER / "2020/2020-11-03-tupoksi.md").read_text("utf-8")
    assert text.endswith("---\n\n## Tugas\n\n* Menyiapkan bahan\n")


def test_an_answer_for_programs_has_each_post_and_nothing_personal(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = (
        item(),
        item(number="13", title="Data warga", body="<p>NIK 3273015507850001 atas nama Siti.</p>"),
        item(number="14", status="draft"),
    )
    assert bring(city, "wordpress", WXR.format(items="".join(posts)), "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    fits(answer, "import")
    assert [(each["source"], each["state"]) for each in answer["posts"]] == [
        ("wp:14", "left"),
        ("wp:12", "made"),
        ("wp:13", "left"),
    ]
    assert (answer["made"], answer["known"], answer["left"]) == (1, 0, 2)
    assert "3273015507850001" not in json.dumps(answer)


def test_a_table_without_texts_is_refused(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(city, "csv", "nama,nik\na,b\n") == 2
    assert "it has no columns `judul` and `isi`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>satu</p><p>dua</p>", "satu\n\ndua"),
        ("satu\n\ndua", "satu\n\ndua"),
        ("satu\ndua", "satu\\\ndua"),
        ("<p>satu\ndua</p>\n\n<p>tiga</p>", "satu dua\n\ntiga"),
        ("<h1>Judul</h1>teks", "## Judul\n\nteks"),
        ("<b>tebal</b> dan <i>miring</i>", "**tebal** dan *miring*"),
        ("<b> tebal </b>lagi", "**tebal** lagi"),
        ("satu<br>dua", "satu\\\ndua"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "* a\n* b\n    * c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n\n> b"),
        ('<a href="https://a.example/">a</a>', "[a](https://a.example/)"),
        ('<a href="javascript:x()">a</a>', "a"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
        ),
        (
            "5 * 3 dan snake_case [x] `y` &lt;b&gt;",
            "5 \\* 3 dan snake\\_case \\[x\\] \\`y\\` \\<b\\>",
        ),
        ("# bukan judul", "\\# bukan judul"),
        ("1. bukan daftar", "1\\. bukan daftar"),
        ("- bukan daftar", "\\- bukan daftar"),
        ("<script>alert('<p>x</p>')</script>a<style>p{}</style>", "a"),
        ("<div><div><p>a</div>b", "a\n\nb"),
        ("[gallery ids='1']a [RW 05] b", "a \\[RW 05\\] b"),
        ("<p onclick='x'>a<img src=x onerror=y></p>", "a"),
        ("<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->", "a"),
        ("<b><i><a href='x'>", ""),
        ("</p></ul></blockquote></table></a></b>a", "a"),
    ],
)
def test_html_is_written_as_markdown(html: str, markdown: str) -> None:
    def link(address: str) -> str:
        return address if address.startswith("https:") else ""

    assert to_markdown(html, lambda _: "", link)[0] == markdown


PIECES = (
    *(
        "<",
        "<!",
        "<!--",
        "<a ",
        '<a b="',
        "</",
        "<?",
        "<![CDATA[",
        "&",
        "&#",
        "<b>x",
        "<b>x</b>",
        "<b><i>",
    ),
    *(
        "<a href=x>y",
        "<ul><li>",
        "<blockquote>",
        "<table><tr><td>x",
        "[caption]",
        "[a b=c ",
        '[a b="',
        "[/a]",
        "[vc_raw_html]",
        "<!-- wp:a ",
        "[gallery ",
        "<style>",
    ),
    *(
        "\n",
        "\n ",
        "![",
        "[",
        "[a](",
        "](",
        "{{",
        "{% ",
        "{{< figure ",
        "https://youtube.com/a\n",
        "\\",
    ),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_that_repeats_takes_a_time_that_grows_with_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece)) + "</i></b>" * (size // 8)
        start = time.process_time()
        to_markdown(text, lambda _: "", lambda address: address)
        without_marks(text)
        return time.process_time() - start

    first, second = seconds(60_000), seconds(60_000 * TIMES)
    assert second < LEAST or second / first < WORST


def test_marks_of_other_generators_go() -> None:
    text, lost = without_marks(
        "a {{ site.baseurl }}/b {% raw %}\n\n\n\n<style>p{}</style>c{: .kelas}"
    )
    assert text == "a /b \n\nc"
    assert lost == ("a block of a plugin",)
