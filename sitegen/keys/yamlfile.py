"""A YAML file as people save it: decoded and parsed, with its lines, or the problem with it."""

from __future__ import annotations

from msgspec import Struct

from sitegen.keys.frontmatter import MAX_BYTES, decode, mistake_problem
from sitegen.keys.yamlslips import read_yaml
from sitegen.keys.yamltext import Mapping, Node
from sitegen.model import Problem


class YamlFile(Struct, frozen=True, kw_only=True):
    """A parsed YAML file; `root` is None if it is empty.

    `mistakes` are slips in how it is written; then `root` is what was probably meant, from which
    some may be missing if it is not `whole`.
    """

    path: str
    text: str
    lines: tuple[str, ...]
    root: Node | None
    mistakes: tuple[Problem, ...] = ()
    whole: bool = True

    @property
    def mapping(self) -> Mapping:
        """The file's keys; none if it is not a mapping, so that each is reported as missing."""
        return self.root if isinstance(self.root, Mapping) else Mapping((), 1, 1)


def parse_with_slips(
    data: bytes, path: str, max_bytes: int, known: frozenset[str] = frozenset()
) -> YamlFile | Problem:
    """Return the file with all slips in its YAML, or what keeps it from being read at all.

    That is its size, that it is not UTF-8, or an unfinished merge of git. `known` are the keys that it
    may have.
    """
    text = decode(data, path, max_bytes=max(max_bytes, MAX_BYTES))
    if isinstance(text, Problem):
        return text
    lines = tuple(text.split("\n"))
    reading = read_yaml(text, max_bytes=max_bytes, known=known)
    return YamlFile(
        path=path,
        text=text,
        lines=lines,
        root=reading.root,
        mistakes=tuple(mistake_problem(slip, path, lines) for slip in reading.slips),
        whole=not reading.dropped,
    )
