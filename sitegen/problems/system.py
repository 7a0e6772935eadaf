"""What the system says of a file or a disk, in our own words: message ids of the catalogue."""

from __future__ import annotations

import errno
import os

from sitegen.i18n import N_

_WORDS = {
    errno.EACCES: N_("there is no right to it"),
    errno.EBUSY: N_("something else uses it"),
    errno.EDQUOT: N_("the space allotted on the disk is used up"),
    errno.EEXIST: N_("something is there already"),
    errno.EFBIG: N_("the file is too large for the disk"),
    errno.EINVAL: N_("the disk does not take it"),
    errno.EIO: N_("the disk reports an error"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ELOOP: N_("it is a link that leads in a circle"),
    errno.EMFILE: N_("too many files are open at once"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENFILE: N_("too many files are open at once"),
    errno.ENOENT: N_("it is not there"),
    errno.ENOMEM: N_("the memory is used up"),
    errno.ENOSPC: N_("the disk is full"),
    errno.ENOTDIR: N_("a file is where a folder has to be"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.EPERM: N_("there is no right to it"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ESTALE: N_("the network drive has lost it"),
    errno.ETIMEDOUT: N_("the network drive does not answer"),
}
_BY_TEXT = {os.strerror(number): words for number, words in _WORDS.items()}


def system_words(error: OSError) -> str:
    """Return what an error of the system means, as a message id; its own text if we know none."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


def own_words(reason: str) -> str:
    """Return a reason, or the message id for it if the system has said it."""
    return _BY_TEXT.get(reason, reason)
