"""Sends reports to a real `sitegen desk` as offices do at the end of a day, and kills it meanwhile if asked to.

`python -m bench.desk_load` (200 offices within ten minutes), `--short` (20 within one), `--kill 10`.
Exit code 1 when something was lost, stands in git twice, or missed an aim.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from statistics import median

from msgspec import Struct
from PIL import Image

from bench.serving import cpu_of, free_port
from sitegen.processes.memory import family, memory_of

# The aims of the desk: seconds of the slowest twentieth, bytes of all its processes.
P95, MEMORY = 2.0, 500_000_000
HEADER = "X-Remote-User"
START = 60.0
_SITE = """\
nama: Kota Contoh
alamat_situs: https://contoh.example
zona_waktu: WIB
bahasa: id
"""
_REPORT = """\
---
judul: {name} menimbang {count} balita di {count} rumah
tanggal: 2026-11-20
lokasi: Balai RW {number}
foto:
  - berkas: posyandu-{number}-1.jpg
    alt: Kader menimbang balita di halaman balai RW
  - berkas: posyandu-{number}-2.jpg
    alt: Antrean ibu dan balita di pintu balai
  - berkas: posyandu-{number}-3.jpg
    alt: Meja pencatatan dengan buku posyandu
---
Kader menimbang {count} balita di Balai RW {number} pada Jumat pagi. Empat balita dirujuk ke puskesmas
karena berat badannya tidak naik dua kali berturut-turut.
"""


class Sent(Struct, frozen=True, kw_only=True):
    """One report as it was sent: the seconds of *Kirim* that was answered, and how often it was tried."""

    office: int
    seconds: float
    tries: int
    status: int


class Load(Struct, frozen=True, kw_only=True):
    """What is to be done: offices, seconds in which they send, kills, seconds to wait for the rest."""

    offices: int
    window: float
    kills: int
    patience: float
    seed: int


class DeskProcess:
    """The desk as a process that is started again when it was killed.

    `peak` is the largest memory of all its processes, `cpu` the seconds that those had taken which ran when it was stopped.
    """

    def __init__(self, city: Path, state: Path, log: Path) -> None:
        self._command = [sys.executable, "-P", "-m", "sitegen", "desk", "--lang", "id"]
        self._command += ["--root", str(city), "--state", str(state), "--clock", "2026-11-21"]
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.peak, self.cpu = 0, 0.0
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    @property
    def pid(self) -> int | None:
        """Its process, None before it was started."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it, and the watch over its memory."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull},
            )
        if not self._watcher.is_alive():
            self._watcher.start()

    def kill(self, which: str) -> None:
        """Kill -9 the desk (`desk`), its worker (`worker`) or both (`both`); start it again if it is gone."""
        if self._process is None:
            return
        whole = family(self._process.pid)
        for pid in {"desk": whole[:1], "worker": whole[1:]}.get(which, whole):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if which != "worker":
            self._process.wait()
            self.start()

    def stop(self) -> int:
        """End it as systemd does; return its exit code."""
        self._ended.set()
        if self._process is None:
            return 0
        self.cpu = cpu_of(self._process.pid)
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(START)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            if self._process:
                with suppress(OSError, ValueError):
                    self.peak = max(self.peak, sum(map(memory_of, family(self._process.pid))))


