"""Compressed forms beside the files of the site, for hosts that send them as they are.

They belong to nobody but the file that they are forms of: made when all files are known, kept as long
as that has the same bytes, and removed with it or when the city wants none any more.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from gzip import compress as gzipped
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.city.config import Compression
from sitegen.digest import digest
from sitegen.engine.place import limits_of, unstorable
from sitegen.installed import version
from sitegen.model import Output
from sitegen.policy import TEXTS
from sitegen.store.marker import STAGE
from sitegen.store.state import COMPRESSED

if TYPE_CHECKING:
    from sitegen.engine.publish import Publication

# A smaller file is one packet in any form.
LEAST = 1024
# A form is worth a file if it spares at least this share of the bytes.
GAIN = 0.1
# Of pages of the sample city, Brotli makes 2,733 bytes in 0.5 ms at 5, 2,490 in 21 ms at 11; gzip 2,943 in
# 0.4 ms at 9. What lies in `aset/` is few files, which every first visit loads.
BROTLI, BROTLI_OF_ASSETS, GZIP = 5, 11, 9
ASSETS = "aset/"
# Files that are compressed at a time: what is read and not yet written has to fit into memory.
BATCH = 256


class _Form(Struct, frozen=True):
    """A form to be made: its path and key, and the published or staged file that it is a form of."""

    path: str
    key: str
    kind: Compression
    page: str


def compress(target: Publication, kinds: Sequence[Compression], jobs: int) -> None:
    """Take the forms of these kinds of all files of the new site into it, made unless they hold.

    A path that a file of the site has is left to that.
    """
    forms = _to_make(target, kinds)
    stage = target.stage(COMPRESSED)
    # Compressing lets other threads work meanwhile; files are written by this one alone.
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as threads:
        while some := tuple(islice(forms, BATCH)):
            for output in threads.map(lambda form: _made(target, form), some):
                for staged in stage.put((output,)) if output else ():
                    target.take(staged)


def worthwhile(path: str, size: int) -> bool:
    """Whether a file of this name and size is one to compress."""
    return size >= LEAST and path.endswith(TEXTS)


def compressed(body: bytes, path: str, kind: Compression) -> bytes:
    """Return a file's bytes in this form, the same for equal bytes and paths."""
    if kind == "gz":
        return gzipped(body, GZIP, mtime=0)
    import brotli

    quality = BROTLI_OF_ASSETS if path.startswith(ASSETS) else BROTLI
    return bytes(brotli.compress(body, quality=quality))


def _to_make(target: Publication, kinds: Sequence[Compression]) -> Iterator[_Form]:
    """Yield the forms that are not published as they should be; keep the others."""
    marks = {kind: _mark(kind) for kind in kinds}
    limits, known = limits_of(target.folder), {} if target.force else target.state.outputs
    for page, entry in tuple(target.entries.items()):
        if not worthwhile(page, entry.size):
            continue
        for kind in kinds:
            path, key = f"{page}.{kind}", digest(entry.digest, page, marks[kind])
            old = known.get(path)
            if unstorable(path, limits) or path in target.entries:
                continue
            if old and old.owner == COMPRESSED and old.key == key:
                target.keep(path)
            else:
                yield _Form(path, key, kind, page)


def _mark(kind: Compression) -> str:
    """What stands for all that a form depends on besides the file itself."""
    if kind == "gz":
        return f"gz {GZIP} {GAIN} {zlib.ZLIB_RUNTIME_VERSION}"
    return f"br {BROTLI} {BROTLI_OF_ASSETS} {GAIN} {version('brotli')}"


def _made(target: Publication, form: _Form) -> Output | None:
    """The form, or None if it is not worth a file."""
    at = target.moves.get(form.page)
    path = f"{STAGE}/{at}" if at else form.page
    body = (target.folder / path).read_bytes()
    made = compressed(body, form.page, form.kind)
    if len(made) > (1 - GAIN) * len(body):
        return None
    return Output(path=form.path, body=made, key=form.key)
