"""What people do to the sources of a living city; each chance is drawn from a `Random`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TypeAlias

from PIL import Image

from sitegen.pages.theme import built_in_folder
from tests.life.city import START, LivingCity
from tests.pdf import pdf

Edit: TypeAlias = Callable[[LivingCity, Random], None]
NAMES = ("posyandu", "kerja-bakti", "senam")
TOPICS = ("kesehatan", "lingkungan", "warta")
PLACES = ("skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa")


def _some_report(city: LivingCity, chance: Random) -> Path | None:
    reports = city.reports()
    return chance.choice(reports) if reports else None


def _free_place(city: LivingCity, chance: Random) -> Path:
    unit = chance.choice(PLACES)
    day = chance.randint(1, 28)
    month = chance.choice(("2025-11", "2026-10", "2026-11", "2026-11", "2026-12"))
    return city.root / f"content/{unit}/laporan/{month}-{day:02}-{chance.choice(NAMES)}.md"


def put(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def add_report(city: LivingCity, chance: Random) -> None:
    number = chance.randint(1, 99)
    front = [f"judul: Kegiatan {number}", f"topik: [{chance.choice(TOPICS)}]"]
    if chance.random() < 0.2:
        front.append(f"status: {chance.choice(('rencana', 'berjalan', 'selesai'))}")
    if chance.random() < 0.1:
        front.append("peserta: {jumlah: 12}")
    link = f"[unit](/{chance.choice(PLACES)}/)"
    put(_free_place(city, chance), "---\n" + "\n".join(front) + f"\n---\nIsi {link}.\n")


def edit_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        put(path, path.read_text().rstrip("\n") + f" Tambahan {chance.randint(1, 99)}.\n")


def delete_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        path.unlink()


def rename_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        path.replace(path.with_name(_free_place(city, chance).name))


def move_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        target = city.root / "content" / chance.choice(PLACES) / "laporan" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def rename_by_case(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        name = path.stem.swapcase() + ".md"
        path.replace(path.with_name(name))


def touch_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        when = chance.randint(1_000_000_000, 2_000_000_000)
        os.utime(path, (when, when))


def edit_report_in_secret(city: LivingCity, chance: Random) -> None:
    """As many bytes and the same time as before: only the time of the change of status tells."""
    path = _some_report(city, chance)
    if path:
        before = path.stat()
        old = chance.choice("aeiou").encode()
        path.write_bytes(path.read_bytes().replace(b"Isi", b"Is" + old))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def break_or_mend_report(city: LivingCity, chance: Random) -> None:
    path = _some_report(city, chance)
    if path:
        text = path.read_text()
        broken = text.replace("judul: ", "judul: a: ", 1)
        put(path, text.replace("judul: a: ", "judul: ", 1) if "judul: a: " in text else broken)


def _toggle(path: Path | None, key: str, line: str) -> None:
    """Set a line of the front matter, or take it away when there is one with its key."""
    if not path:
        return
    lines = path.read_text().split("\n")
    kept = [each for each in lines if not each.startswith(key)]
    if kept == lines:
        kept.insert(1, line)
    put(path, "\n".join(kept))


def toggle_draft(city: LivingCity, chance: Random) -> None:
    _toggle(_some_report(city, chance), "draf:", "draf: ya")


def toggle_date(city: LivingCity, chance: Random) -> None:
    moment = city.clock + timedelta(days=chance.randint(-2, 3), hours=chance.randint(-5, 5))
    _toggle(_some_report(city, chance), "tanggal:", f"tanggal: {moment:%Y-%m-%d %H:%M}")


def toggle_expiry(city: LivingCity, chance: Random) -> None:
    day = city.clock + timedelta(days=chance.randint(-1, 3))
    _toggle(_some_report(city, chance), "kedaluwarsa:", f"kedaluwarsa: {day:%Y-%m-%d}")


def toggle_urgency(city: LivingCity, chance: Random) -> None:
    day = city.clock + timedelta(days=chance.randint(-1, 3))
    path = _some_report(city, chance)
    if chance.random() < 0.3:
        _toggle(path, "klasifikasi:", f"klasifikasi: serta-merta\nkedaluwarsa: {day:%Y-%m-%d}")
    else:
        _toggle(path, "penting:", "penting: ya")
        _toggle(path, "sampai:", f"sampai: {day:%Y-%m-%d}")


def toggle_plan(city: LivingCity, chance: Random) -> None:
    day = city.clock + timedelta(days=chance.randint(-1, 3))
    path = _some_report(city, chance)
    _toggle(path, "status:", "status: rencana")
    _toggle(path, "tanggal_kegiatan:", f"tanggal_kegiatan: {day:%Y-%m-%d}")


# Of a dataset that is not there: drawing one would cost more than all the rest of a clean build.
CHART = """```grafik
jenis: batang
data: tiada
x: bulan
y: kunjungan
```"""


def refer(city: LivingCity, chance: Random) -> None:
    """A text refers to something, is referred to in another place, or no longer refers to anything.

    What one text shows then depends on other files: their addresses, headings, bytes, or that they
    are there at all.
    """
    path = _some_report(city, chance)
    if not path:
        return
    text = path.read_text()
    start, mark, _ = text.partition("\n\nRujukan:\n\n")
    near = [each.name for each in city.reports() if each.parent == path.parent]
    other = chance.choice((*near, "../halaman/layanan.md", "2026-11-30-belum-ada.md"))
    lines = (
        f"Lihat [itu]({other}).",
        f"Lihat [bagian]({other}#hasil) dan [lain]({other}#biaya).",
        f"Lihat [alamat](/{chance.choice(PLACES)}/halaman/layanan/#hasil).",
        "![Warga](bersama.jpg)",
        "Surat [di sini](surat.pdf).",
        "## Hasil\n\nBaik.",
        f"## Biaya {chance.randint(1, 2)}\n\nTidak ada.",
        CHART,
    )
    if mark and chance.random() < 0.3:
        put(path, start + "\n")
        return
    begun = text.rstrip() if mark else f"{text.rstrip()}\n\nRujukan:\n"
    put(path, f"{begun}\n\n{chance.choice(lines)}\n")


def edit_beside(city: LivingCity, chance: Random) -> None:
    """A picture or a document that several texts may show comes, changes or goes."""
    folder = city.root / "content" / chance.choice(PLACES) / "laporan"
    path = folder / chance.choice(("bersama.jpg", "surat.pdf"))
    if path.exists() and chance.random() < 0.4:
        path.unlink()
    elif path.suffix == ".jpg":
        put(path, picture(chance.choice((30, 90))))
    else:
        put(path, pdf(f"Surat nomor {chance.randint(1, 3)}"))


def toggle_topics(city: LivingCity, chance: Random) -> None:
    """Which reports are related depends on their topics."""
    topics = ", ".join(chance.sample(TOPICS, chance.randint(1, len(TOPICS))))
    _toggle(_some_report(city, chance), "topik:", f"topik: [{topics}]")


def toggle_alias(city: LivingCity, chance: Random) -> None:
    """Few addresses, so that units quarrel about them."""
    path = _some_report(city, chance)
    _toggle(path, "alias:", f"alias: [/berita/{chance.choice(NAMES)}/]")


def edit_profile(city: LivingCity, chance: Random) -> None:
    short = f"nama_pendek: U{chance.randint(1, 9)}\n" if chance.random() < 0.5 else ""
    text = f"tentang: Uraian {chance.randint(1, 99)}.\n{short}"
    put(city.root / "content" / chance.choice(PLACES) / "unit.yml", text)


def edit_page(city: LivingCity, chance: Random) -> None:
    path = city.root / "content" / chance.choice(PLACES) / "halaman" / "layanan.md"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
    else:
        put(path, f"---\njudul: Layanan {chance.randint(1, 9)}\n---\nIsi.\n")


def edit_dataset(city: LivingCity, chance: Random) -> None:
    """One unit has a table; it is edited, described otherwise, taken away or put back."""
    folder = city.root / "content/skpd/dinkes/data"
    table, description = folder / "kunjungan.csv", folder / "kunjungan.yml"
    act = chance.randrange(4)
    if act == 0 and table.exists():
        table.unlink()
        return
    if act == 1 and description.exists():
        title = f"judul: Kunjungan {chance.randint(1, 9)}"
        lines = description.read_text().split("\n")
        put(description, "\n".join([title, *lines[1:]]))
        return
    put(table, f"bulan,kunjungan\n2026-09,{chance.randint(100, 199)}\n2026-10,150\n")


@cache
def picture(shade: int) -> bytes:
    """Return a small photo."""
    data = BytesIO()
    Image.new("RGB", (48, 32), (shade, 120, 60)).save(data, "JPEG")
    return data.getvalue()


def edit_photo(city: LivingCity, chance: Random) -> None:
    """One unit may have a photo: it comes, changes, or goes and leaves its report broken."""
    photo = city.root / "content/kelurahan/sekeloa/laporan/foto.jpg"
    report = photo.with_name("2026-11-05-foto.md")
    if photo.exists() and chance.random() < 0.5:
        photo.unlink()
        if chance.random() < 0.8:
            report.unlink(missing_ok=True)
        return
    put(photo, picture(chance.choice((10, 200))))
    front = "judul: Foto\nfoto:\n- {berkas: foto.jpg, alt: Warga berkumpul}"
    put(report, f"---\n{front}\n---\nIsi.\n")


def delete_or_restore_unit_folder(city: LivingCity, chance: Random) -> None:
    folder = city.root / "content" / chance.choice(PLACES)
    away = city.root.parent / "gudang" / folder.parent.name / folder.name
    if folder.exists() and not away.exists():
        away.parent.mkdir(parents=True, exist_ok=True)
        folder.replace(away)
    elif away.exists():
        shutil.rmtree(folder, ignore_errors=True)
        away.replace(folder)


def _edit_register(city: LivingCity, edit: Callable[[list[str]], list[str]]) -> None:
    path = city.root / "data/units.csv"
    head, *rows = path.read_text().strip().split("\n")
    put(path, "\n".join([head, *edit(rows)]) + "\n")


def rename_unit(city: LivingCity, chance: Random) -> None:
    def edit(rows: list[str]) -> list[str]:
        at = chance.randrange(len(rows))
        cells = rows[at].split(",")
        cells[2] = f"{cells[2].partition(' ke-')[0]} ke-{chance.randint(1, 9)}"
        return [*rows[:at], ",".join(cells), *rows[at + 1 :]]

    _edit_register(city, edit)


def close_or_open_unit(city: LivingCity, chance: Random) -> None:
    def edit(rows: list[str]) -> list[str]:
        at = chance.randrange(len(rows))
        start, _, status = rows[at].rpartition(",")
        changed = f"{start},{'nonaktif' if status == 'aktif' else 'aktif'}"
        return [*rows[:at], changed, *rows[at + 1 :]]

    _edit_register(city, edit)


def add_or_remove_unit(city: LivingCity, _: Random) -> None:
    row = "lebakgede,kelurahan,Lebakgede,32.73.02.1006,coblong,,aktif"

    def edit(rows: list[str]) -> list[str]:
        kept = [each for each in rows if not each.startswith("lebakgede,")]
        return kept if kept != rows else [*rows, row]

    _edit_register(city, edit)


def reorder_register(city: LivingCity, chance: Random) -> None:
    _edit_register(city, lambda rows: chance.sample(rows, len(rows)))


def edit_tiles(city: LivingCity, chance: Random) -> None:
    path = city.root / "data/peta/ubin.csv"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
        return
    side = chance.choice(("1", "2", "3", "13"))
    put(path, f"kode_wilayah,baris,kolom\n32.73.02,1,{side}\n32.73.06,2,1\n")


def edit_site(city: LivingCity, chance: Random) -> None:
    lines = ["nama: " + chance.choice(("Kota Contoh", "Kota Lain"))]
    lines.append("alamat_situs: https://contoh.example" + chance.choice(("", "", "/terbuka")))
    lines += ["topik:", f"  warta: {chance.choice(('Warta', 'Kabar'))}"]
    lines += ["  taman: Taman"] * chance.randrange(2)
    lines += ["bahasa: en"] * (chance.random() < 0.2)
    lines += ["zona_waktu: WIT"] * (chance.random() < 0.2)
    lines += ["slogan: Terbuka"] * chance.randrange(2)
    forms = chance.choice(("", "", "br", "gz", "br, gz"))
    lines += [f"kompresi: [{forms}]"] * bool(forms)
    put(city.root / "site.yml", "\n".join(lines) + "\n")


def edit_template(city: LivingCity, chance: Random) -> None:
    name = chance.choice(("templates/report.html", "templates/404.html"))
    _edit_theme(city, name, f"{{# {chance.randint(1, 3)} #}}\n", chance)


def edit_style(city: LivingCity, chance: Random) -> None:
    _edit_theme(city, "assets/style.css", f"/* {chance.randint(1, 3)} */\n", chance)


def _edit_theme(city: LivingCity, name: str, line: str, chance: Random) -> None:
    own = city.root / "themes/kota" / name
    if own.exists() and chance.random() < 0.4:
        own.unlink()
        return
    text = (built_in_folder() / name).read_text()
    put(own, text + (line if name.endswith(".css") else f"<!-- {line.strip()} -->\n"))


def edit_generator(city: LivingCity, chance: Random) -> None:
    """As an update of sitegen, of a library or of the words of a language does."""
    city.generator = str(chance.randint(1, 3))


def step_clock(city: LivingCity, chance: Random) -> None:
    act = chance.randrange(4)
    if act == 0:
        city.clock += timedelta(days=chance.choice((-30, -1, 1, 2, 30)))
    elif act == 1:
        city.clock += timedelta(minutes=chance.choice((-90, -1, 1, 90)))
    elif act == 2:
        city.clock = city.clock.replace(hour=0, minute=0)
    else:
        city.clock = city.clock.replace(hour=23, minute=59)
    # So that reports stay near the clock however long the run is.
    if abs(city.clock - START) > timedelta(days=90):
        city.clock = START


def toggle_drafts(city: LivingCity, _: Random) -> None:
    city.drafts = not city.drafts


def toggle_future(city: LivingCity, _: Random) -> None:
    city.future = not city.future
