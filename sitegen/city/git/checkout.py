"""Files of an earlier commit, in a folder of their own beside everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from sitegen.city.git.log import path_of
from sitegen.city.git.run import asked

# Paths of one call: an argument list has a limit.
_AT_ONCE = 500
_CLONE = (
    *("-c", "protocol.file.allow=always", "clone", "--quiet"),
    *("--shared", "--no-checkout", "--no-tags", "--template="),
)


class Checkout(Struct, frozen=True, kw_only=True):
    """A clone at an earlier commit, in the folder `place`, with what was brought so far."""

    place: Path
    commit: str

    def bring(self, paths: Iterable[str]) -> None:
        """Check these files and folders out; those that the commit lacks are left out.

        Raises OSError when git cannot, as in a clone without their contents.
        """
        place, commit = self.place, self.commit
        wanted = [each for each in paths if asked(place, "ls-tree", commit, "--", each)]
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            asked(place, "checkout", "--quiet", commit, "--", *some)

    def paths(self, below: str) -> tuple[str, ...]:
        """Return the files that the commit has below a folder; raises OSError when git cannot."""
        listed = asked(self.place, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", below)
        return tuple(map(path_of, filter(None, listed.split(b"\0"))))

    def bring_all(self, paths: Iterable[str]) -> None:
        """Check out any number of files at once, as `bring`; what the commit lacks is left out."""
        wanted = list(dict.fromkeys(paths))
        found = []
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            listed = asked(self.place, "ls-tree", "-z", "--name-only", self.commit, "--", *some)
            found += listed.split(b"\0")
        given = b"".join(each + b"\0" for each in found if each)
        if given:
            how = ("--pathspec-from-file=-", "--pathspec-file-nul")
            asked(self.place, "checkout", "--quiet", self.commit, *how, given=given)


@contextmanager
def checked_out(root: Path, commit: str) -> Iterator[Checkout]:
    """Yield a clone of the repository of `root` at a commit, with no file of it yet.

    Raises OSError when git does not make it.
    """
    with tempfile.TemporaryDirectory(prefix="sitegen-") as name:
        place = Path(name) / "dasar"
        top = asked(root, "rev-parse", "--show-toplevel").decode().removesuffix("\n")
        asked(root, *_CLONE, "--", top, str(place))
        asked(place, "update-ref", "--no-deref", "HEAD", commit)
        yield Checkout(place=place, commit=commit)
