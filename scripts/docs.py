"""Generates the reference pages from the code: `update` writes them, `check` compares them.

Commands come from their help, keys from FIELDS, messages from PROBLEMS, the theme contract from the
view classes, parts of docs/urls.md from what makes them. Guides and decisions are handwritten.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.city.owners import OWNER_FIELDS
from sitegen.city.site_fields import SITE_FIELDS
from sitegen.cli.host_scaffold import Place, host_file
from sitegen.cli.main import cli
from sitegen.datasets.downloads import DOWNLOADS
from sitegen.i18n import Translator, translator
from sitegen.keys.chart import CHART_FIELDS
from sitegen.keys.column import SCHEMA_FIELDS
from sitegen.keys.dataset import DATASET_FIELDS
from sitegen.keys.page import PAGE_FIELDS
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS
from sitegen.portal.products import PRODUCTS, reserved_names
from sitegen.privacy.permits import PERMIT_FIELDS, VARIABLE
from sitegen.problems import PROBLEMS, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.keys.field import Field

ROOT = Path(__file__).resolve().parent.parent
VIEWS = ROOT / "sitegen" / "pages" / "views"
# The views that others have as parts come first.
_PARTS_OF_VIEWS = ("frame", "cards", "figures")
WIDTH = 96
MADE_EN = "<!-- Made by scripts/docs.py from the code; do not edit. -->"
MADE_ID = "<!-- Dibuat oleh scripts/docs.py dari program; jangan disunting. -->"
# Groups of problems that belong to no content file, of which nothing can be said to be held back.
_WITHOUT_FILES = "KST"
GROUPS = {
    "F": ("Front matter and other YAML", "Isian di awal berkas dan YAML lain"),
    "M": ("Texts and links", "Teks dan tautan"),
    "D": ("Data", "Data"),
    "C": ("Charts", "Grafik"),
    "G": ("Pictures", "Gambar"),
    "K": ("Packages from offices", "Kiriman dari kantor"),
    "L": ("Documents (PDF)", "Dokumen (PDF)"),
    "R": ("Reports worth reading", "Laporan yang layak dibaca"),
    "P": ("Personal data", "Data pribadi"),
    "U": ("Units and the register", "Unit dan daftar unit"),
    "S": ("Site and build", "Situs dan proses penerbitan"),
    "T": ("Theme", "Tema"),
}


def pages() -> dict[str, str]:
    """Return every generated page by its path."""
    english, indonesian = translator("en"), translator("id")
    return {
        "docs/commands.md": _page(MADE_EN, commands()),
        "docs/configuration.md": _page(MADE_EN, configuration(english)),
        "docs/content.md": _page(MADE_EN, content(english)),
        "docs/hosting.md": _with_parts("docs/hosting.md", {"nginx": nginx()}),
        "docs/problems.md": _page(MADE_EN, problems(english)),
        "docs/theme-contract.md": _page(MADE_EN, contract()),
        "docs/urls.md": _with_parts(
            "docs/urls.md",
            {"addresses": addresses(), "downloads": downloads(), "reserved": reserved()},
        ),
        "docs/panduan/kunci.md": _page(MADE_ID, guide_keys(indonesian)),
        "docs/panduan/pesan.md": _page(MADE_ID, problems(indonesian)),
    }


def _page(made: str, lines: Iterator[str]) -> str:
    title, *rest = lines
    return "\n".join([title, "", made, *rest]).rstrip() + "\n"


def _with_parts(path: str, parts: dict[str, Iterator[str]]) -> str:
    """Return a handwritten page with its generated parts, each between two comments."""
    text = (ROOT / path).read_text(encoding="utf-8")
    for name, lines in parts.items():
        begin, end = f"<!-- {name}: made by scripts/docs.py -->\n", f"<!-- end of {name} -->"
        head, _, rest = text.partition(begin)
        _, found, tail = rest.partition(end)
        if not found:
            raise ValueError(f"{path} has no part called {name}")
        text = "".join((head, begin, "\n", *(f"{line}\n" for line in lines), "\n", end, tail))
    return text


def addresses() -> Iterator[str]:
    """Yield the table of the city's addresses; those with the same answer share a row."""
    yield from ("| address | what answers |", "|---|---|")
    answers: dict[str, list[str]] = {}
    for product in PRODUCTS:
        for path, text in product.paths:
            answers.setdefault(text, []).append(f"`{path}`")
    yield from (f"| {', '.join(paths)} | {text} |" for text, paths in answers.items())


