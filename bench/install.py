"""Installs the other generators in folders of their own below the work folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bench.tool import NotInstalledError

SECONDS = 600


def python_tool(work: Path, name: str, packages: tuple[str, ...]) -> Path:
    """Return a virtual environment with the packages from PyPI, created if missing.

    Raises NotInstalledError.
    """
    venv = work / "tools" / name
    if not (venv / "installed").is_file():
        shutil.rmtree(venv, ignore_errors=True)
        _run(name, [sys.executable, "-m", "venv", str(venv)])
        pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        _run(name, [*pip, "--disable-pip-version-check", *packages])
        (venv / "installed").touch()
    return venv


def npm_tool(work: Path, name: str, package: str, versions: tuple[str, ...]) -> Path:
    """Return a folder with the package from npm, in the first of the versions that installs.

    Raises NotInstalledError.
    """
    folder = work / "tools" / name
    if (folder / "installed").is_file():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalledError("no npm on this machine")
    said = ""
    for version in versions:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        options = ["--prefix", str(folder), "--no-audit", "--no-fund", "--loglevel", "error"]
        try:
            _run(name, [npm, "install", *options, f"{package}@{version}"])
        except NotInstalledError as error:
            said = said or str(error)
            continue
        (folder / "installed").touch()
        return folder
    raise NotInstalledError(said)


def _run(name: str, command: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - pip and npm, with packages named here
            command, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalledError(f"{name}: {error}") from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        raise NotInstalledError((lines or [f"{name}: exit {done.returncode}"])[0].strip())
