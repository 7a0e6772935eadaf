"""Where this sitegen comes from, so that a workflow can install the same one."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path

import sitegen
from sitegen.city.git.run import run_git
from sitegen.installed import DISTRIBUTION


def own_source() -> str:
    """Return the git address and commit of this sitegen as pip takes them, or "" if unknown.

    Only addresses that anybody can read are returned: https, without a user. A commit that its
    origin does not have is none.
    """
    return _installed() or _cloned(Path(sitegen.__file__).resolve().parent.parent)


def _installed() -> str:
    """What pip noted when it installed from git (direct_url.json, PEP 610)."""
    try:
        noted = importlib.metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
        origin = json.loads(noted or "{}")
        return _address(origin["url"], origin["vcs_info"]["commit_id"])
    except (importlib.metadata.PackageNotFoundError, KeyError, TypeError, ValueError):
        return ""


def _cloned(folder: Path) -> str:
    """The origin of the clone that this sitegen runs from."""
    if not (folder / "pyproject.toml").exists() or not (folder / ".git").exists():
        return ""
    try:
        commit = _said(folder, "rev-parse", "HEAD")
        known = _said(folder, "branch", "--remotes", "--contains", commit) if commit else ""
        return _address(_said(folder, "remote", "get-url", "origin"), commit) if known else ""
    except OSError:
        return ""


def _said(folder: Path, *arguments: str) -> str:
    answer = run_git(folder, arguments)
    return "" if answer.code else answer.out.decode("utf-8", "replace").strip()


def _address(url: str, commit: str) -> str:
    if not url.startswith("https://") or not commit:
        return ""
    host, slash, path = url.removeprefix("https://").partition("/")
    return f"git+https://{host.rpartition('@')[2]}{slash}{path}@{commit}"