def nginx() -> Iterator[str]:
    """Yield the file that `sitegen new host nginx` writes, for a made-up address."""
    place = Place(host="terbuka.kota.example", prefix="", zone="Asia/Makassar")
    yield from ("```nginx", *host_file("host/nginx.conf", place).rstrip().split("\n"), "```")


def reserved() -> Iterator[str]:
    """Yield the first parts of addresses that are not available to units."""
    yield ", ".join(f"`{name}`" for name in reserved_names()) + "."


def downloads() -> Iterator[str]:
    """Yield the table of the files that datasets offer."""
    yield from ("| file beside a dataset's page | what |", "|---|---|")
    for download in DOWNLOADS:
        name = download.suffix.format(ending=".<ext>")
        yield f"| `<name>{name}` | {download.label} |"


def commands() -> Iterator[str]:
    """Yield the command reference: the help of each command as printed."""
    yield "# Commands"
    yield from ("", "Every command is also `python -m sitegen COMMAND`. Exit codes:", "")
    yield from (
        "| code | meaning |",
        "|---|---|",
        "| 0 | published; held-back files, if any, are listed |",
        "| 1 | content problems under `check` or `--strict`; `--strict` publishes nothing then |",
        "| 2 | usage or configuration |",
        "| 3 | nothing published: too much was held back or would vanish, `content/` cannot be read, the theme is broken, or the disk is full |",
        "| 3 | with S039: published in part, since the disk failed while files were moved |",
        "| 4 | published, and somebody has to look: with `--fail-on-held` when something is held back, always when pages are missing for want of git's history (S059) |",
        "| 75 | another build holds the lock |",
        "",
        "Publish from a full clone (without `--depth` or `--filter`) and keep `.sitegen/` from one build to the",
        "next: earlier versions of files with errors come from git's history, and what cannot be read or made stays",
        "online because `.sitegen/` knows it.",
    )
    for context in _contexts(cli, "sitegen", None):
        path = context.command_path
        yield from ("", f"## {path}", "", "```text", context.get_help(), "```")


