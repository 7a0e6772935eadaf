"""Compiled templates of the built-in theme, kept beside the compiled modules of the package.

Compiling thirty templates takes each process of a build half a second. Nothing of a city is kept or read:
bytecode in its folder would be a program that its authors could change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from sitegen.digest import digest
from sitegen.installed import version


class BuiltInTemplates(FileSystemBytecodeCache):
    """The bytecode of these texts of templates, of other ones none.

    Nothing is written where Python writes none of its own: `-B`, folders of other users.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__(str(_folder()), "%s.bytecode")
        self._known = frozenset(map(self.get_source_checksum, texts))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put in what is kept, if it was made from the same text; what is damaged is not there."""
        if bucket.checksum in self._known:
            with suppress(Exception):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, if it can be kept."""
        if bucket.checksum in self._known and not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _folder() -> Path:
    """Where they are: another one for each version of what makes them."""
    own = Path(__file__).parent
    makers = ("compiled.py", "shared_parts.py")
    made_by = digest(version("Jinja2"), *((own / name).read_bytes() for name in makers))
    return Path(cache_from_source(__file__)).parent / f"templates.{made_by[:12]}"
