"""Names of this project that a page of the docs mentions, and which of them do not exist.

Only what can be nothing but ours is looked at, in `code` outside of blocks: paths of code, modules,
`module.name`, `name()`, and names with an underscore or two capitals. A single word may be anything.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ("bench", "proofs", "scripts", "sitegen", "tests")
FOLDERS = (*CODE, "docs", "requirements", "themes")
# Names of others that look like ours (systems, platforms, libraries), and names that stand for any.
FOREIGN = frozenset(
    [
        "NETLIFY_AUTH_TOKEN",
        "NETLIFY_SITE_ID",
        "O_NOFOLLOW",
        "RENAME_EXCHANGE",
        "SSH_DIKENAL",
        "SSH_KUNCI",
        "StrictUndefined",
        "error_page",
        "parse_x",
        "pull_request",
        "pull_request_target",
        "read_x",
    ]
) | set(dir(builtins))
_BLOCK = re.compile(r"^(`{3,}).*?^\1", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")
_CALL = re.compile(r"(?:(\w+)\.)?([A-Za-z_]\w*)\(.*\)", re.DOTALL)
_DOTTED = re.compile(r"\w+(?:\.\w+)+")
_SPECIAL = re.compile(
    r"_?[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}"
)
_PLACED = re.compile(r"`(\w+)(?:\(\))?`\s+(?:in\s+|\()`([\w/]+\.py)`")
# Of `x.css` the dot is no dot between names.
_ENDINGS = frozenset(
    [
        "cfg",
        "css",
        "csv",
        "html",
        "ico",
        "jpg",
        "js",
        "json",
        "jsonld",
        "lock",
        "md",
        "png",
        "po",
        "py",
        "sh",
        "sqlite",
        "svg",
        "toml",
        "tsv",
        "ttf",
        "txt",
        "webp",
        "xls",
        "xlsx",
        "xml",
        "yaml",
        "yml",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What this project has: names of all kinds, and the members of each module and class."""

    names: frozenset[str]
    members: dict[str, frozenset[str]]


def missing(text: str) -> list[str]:
    """Return what a page names as ours and this project does not have, in the page's order.

    Of `name` in `file.py`, and of `name` (`file.py`), also the name that the file does not define.
    """
    lost = [code for code in codes(text) if not _exists(code, ours())]
    return lost + [
        f"{name} in {path}" for name, path in _PLACED.findall(text) if _moved(name, path)
    ]


def codes(text: str) -> list[str]:
    """Return what stands between backticks outside of blocks, on one line each."""
    return [" ".join(found[2].split()) for found in _CODE.finditer(_BLOCK.sub("", text))]


def _exists(code: str, known: Ours) -> bool:
    """Whether `code` is none of ours, or is there."""
    if code in FOREIGN:
        return True
    call = _CALL.fullmatch(code)
    if call:
        owner, name = call[1], call[2]
        if owner is None:
            return name in known.names or name in FOREIGN
        return owner not in known.members or name in known.members[owner]
    if _PATH.fullmatch(code) and ("/" in code or code.endswith(".py")):
        return _is_there(code)
    if _DOTTED.fullmatch(code) and code.rpartition(".")[2] not in _ENDINGS:
        return _resolves(code.split("."), known)
    return not _SPECIAL.fullmatch(code) or code in known.names


def _moved(name: str, path: str) -> bool:
    """Whether a file of the package is there and does not define the name."""
    for file in (ROOT / path, ROOT / "sitegen" / path):
        if file.is_file():
            return name not in _defined(ast.parse(file.read_bytes()).body)
    return False  # that the file is not there is found anyway


def _is_there(path: str) -> bool:
    path = path.removeprefix("./")
    first = path.partition("/")[0]
    if first in FOLDERS:
        return _found(ROOT, path)
    if (ROOT / "sitegen" / first).is_dir() and "/" in path:
        return _found(ROOT / "sitegen", path)
    if path.endswith(".py"):
        return any(_found(ROOT / folder, f"**/{path}") for folder in CODE)
    return True


def _found(folder: Path, pattern: str) -> bool:
    return next(folder.glob(pattern.rstrip("/")), None) is not None


def _resolves(parts: list[str], known: Ours) -> bool:
    """Whether each pair of names that begins with a module or class of ours is there."""
    if parts[0] == "sitegen":
        return _in_package(parts, known)
    if "_" in parts[0] and parts[0] not in known.names:
        return False
    return parts[0] not in known.members or parts[1] in known.members[parts[0]]


def _in_package(parts: list[str], known: Ours) -> bool:
    path = ROOT.joinpath(*parts)
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    return len(parts) > 2 and _in_package(parts[:-1], known) and parts[-1] in known.names


@cache
def ours() -> Ours:
    """Return all names of this project's Python files, and of the blocks of all pages."""
    names: set[str] = set()
    members: dict[str, set[str]] = {}
    for folder in CODE:
        for path in (ROOT / folder).rglob("*.py"):
            tree = ast.parse(path.read_bytes())
            module = path.parent.name if path.stem == "__init__" else path.stem
            members.setdefault(module, set()).update(_defined(tree.body))
            names.add(module)
            for node in ast.walk(tree):
                names.update(_names(node, inside=folder not in {"tests", "proofs"}))
                if isinstance(node, ast.ClassDef):
                    members.setdefault(node.name, set()).update(_defined(node.body))
        for path in (ROOT / folder).rglob("*/"):
            members.setdefault(path.name, set()).update(
                child.stem for child in path.iterdir() if child.suffix == ".py" or child.is_dir()
            )
    frame = (ROOT / "themes/kota/templates/base.html").read_text(encoding="utf-8")
    names.update(re.findall(r"{% block (\w+) %}", frame))
    return Ours(
        names=frozenset(names), members={key: frozenset(each) for key, each in members.items()}
    )


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    """The names that the statements of a module or class give a meaning."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _names(node: ast.AST, *, inside: bool) -> Iterator[str]:
    """The names that a node gives, and texts that are names, such as keys that people write.

    Of tests only their functions and classes: their texts and variables may be anything.
    """
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif not inside:
        return
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg) or (isinstance(node, ast.keyword) and node.arg):
        yield node.arg or ""
    elif isinstance(node, ast.Constant) and re.fullmatch(r"\w+", str(node.value)):
        yield str(node.value)