def _contexts(
    command: click.Command, name: str, parent: click.Context | None
) -> Iterator[click.Context]:
    """Yield a context for each command, created as on the command line."""
    settings = {**command.context_settings, "terminal_width": WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context
    if isinstance(command, click.Group):
        for each in sorted(command.commands):
            yield from _contexts(command.commands[each], each, context)


def configuration(t: Translator) -> Iterator[str]:
    """Yield the reference of `site.yml` and of the register."""
    yield "# Configuration"
    yield from (
        "",
        "## `site.yml`",
        "",
        "An unknown key is an error that names the nearest one. English names are accepted too.",
    )
    yield from _table(SITE_FIELDS, t, ("key", "also", "needed", "meaning", "example"))
    yield from ("", "## Vocabularies", "", "`jenis_laporan` and `topik` add to these.", "")
    yield "Kinds of report: " + ", ".join(f"`{key}`" for key, _ in REPORT_KINDS) + "."
    yield ""
    yield "Topics: " + ", ".join(f"`{key}`" for key, _ in TOPICS) + "."
    yield from (
        "",
        "## `data/units.csv`",
        "",
        "The register of every unit that must exist: comma or semicolon, UTF-8.",
        "",
        "| column | meaning |",
        "|---|---|",
        "| `id` | folder name below `content/<jenis>/`, part of every address; never changes |",
        "| `jenis` | `skpd`, `kecamatan`, `kelurahan`, or a kind of the city's own (`jenis_unit` in `site.yml`) |",
        "| `nama` | official name |",
        "| `kode_wilayah` | Kemendagri code: `32.73.02` (kecamatan), `32.73.02.1004` (kelurahan), `32.04.05.2003` (desa) |",
        "| `induk` | id of the unit above, `<jenis>/<id>` where two share an id: of a kelurahan its kecamatan, of a puskesmas its agency |",
        "| `nama_lama` | former names, separated by a vertical bar |",
        "| `status` | `aktif` (default) or `nonaktif` |",
        "| `kode_bps` | optional: code of BPS, 7 digits for a kecamatan, 10 for a kelurahan |",
        "",
        "## `data/peta/ubin.csv`",
        "",
        "Optional: the place of each kecamatan on the tile map of the home page, as",
        "`kode_wilayah,baris,kolom` with rows from the north and columns from the west, 1 to 12.",
        "",
        "## `data/peta/*.geojson`",
        "",
        "Optional: the boundaries of kecamatan or kelurahan, as polygons in degrees (EPSG:4326), for the",
        "maps at `/peta/`. One property of each area holds its code (`32.73.02.1004`, also without points)",
        "or else the name of the unit; all others are ignored. Kecamatan without boundaries are put",
        "together from those of all their kelurahan. State source and licence in `data/SUMBER.md`.",
        "",
        "## `data/dip.csv`",
        "",
        "Optional: what the register of public information lists besides what is published: papers, and what is",
        "exempt. Columns `unit,ringkasan,klasifikasi`, and if known `penanggung_jawab`, `waktu`, `tempat`, `bentuk`,",
        "`masa_simpan`, `tautan`; `hasil_uji` with `klasifikasi` `dikecualikan` ([public information](information.md)).",
        "",
        "## `data/permohonan.csv`",
        "",
        "Optional: requests for information as counts, without names: `tahun,unit,diterima,dikabulkan,sebagian,ditolak`,",
        "and if known `hari_rata` (mean of working days), `keberatan`, `sengketa`.",
        "",
        "## `data/pengaduan.csv`",
        "",
        "Optional: complaints as counts by unit and month, without names: `unit,tahun,bulan,diterima,dijawab_3_hari,`",
        "`dijawab_5_hari,dijawab_14_hari,dijawab_60_hari,terbuka,per` ([complaints](information.md#complaints)).",
        "",
        "## `data/libur.csv`",
        "",
        "Optional: days on which nobody is expected to publish, as `tanggal,keterangan`, for the",
        "[monitor](monitor.md) and the deadlines of complaints.",
        "",
        "## `data/alamat-lama.csv`",
        "",
        "Optional: addresses of an older system and where they lead, as `lama,baru` ([hosting](hosting.md)).",
        "",
        "## `data/dataset-lama.csv`",
        "",
        "Optional: datasets that are published no more, as `alamat,judul,tanggal,alasan,pengganti`, with a page for each",
        "([the catalogue](catalogue.md#data-that-are-gone)).",
        "",
        "## `data/tulisan-lama.csv`",
        "",
        "Optional: reports and pages that were withdrawn, as `alamat,judul,tanggal,alasan,pengganti`, with a page for each",
        "([the desk](desk.md#what-is-withdrawn)).",
        "",
        "## `data/skema/*.yml`",
        "",
        "Optional: table schemas that datasets follow ([keys](content.md#shared-schemas)).",
        "",
        "## `data/pemilik.yml`",
        "",
        "Optional: who may change what ([owners](owners.md)).",
    )
    yield from _table(OWNER_FIELDS, t, ("key", "also", "needed", "meaning", "example"))
    yield ""
    yield from (
        "## `data/izin-data-pribadi.yml`",
        "",
        "Optional: a list of reviewed exceptions for personal data, each with all of these keys. They",
        f"need the city's key in the environment as `{VARIABLE}`; see [privacy.md](privacy.md).",
    )
    yield from _table(PERMIT_FIELDS, t, ("key", "also", "needed", "meaning", "example"))


def content(t: Translator) -> Iterator[str]:
    """Yield the reference of all keys that agencies write."""
    yield "# Content keys"
    for title, intro, fields in _files():
        yield from ("", f"## {title[0]}", "", intro[0])
        yield from _table(fields, t, ("key", "also", "needed", "meaning", "example"))


def guide_keys(t: Translator) -> Iterator[str]:
    """Yield the same reference for agency staff, in Indonesian."""
    yield "# Daftar isian"
    yield from (
        "",
        "Isian ditulis di awal berkas, satu isian sebaris: nama isian, titik dua, spasi, lalu nilainya.",
    )
    for title, intro, fields in _files():
        yield from ("", f"## {title[1]}", "", intro[1])
        yield from _table(fields, t, ("isian", "nama lain", "wajib", "arti", "contoh"))


def _files() -> Iterator[tuple[tuple[str, str], tuple[str, str], tuple[Field, ...]]]:
    yield (
        ("Reports", "Laporan"),
        (
            "`laporan/**/*.md`, between two `---` lines.",
            "`laporan/**/*.md`, di antara dua baris `---`.",
        ),
        REPORT_FIELDS,
    )
    yield (
        ("Standing pages", "Halaman tetap"),
        ("`halaman/*.md`, between two `---` lines.", "`halaman/*.md`, di antara dua baris `---`."),
        PAGE_FIELDS,
    )
    yield (
        ("Unit profile", "Profil unit"),
        ("The file `unit.yml` in the unit's folder.", "Berkas `unit.yml` di folder unit."),
        UNIT_FIELDS,
    )
    yield (
        ("Datasets", "Dataset"),
        (
            "`data/<name>.yml` beside `data/<name>.csv` (or `.tsv`, `.xlsx`, `.xls`).",
            "`data/<nama>.yml` di samping `data/<nama>.csv`.",
        ),
        DATASET_FIELDS,
    )
    yield (
        ("Shared schemas", "Skema bersama"),
        (
            (
                "`data/skema/<name>.yml` of the city: a Table Schema (Data Package, version 2), with our keys "
                "or its own."
            ),
            (
                "`data/skema/<nama>.yml` milik kota: Table Schema (Data Package, versi 2), dengan isian "
                "dari sitegen atau dari standar itu."
            ),
        ),
        SCHEMA_FIELDS,
    )
    yield (
        ("Charts", "Grafik"),
        (
            "Under `grafik` of a dataset, or in a report as a block with three backticks and `grafik`.",
            "Di bawah `grafik` pada dataset, atau di laporan sebagai blok yang diawali tiga tanda petik terbalik dan `grafik`.",
        ),
        CHART_FIELDS,
    )


def _table(fields: tuple[Field, ...], t: Translator, head: tuple[str, ...]) -> Iterator[str]:
    yield ""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    yes = "ya" if t.lang == "id" else "yes"
    for field in fields:
        doc = t.gettext(field.doc)
        if field.choices:
            doc += " " + ", ".join(f"`{choice}`" for choice in field.choices)
        cells = (
            f"`{field.key}`",
            ", ".join(f"`{alias}`" for alias in field.aliases),
            yes if field.required else "",
            doc,
            f"`{field.example}`" if field.example else "",
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    for field in fields:
        if field.fields and field.fields != CHART_FIELDS:
            yield from ("", f"`{field.key}`:")
            yield from _table(field.fields, t, head)


def problems(t: Translator) -> Iterator[str]:
    """Yield every message with its explanation, a wrong and a right example."""
    indonesian = t.lang == "id"
    yield "# Arti setiap pesan" if indonesian else "# Messages"
    words = (
        (
            "kesalahan: berkas ditahan",
            "peringatan: berkas tetap terbit",
            "Saran",
            "Salah",
            "Benar",
            "kesalahan: berkas ditahan; peringatan bila hanya isian itu yang ditinggalkan",
        )
        if indonesian
        else (
            "error: held back",
            "warning: published",
            "Next step",
            "Wrong",
            "Right",
            "error: held back; warning where only that part is left out",
        )
    )
    for letter, names in GROUPS.items():
        yield from ("", f"## {letter}: {names[indonesian]}")
        for code, kind in sorted(PROBLEMS.items()):
            if code[0] != letter:
                continue
            told = words[5] if kind.spares else words[kind.severity == "warning"]
            if letter in _WITHOUT_FILES:
                told = told.partition(":")[0]
            yield from ("", f"### {code} ({told})", "")
            yield plain_text(t.gettext(kind.message))
            step = plain_text(t.gettext(kind.hint))
            stop = "" if step.endswith(("?", "!")) else "."
            yield from ("", f"{words[2]}: {step}{stop}", "", t.gettext(kind.explanation))
            for word, example in ((words[3], kind.wrong), (words[4], kind.right)):
                yield from ("", f"{word}:", "", "````text", t.gettext(example), "````")


def contract() -> Iterator[str]:
    """Yield the theme contract: every view class, its fields, their types and meanings."""
    yield "# Theme contract"
    yield from (
        "",
        "A template gets the fields of one view as its variables, and nothing else. Put a file of the",
        "same name into `themes/<tema>/templates/` or `themes/<tema>/assets/` of the city to override it.",
        "Texts are escaped; `Markup` fields are safe HTML. Fields keep their names and meanings.",
        "",
        "[theming.md](theming.md) begins with logo and colour, which need no template.",
        "",
        '* `asset("lambang/kota.svg")` is the address of a file below `assets/`, with a digest in its name.',
        "* `bawaan/<name>` is the built-in template of that name, to be extended or included by the city's own.",
        "* `base.html`, which every page extends, has these blocks: "
        + ", ".join(f"`{name}`" for name in blocks())
        + ".",
        "",
        "## Copies",
        "",
        "Copy as little as possible: words and further facts need no template",
        "([own words and own keys](words-and-keys.md)).",
        "",
        "```sh",
        "sitegen theme copy unit.html      # themes/<tema>/templates/unit.html, to be changed",
        "sitegen theme check               # before each commit: exit 1 when anything is wrong",
        "sitegen theme diff                # after an upgrade: what has changed in the originals",
        "sitegen theme diff unit.html --own  # what the city has changed in its copy",
        "sitegen theme copy unit.html --merge  # take over what has changed in the original",
        "sitegen theme copy unit.html --keep   # or record that the copy is right as it is",
        "```",
        "",
        "The original is kept beside the copy, in `themes/<tema>/asal/`: commit that folder too. A build warns",
        "(T010) of each copy whose original has changed since. Where the city and the new version have changed",
        "the same lines, `--merge` changes nothing and names them (T013). A copy that was made by hand gets its",
        "record with `--keep`.",
        "",
        "`sitegen theme check` tells of names that a view lacks (T012), also in places that no page of today",
        "reaches, of blocks that the extended template does not have (T014), of copies without a record (T011)",
        "and of aged ones. A name that may be missing is asked for first: `{% if extra.sungai is defined %}`.",
    )
    for node in view_classes():
        yield from ("", f"## {node.name}", "", ast.get_docstring(node) or "")
        yield from ("", "| field | type | meaning |", "|---|---|---|")
        yield from (f"| `{n}` | `{kind}` | {doc} |" for n, kind, doc in view_fields(node))


def view_classes() -> Iterator[ast.ClassDef]:
    """Yield the classes of all views, the parts first, then the pages by their modules."""
    names = sorted(path.stem for path in VIEWS.glob("*.py"))
    for name in (*_PARTS_OF_VIEWS, *(each for each in names if each not in _PARTS_OF_VIEWS)):
        tree = ast.parse((VIEWS / f"{name}.py").read_text(encoding="utf-8"))
        yield from (node for node in tree.body if isinstance(node, ast.ClassDef))


def blocks() -> list[str]:
    """Return the names of the blocks of the frame of all pages, in their order."""
    text = (ROOT / "themes" / "kota" / "templates" / "base.html").read_text(encoding="utf-8")
    return re.findall(r"{% block (\w+) %}", text)


def view_fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Yield (name, type, documentation) of each field; "" if it has no documentation."""
    for at, item in enumerate(node.body):
        if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
            continue
        after = node.body[at + 1] if at + 1 < len(node.body) else None
        doc = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            doc = " ".join(str(after.value.value).split())
        kind = ast.unparse(item.annotation).replace("|", "\\|")
        yield item.target.id, kind, doc.replace("|", "\\|")


def main(action: str) -> int:
    """Write or compare the pages; return the exit code."""
    stale = []
    for path, text in pages().items():
        target = ROOT / path
        if action == "update":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        elif not target.is_file() or target.read_text(encoding="utf-8") != text:
            stale.append(path)
    for path in stale:
        print(f"{path} is not what the code says: run scripts/docs.py update", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
