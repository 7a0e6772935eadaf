"""Keys of other programs, and of plain language, that say not to publish a file."""

from __future__ import annotations

import re

from sitegen.keys.values import parse_yes_no
from sitegen.keys.yamltext import Node, Scalar, Sequence
from sitegen.legible import without_unseen

# With a no, such as `terbit: tidak`; the words that begin with `di` are passives.
_PUBLISHED_WORDS = (
    "published publish publishes public visible visibility online live listed release released active "
    "enabled terbit terbitkan diterbitkan dipublikasikan publikasi publikasikan publik tayang tayangkan "
    "ditayangkan tampil tampilkan ditampilkan rilis dirilis umumkan diumumkan siap siap_terbit "
    "boleh_terbit aktif"
)
# With a yes, such as `hidden: true`, or as the value of one of the others: `status: draft`.
_HIDDEN_WORDS = (
    "private hidden unpublished unlisted draft drafts draf konsep rancangan rahasia pribadi privat "
    "internal tersembunyi disembunyikan tidak_terbit tidak_diterbitkan tidak_tayang tidak_ditampilkan "
    "tidak_dipublikasikan tidak_publik belum_terbit belum_tayang belum_diterbitkan not_published"
)
# An activity can be put off or unfinished, too, so that these say nothing after `status`.
_WAITING_WORDS = (
    "hide unpublish sembunyi sembunyikan tunda ditunda tahan ditahan embargo belum_siap belum_selesai "
    "jangan_terbit jangan_terbitkan jangan_diterbitkan jangan_tayang jangan_tayangkan jangan_tampil "
    "jangan_tampilkan jangan_dipublikasikan do_not_publish wip"
)
_STATE_KEYS = "status state visibility visibilitas keadaan post_status publish_status"
_NO_WORDS = "belum jangan never off nanti tunda ditunda none nonaktif"
_PUBLISHED = frozenset(_PUBLISHED_WORDS.split())
_HIDDEN = frozenset(_HIDDEN_WORDS.split())
_WITHHELD = _HIDDEN | frozenset(_WAITING_WORDS.split())
_STATES = frozenset(_STATE_KEYS.split())
_STATE_WORDS = _HIDDEN | {"pending", "review", "trash"}
_NO = frozenset(_NO_WORDS.split())
_YES = frozenset({"on"})
_SPACES = re.compile(r"[\s_-]+")


def withheld(key: str, node: Node) -> str | None:
    """Return the value with which a key says that its file is not to be published, None if it does not.

    What is neither yes nor no says nothing.
    """
    name = _word(key)
    texts = node.items if isinstance(node, Sequence) else (node,)
    for each in texts:
        text = without_unseen(each.text).strip() if isinstance(each, Scalar) else ""
        word, answer = _word(text), parse_yes_no(text)
        if not word:
            continue
        if name in _PUBLISHED and (answer is False or word in _NO or word in _WITHHELD):
            return text
        if name in _WITHHELD and (answer or word in _YES):
            return text
        if name in _STATES and word in _STATE_WORDS:
            return text
    return None


def _word(text: str) -> str:
    return _SPACES.sub("_", text.strip().casefold())


def draft_line(key: Scalar, node: Node) -> dict[str, str]:
    """Return the line that says the same as a key that is not known here, as `line`, if it is one line."""
    alone = isinstance(node, Scalar) and node.line == key.line and key.column == 1
    return {"line": "draf: ya"} if alone else {}
