"""What a rebuild needs besides the sources, prepared while nobody is waiting for it.

The first build of a city runs in processes of its own, so otherwise the first save would wait
more than a second for imports and for the compilation of templates.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sitegen.city.config import read_config
from sitegen.errors import SitegenError
from sitegen.keys.words import rewording
from sitegen.model.roles import CONTENT, TABLE_ENDINGS
from sitegen.pages.theme import compile_templates, read_theme

MODULES = ("sitegen.engine.parallel", "sitegen.portal.products")
FOR_TABLES = ("pandas", "sitegen.pages.dataset", "sitegen.charts.automatic")


def warm(root: Path) -> None:
    """Import the modules that make pages, and those for tables if needed; compile the templates.

    What cannot be read or compiled is skipped: the next build reports what is wrong.
    """
    tables = (path.suffix.lower() in TABLE_ENDINGS for path in (root / CONTENT).glob("*/*/data/*"))
    for name in (*MODULES, *(FOR_TABLES if any(tables) else ())):
        importlib.import_module(name)
    with suppress(SitegenError, OSError):
        config = read_config(root)
        theme, _ = read_theme(root, config.theme, config.lang, config.brand)
        compile_templates(replace(theme, words=rewording(config.words, config.lang)))