def photo(seed: str, width: int = 1280, height: int = 960) -> bytes:
    """A JPEG of about 85 KB that no other seed gives."""
    noise = random.Random(seed).randbytes(width // 8 * (height // 8) * 3)  # noqa: S311 - a picture
    small = Image.frombytes("RGB", (width // 8, height // 8), noise)
    body = io.BytesIO()
    small.resize((width, height), Image.Resampling.BICUBIC).save(body, "JPEG", quality=62)
    return body.getvalue()


def package(number: int, unit: str, seed: int) -> tuple[str, bytes]:
    """The id and the bytes of a package with one report and three photos of a unit."""
    name = unit.rpartition("/")[2]
    text = f"laporan/2026/2026-11-20-posyandu-{number}.md"
    files = {
        text: _REPORT.format(name=name.title(), count=40 + number % 50, number=number).encode()
    }
    for at in (1, 2, 3):
        files[f"laporan/2026/posyandu-{number}-{at}.jpg"] = photo(f"{seed}-{number}-{at}")
    own = hashlib.sha256(f"{seed} {unit}".encode()).hexdigest()[:32]
    listed = {
        "format": "sitegen-kiriman",
        "versi": 1,
        "id": own,
        "unit": unit,
        "dibuat": "2026-11-20T10:00:00+07:00",
        "pembuat": "sitegen 0.1.0 /tulis/",
        "isi": [{"jenis": "laporan", "berkas": text, "foto": [*files][1:]}],
        "berkas": [
            {"nama": each, "ukuran": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for each, data in files.items()
        ],
    }
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_STORED) as archive:
        for each, data in {"kiriman.json": json.dumps(listed).encode(), **files}.items():
            archive.writestr(zipfile.ZipInfo(each), data)
    return own, body.getvalue()


def make_city(work: Path, offices: int, port: int) -> tuple[Path, Path, Path]:
    """Make a city with so many kelurahan, its bare repository and the desk's folder; return the three."""
    city, bare, state = work / "kota", work / "kota.git", work / "meja"
    state.mkdir(parents=True)
    units = [f"kel-{number}" for number in range(offices)]
    rows = ["id,jenis,nama,kode_wilayah,induk,alias,status"]
    rows += ["contoh,kecamatan,Contoh,32.73.02,,,aktif"]
    rows += [
        f"{each},kelurahan,Kel {at},32.73.02.{1001 + at},contoh,,aktif"
        for at, each in enumerate(units)
    ]
    owners = "".join(f'  kelurahan/{each}: ["@{each}"]\n' for each in units)
    texts = {
        "site.yml": _SITE,
        "data/units.csv": "\n".join((*rows, "")),
        "data/pemilik.yml": f'kota: ["@kominfo"]\nunit:\n{owners}',
        ".gitignore": "build/\n.sitegen/\n",
    }
    texts |= {f"content/kelurahan/{each}/laporan/.gitkeep": "" for each in units}
    for path, text in texts.items():
        (city / path).parent.mkdir(parents=True, exist_ok=True)
        (city / path).write_text(text, encoding="utf-8")
    git(work, "init", "-q", "--bare", "-b", "main", str(bare))
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "Kominfo"),
        ("config", "user.email", "kominfo@contoh.example"),
        ("add", "-A"),
        ("commit", "-q", "-m", "Kota"),
        ("remote", "add", "origin", str(bare)),
        ("push", "-q", "-u", "origin", "main"),
    ):
        git(city, *arguments)
    (state / "meja.yml").write_text(
        f"dengar: 127.0.0.1:{port}\ntinjau: tidak\nsisa_disk_mb: 50\nmasuk:\n"
        f"  alamat: http://127.0.0.1:{port}\n  catatan: {state}/catatan.jsonl\n"
        f"  proksi: {{dari: [127.0.0.1], pengguna: {HEADER}}}\n",
        encoding="utf-8",
    )
    return city, bare, state


def git(folder: Path, *arguments: str) -> str:
    """Run git without anybody's settings; return what it says."""
    fixed = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(  # noqa: S603 - fixed arguments
        ("git", *arguments),  # noqa: S607 - the git of this machine
        cwd=folder,
        env=os.environ | fixed,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode("utf-8", "replace").strip()


def ask(
    port: int, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> tuple[int, bytes]:
    """One request, as a browser behind the proxy sends it; raises OSError."""
    origin = f"http://127.0.0.1:{port}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(method, path, body or None, {"Origin": origin, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except http.client.HTTPException as error:
        raise OSError(str(error)) from None
    finally:
        connection.close()


def send(port: int, office: int, data: bytes, until: float) -> Sent:
    """Send a package as the form does, again after each broken connection; the last try is timed."""
    who = {HEADER: f"kel-{office}"}
    for tries in range(1, 10_000):
        start = time.perf_counter()
        try:
            status, told = ask(port, "GET", "/meja/saya", {"Accept": "application/json", **who})
            token = json.loads(told).get("token", "") if status == 200 else ""
            start = time.perf_counter()
            kind = {"Content-Type": "application/zip", "X-Meja-Token": token}
            status, _ = ask(port, "POST", "/meja/kirim", {**kind, **who}, data)
            seconds = time.perf_counter() - start
        except OSError:
            status, seconds = 0, time.perf_counter() - start
        if status in {200, 201} or time.monotonic() > until:
            return Sent(office=office, seconds=seconds, tries=tries, status=status)
        time.sleep(0.5)
    raise AssertionError


def drive(load: Load, desk: DeskProcess, port: int, packages: list[bytes]) -> list[Sent]:
    """Let all offices send within the window, kill the desk meanwhile, and wait until nothing waits."""
    random_of = random.Random(load.seed)  # noqa: S311 - moments
    begin = time.monotonic()
    moments = sorted(random_of.uniform(0, load.window) for _ in packages)
    kills = sorted(random_of.uniform(0, load.window * 1.1) for _ in range(load.kills))
    sent: list[Sent] = []

    def one(office: int, moment: float) -> None:
        time.sleep(max(0.0, begin + moment - time.monotonic()))
        sent.append(send(port, office, packages[office], begin + load.window + load.patience))

    def killing() -> None:
        for at, moment in enumerate(kills):
            time.sleep(max(0.0, begin + moment - time.monotonic()))
            desk.kill(("desk", "worker", "both")[at % 3])

    threads = [
        threading.Thread(target=one, args=(office, moment)) for office, moment in enumerate(moments)
    ]
    threads.append(threading.Thread(target=killing))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while time.monotonic() < begin + load.window + load.patience:
        if waiting(port, len(packages)) == 0:
            break
        time.sleep(1.0)
    return sent


def waiting(port: int, expected: int) -> int:
    """How many items have not reached their end; all of them while the desk does not answer."""
    try:
        status, body = ask(port, "GET", "/sehat", {})
        states = json.loads(body).get("kiriman", {}) if status == 200 else {}
    except (OSError, ValueError):
        return expected
    return expected - sum(int(states.get(each, 0)) for each in ("terbit", "dikembalikan"))


def in_git(bare: Path, ids: list[str]) -> tuple[int, int]:
    """How many packages are in the history of `main`, and how many of them more than once."""
    log = git(bare, "log", "--format=%(trailers:key=Kiriman,valueonly)", "main")
    found = Counter(line.strip() for line in log.splitlines() if line.strip())
    return sum(1 for each in ids if found[each]), sum(1 for each in ids if found[each] > 1)


def whole(bare: Path, packages: list[bytes]) -> int:
    """How many photos on the server are byte by byte as they were sent."""
    tree = git(bare, "ls-tree", "-r", "main")
    names = {line.split()[2] for line in tree.splitlines()}
    found = 0
    for data in packages:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for each in archive.namelist():
                body = archive.read(each)
                name = hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False)
                found += name.hexdigest() in names and each.endswith(".jpg")
    return found


def run(load: Load, work: Path) -> dict[str, object]:
    """Do all of it in a folder, which is made anew; return the figures."""
    shutil.rmtree(work, ignore_errors=True)
    port = free_port()
    city, bare, state = make_city(work, load.offices, port)
    made = [package(at, f"kelurahan/kel-{at}", load.seed) for at in range(load.offices)]
    ids, packages = [own for own, _ in made], [data for _, data in made]
    desk = DeskProcess(city, state, work / "meja.log")
    desk.start()
    try:
        end = time.monotonic() + START
        while waiting(port, 1) != 1 or not _answers(port):
            if time.monotonic() > end:
                text = (work / "meja.log").read_text(encoding="utf-8", errors="replace")
                raise SystemExit(f"the desk does not answer\n{text[-2000:]}")
            time.sleep(0.1)
        begin = time.monotonic()
        sent = drive(load, desk, port, packages)
        while time.monotonic() < begin + load.window + load.patience:
            if in_git(bare, ids)[0] == load.offices:
                break
            time.sleep(1.0)
        took = time.monotonic() - begin
    finally:
        code = desk.stop()
    with sqlite3.connect(state / "meja.db") as book:
        sound = book.execute("pragma integrity_check").fetchone()[0]
        states = dict(book.execute("select state, count(*) from items group by state").fetchall())
    seconds = sorted(each.seconds for each in sent)
    inside, twice = in_git(city, ids)
    pushed, twice_there = in_git(bare, ids)
    return {
        "offices": load.offices,
        "window_s": load.window,
        "kills": load.kills,
        "package_kb": round(median(map(len, packages)) / 1000),
        "answered": sum(each.status in {200, 201} for each in sent),
        "tries": sum(each.tries for each in sent),
        "kirim_median_s": round(median(seconds), 3),
        "kirim_p95_s": round(seconds[max(0, -(-len(seconds) * 95 // 100) - 1)], 3),
        "kirim_most_s": round(seconds[-1], 3),
        "until_all_in_git_s": round(took),
        "peak_mb": round(desk.peak / 1e6),
        "cpu_s": round(desk.cpu, 1),
        "in_git": inside,
        "pushed": pushed,
        "twice": twice + twice_there,
        "photos_as_sent": whole(bare, packages),
        "states": states,
        "store": sound,
        "left_in_tree": len(git(city, "status", "--porcelain").splitlines()),
        "git_fsck": len(git(bare, "fsck", "--no-dangling").splitlines()),
        "exit": code,
    }


def _answers(port: int) -> bool:
    with suppress(OSError):
        return ask(port, "GET", "/sehat", {})[0] == 200
    return False


def missed(found: dict[str, object], load: Load) -> list[str]:
    """What of the aims was missed."""
    numbers = {key: value for key, value in found.items() if isinstance(value, int | float)}
    wrong = [
        key
        for key, aim in (
            ("answered", load.offices),
            ("in_git", load.offices),
            ("pushed", load.offices),
            ("twice", 0),
        )
        if numbers[key] != aim
    ]
    if numbers["photos_as_sent"] != 3 * load.offices:
        wrong.append("photos_as_sent")
    if found["store"] != "ok" or numbers["left_in_tree"] or numbers["git_fsck"]:
        wrong.append("store, working tree or repository")
    if not load.kills:
        wrong += [
            key
            for key, aim in (("kirim_p95_s", P95), ("peak_mb", MEMORY / 1e6))
            if numbers[key] >= aim
        ]
    return wrong


def main() -> int:
    """Run, print the figures as JSON, and say what was missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--offices", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--short", action="store_true", help="20 offices within one minute")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill -9 so many times")
    parser.add_argument("--patience", type=float, default=1_800.0, help="seconds for the rest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path(".sitegen/desk-load"))
    given = parser.parse_args()
    load = Load(
        offices=20 if given.short else given.offices,
        window=60.0 if given.short else given.minutes * 60,
        kills=given.kill,
        patience=given.patience,
        seed=given.seed,
    )
    found = run(load, given.work.resolve())
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    wrong = missed(found, load)
    if wrong:
        sys.stderr.write(f"missed: {', '.join(wrong)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
