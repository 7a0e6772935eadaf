"""What the system says of files and disks reaches people in our own words."""

from __future__ import annotations

import errno
import os

import pytest

from sitegen.i18n import translator
from sitegen.model import Problem
from sitegen.problems import message
from sitegen.problems.system import own_words, system_words

KNOWN = (errno.ENOSPC, errno.EISDIR, errno.ENAMETOOLONG, errno.EACCES, errno.EIO, errno.EROFS)


@pytest.mark.parametrize("code", KNOWN, ids=errno.errorcode.get)
def test_a_reason_of_the_system_is_translated_wherever_it_came_from(code: int) -> None:
    theirs = os.strerror(code)
    ours = system_words(OSError(code, theirs))
    assert ours == own_words(theirs) != theirs
    problem = Problem.of("S002", "site.yml", reason=theirs)
    assert message(problem, translator("en")) == f"`site.yml` cannot be opened: {ours}"
    indonesian = message(problem, translator("id"))
    assert not indonesian.endswith((theirs, ours))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(errno.EDOM, "Numerical argument out of domain"),
            "Numerical argument out of domain",
        ),
        (OSError("sendiri"), "sendiri"),
        (OSError(), "OSError"),
    ],
    ids=["unknown", "without a number", "without a text"],
)
def test_what_we_have_no_words_for_is_said_as_it_is(error: OSError, words: str) -> None:
    assert system_words(error) == words


def test_a_reason_of_our_own_stays() -> None:
    assert own_words("it has too many parts") == "it has too many parts"
