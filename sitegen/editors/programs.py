"""The editors that settings can be made for, each with the version that they were tried with."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EditorName = Literal["sveltia", "decap"]
HostName = Literal["github", "gitlab", "gitea", "forgejo", "test"]


class EditorFont(Struct, frozen=True, kw_only=True):
    """A font of an editor: its family and weight as the editor asks for them, and who has its file."""

    family: str
    weight: str
    package: str
    version: str
    path: str

    @property
    def file(self) -> str:
        """The name of its file beside the page."""
        return self.path.rpartition("/")[2]

    @property
    def address(self) -> str:
        """Where a public copy of it is."""
        return f"https://unpkg.com/{self.package}@{self.version}/{self.path}"


class EditorProgram(Struct, frozen=True, kw_only=True):
    """An editor: its package of npm and version, and the file that a page loads.

    `integrity` is of that file, as browsers check it. `fonts` are those that it asks a host of others
    for, and that may lie beside the page instead; `font_host` is that host. `evals` says that it makes code of texts.
    """

    name: EditorName
    title: str
    package: str
    version: str
    path: str
    integrity: str
    fonts: tuple[EditorFont, ...] = ()
    font_host: str = ""
    evals: bool = False

    @property
    def script(self) -> str:
        """The name of its file beside the page."""
        return self.path.rpartition("/")[2]

    @property
    def address(self) -> str:
        """Where a public copy of this very version is."""
        return f"https://unpkg.com/{self.package}@{self.version}/{self.path}"


PROGRAMS: dict[EditorName, EditorProgram] = {
    "sveltia": EditorProgram(
        name="sveltia",
        title="Sveltia CMS",
        package="@sveltia/cms",
        version="0.221.1",
        path="dist/sveltia-cms.js",
        integrity="sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6",
        fonts=(
            EditorFont(
                family="Material Symbols Outlined",
                weight="400",
                package="@fontsource-variable/material-symbols-outlined",
                version="5.3.7",
                path="files/material-symbols-outlined-latin-wght-normal.woff2",
            ),
            EditorFont(
                family="Source Sans 3",
                weight="200 900",
                package="@fontsource-variable/source-sans-3",
                version="5.3.0",
                path="files/source-sans-3-latin-wght-normal.woff2",
            ),
        ),
        font_host="https://cdn.jsdelivr.net",
    ),
    "decap": EditorProgram(
        name="decap",
        title="Decap CMS",
        package="decap-cms",
        version="3.16.3",
        path="dist/decap-cms.js",
        integrity="sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p",
        evals=True,
    ),
}
