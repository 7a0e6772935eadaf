"""Files below some folders that are committed, or were until they were moved or removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.city.git.front import address_lines
from sitegen.city.git.log import path_of
from sitegen.city.git.run import Objects, Runner, read_objects, run_git
from sitegen.model.roles import has_page, role

_REMOVED = (
    *("log", "--first-parent", "-m", "--no-renames", "--diff-filter=D", "--raw", "-z"),
    *("--no-abbrev", "--format=", "--relative", "--no-color", "--no-ext-diff", "--no-textconv"),
)
_COMMITTED = ("ls-tree", "-r", "-z")
# Of more texts in one folder the newest by their names are read.
MOST = 10_000


def read_ended(
    root: Path, folders: tuple[str, ...], *, run: Runner = run_git, objects: Objects = read_objects
) -> dict[str, str]:
    """Return the texts and tables below these folders by their last path, removed or committed.

    Each has the lines that its front matter had about its address. Nothing is returned where git does
    not answer, and what it cannot show is left out.
    """
    found = {
        path: name
        for how in ((*_REMOVED, "HEAD"), (*_COMMITTED, "HEAD"))
        for path, name in _entries(root, (*how, "--", *folders), run)
        if has_page(path)
    }
    chosen: dict[str, str] = {}
    for folder in folders:
        own = sorted((path for path in found if path.startswith(f"{folder}/")), reverse=True)
        chosen |= {path: found[path] for path in own[:MOST]}
    texts = {name for path, name in chosen.items() if role(path) != "table"}
    lines = {name: address_lines(data) for name, data in objects(root, sorted(texts))}
    ended: dict[str, str] = {}
    for path, name in chosen.items():
        own_lines = ("", "") if role(path) == "table" else lines.get(name)
        if own_lines is not None:
            ended[path] = "\n".join(filter(None, own_lines))
    return ended


def _entries(root: Path, arguments: tuple[str, ...], run: Runner) -> Iterator[tuple[str, str]]:
    """Each path with the object of its last bytes, of a log of removed files or of a tree.

    The last one of a path counts: a log begins with the newest, so it is read from its end.
    """
    try:
        answer = run(root, arguments)
    except OSError:
        return
    if answer.code != 0:
        return
    tokens = [token.lstrip(b"\n") for token in answer.out.split(b"\0")]
    if arguments[0] == _COMMITTED[0]:
        for token in tokens:
            head, _, path = path_of(token).partition("\t")
            if head.startswith("100"):
                yield path, head.split(" ")[2]
        return
    pairs = list(zip(tokens[::2], tokens[1::2], strict=False))
    for head_of, path_bytes in reversed(pairs):
        fields = head_of.decode("ascii", "replace").split(" ")
        if len(fields) == 5 and fields[0].startswith(":100"):
            yield path_of(path_bytes), fields[2]
