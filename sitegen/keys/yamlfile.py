"""A YAML file as people save it: decoded and parsed, with its lines, or the problem with it."""

from __future__ import annotations

from msgspec import Struct

from sitegen.keys.frontmatter import MAX_BYTES, decode, mistake_problem
from sitegen.keys.yamltext import Mapping, Node, YamlMistakeError, parse_yaml
from sitegen.model import Problem


class YamlFile(Struct, frozen=True, kw_only=True):
    """A parsed YAML file; `root` is None if it is empty."""

    path: str
    text: str
    lines: tuple[str, ...]
    root: Node | None

    @property
    def mapping(self) -> Mapping:
        """The file's keys; none if it is not a mapping, so that each is reported as missing."""
        return self.root if isinstance(self.root, Mapping) else Mapping((), 1, 1)


def parse_yaml_file(data: bytes, path: str, max_bytes: int) -> YamlFile | Problem:
    """Return the file, or the problem: too large, not UTF-8, a git conflict or not YAML."""
    text = decode(data, path, max_bytes=max(max_bytes, MAX_BYTES))
    if isinstance(text, Problem):
        return text
    lines = tuple(text.split("\n"))
    try:
        root = parse_yaml(text, max_bytes=max_bytes)
    except YamlMistakeError as mistake:
        return mistake_problem(mistake, path, lines)
    return YamlFile(path=path, text=text, lines=lines, root=root)
