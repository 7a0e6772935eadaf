"""The settings of an editor: its collections, and the repository that it writes to."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sitegen.editors.programs import HostName
from sitegen.editors.widgets import Asking, Widget
from sitegen.i18n import N_
from sitegen.keys.definition import Field
from sitegen.keys.own import OwnKey, fields_of
from sitegen.model.roles import CONTENT
from sitegen.urls import SLUG_BYTES

# What a form asks for first; the rest follows in the order of the keys.
_FIRST = ("title", "date", "kind", "topics", "summary", "event_date", "place")
# Keys that stand for others in a file that is written by hand.
_NEEDLESS = frozenset({"photo_alt"})
_DATED = len("2026-11-03-")
_PIXELS = 1600
_QUALITY = 85
_PHOTO_BYTES = 20 * 1024 * 1024


class UnitRepository(Struct, frozen=True, kw_only=True):
    """Where a unit's own content lies: a host, `owner/name` and a branch.

    `server` is the address of a host of one's own, `app` the id of the editor as an application
    there, `sign_in` who exchanges the code of a sign-in at GitHub; "" for what is not given.
    """

    host: HostName
    name: str = ""
    branch: str = "main"
    server: str = ""
    app: str = ""
    sign_in: str = ""


class EditedUnit(Struct, frozen=True, kw_only=True):
    """The unit whose content is edited: its key, its name and the address of its pages."""

    key: str
    name: str
    address: str
    own: tuple[OwnKey, ...] = ()


def settings(unit: EditedUnit, repository: UnitRepository, asking: Asking) -> Widget:
    """Return the settings of an editor for the content of a unit, as both editors read them."""
    t = asking.t
    found: Widget = {
        "backend": _backend(repository, asking),
        "site_url": unit.address,
        "show_preview_links": False,
        "locale": "en",
        "media_folder": "media" if repository.host == "test" else f"{CONTENT}/{unit.key}/laporan",
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "editor": {"preview": False},
        "collections": list(_collections(unit, asking)),
    }
    if asking.editor == "sveltia":
        found["app_title"] = t.gettext(N_("Write: {name}")).format(name=unit.name)
        found["slug"]["maxlength"] = SLUG_BYTES + _DATED
        found["output"] = {"omit_empty_optional_fields": True}
        # Without a list of none, it offers photos of companies.
        stock: Widget = {"providers": []}
        found["media_libraries"] = {"default": {"config": _photos()}, "stock_assets": stock}
        del found["locale"]
    return found


def _photos() -> Widget:
    """Photos are made smaller in the browser, and lose what the camera wrote into them."""
    smaller = {"format": "webp", "quality": _QUALITY, "width": _PIXELS, "height": _PIXELS}
    return {
        "max_file_size": _PHOTO_BYTES,
        "slugify_filename": True,
        "transformations": {"raster_image": smaller},
    }


def _backend(repository: UnitRepository, asking: Asking) -> Widget:
    host, server = repository.host, repository.server.rstrip("/")
    if host == "test":
        return {"name": "test-repo"}
    sveltia = asking.editor == "sveltia"
    name = "gitea" if host == "forgejo" and sveltia else host
    found: Widget = {"name": name, "repo": repository.name, "branch": repository.branch}
    if host == "github":
        if server:
            found["api_root"] = f"{server}/api/v3"
        if repository.sign_in:
            found["base_url"] = repository.sign_in.rstrip("/")
        elif sveltia:
            # Else the editor asks a service of others to exchange the code of a sign-in.
            found["auth_methods"] = ["token"]
    else:
        if server:
            found["base_url"] = server
            found["api_root"] = f"{server}/api/{'v4' if host == 'gitlab' else 'v1'}"
        if repository.app:
            found |= {"auth_type": "pkce"} if host == "gitlab" or not sveltia else {}
            found["app_id"] = repository.app
        elif sveltia:
            found["auth_methods"] = ["token"]
    t = asking.t
    found["commit_messages"] = {
        "create": t.gettext(N_("Add {path}")).format(path="{{path}}"),
        "update": t.gettext(N_("Change {path}")).format(path="{{path}}"),
        "delete": t.gettext(N_("Remove {path}")).format(path="{{path}}"),
        "uploadMedia": t.gettext(N_("Add {path}")).format(path="{{path}}"),
        "deleteMedia": t.gettext(N_("Remove {path}")).format(path="{{path}}"),
    }
    return found


# Pictures and documents lie beside the text that names them.
_BESIDE = {"media_folder": "", "public_folder": ""}


def _beside_in_sveltia(folder: str) -> Widget:
    """Beside a report in the folder of its year: else Sveltia makes a folder for each report's photos."""
    return {"media_folder": f"/{folder}/{{{{dirname}}}}", "public_folder": "."}


_TEXT = {
    "create": True,
    "extension": "md",
    "format": "yaml-frontmatter",
    "identifier_field": "judul",
}


def _collections(unit: EditedUnit, asking: Asking) -> list[Widget]:
    folder = f"{CONTENT}/{unit.key}"
    return [
        _reports(unit, folder, asking),
        _pages(unit, folder, asking),
        _tables(unit, folder, asking),
        _profile(unit, folder, asking),
    ]


def _titled(asking: Asking) -> str:
    """The title as a part of a file's name: Decap knows no longest one, and cuts only when told so."""
    # An empty ending would be "..." for it; a hyphen at the end goes.
    return (
        "{{judul}}"
        if asking.editor == "sveltia"
        else f"{{{{judul | truncate({SLUG_BYTES}, '-')}}}}"
    )


def _reports(unit: EditedUnit, folder: str, asking: Asking) -> Widget:
    t = asking.t
    # The day of the form, not that of its saving. Decap cannot take the year of one for a folder.
    sveltia = asking.editor == "sveltia"
    year = "{{tanggal | date('YYYY')}}" if sveltia else "{{year}}"
    day = "{{tanggal}}" if sveltia else "{{fields.tanggal}}"
    return {
        "name": "laporan",
        "label": t.gettext(N_("Reports")),
        "label_singular": t.ngettext("report", "reports", 1),
        "folder": f"{folder}/laporan",
        "path": f"{year}/{{{{slug}}}}",
        "slug": f"{day}-{_titled(asking)}",
        **_TEXT,
        "summary": "{{tanggal}} {{judul}}",
        "sortable_fields": ["tanggal", "judul"],
        **(_beside_in_sveltia(f"{folder}/laporan") if sveltia else _BESIDE),
        "fields": _report(fields_of("laporan", unit.own), asking),
    }


def _pages(unit: EditedUnit, folder: str, asking: Asking) -> Widget:
    t = asking.t
    return {
        "name": "halaman",
        "label": t.gettext(N_("Standing pages")),
        "label_singular": t.gettext(N_("page")),
        "folder": f"{folder}/halaman",
        "slug": _titled(asking),
        **_TEXT,
        "sortable_fields": ["judul"],
        **_BESIDE,
        "fields": [*asking.widgets(_offered(fields_of("halaman", unit.own))), _body(asking)],
    }


def _tables(unit: EditedUnit, folder: str, asking: Asking) -> Widget:
    t = asking.t
    return {
        "name": "data",
        "label": t.gettext(N_("Descriptions of tables")),
        "label_singular": t.gettext(N_("description")),
        "folder": f"{folder}/data",
        # A description has the name of its table, which no editor knows.
        "create": False,
        "delete": False,
        "extension": "yml",
        "format": "yml",
        "identifier_field": "judul",
        "sortable_fields": ["judul"],
        "fields": asking.widgets(fields_of("dataset", unit.own)),
    }


def _profile(unit: EditedUnit, folder: str, asking: Asking) -> Widget:
    t = asking.t
    file = {
        "name": "unit",
        "label": t.gettext(N_("Profile and services")),
        "file": f"{folder}/unit.yml",
        **_BESIDE,
        "fields": asking.widgets(fields_of("profil", unit.own)),
    }
    return {"name": "profil", "label": t.gettext(N_("Profile")), "files": [file]}


def _report(fields: tuple[Field, ...], asking: Asking) -> list[Widget]:
    """What a form asks for: the usual things, photos and the text first, then the rest."""
    by_name = {field.name: field for field in _offered(fields)}
    first = [by_name.pop(name) for name in _FIRST]
    # The names of files are made of the day.
    first[1] = replace(first[1], required=True)
    photos = by_name.pop("photos")
    return [
        *asking.widgets(tuple(first)),
        *asking.widgets((photos,)),
        _body(asking),
        *asking.widgets(tuple(by_name.values())),
    ]


def _offered(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.name not in _NEEDLESS)


def _body(asking: Asking) -> Widget:
    """The text as it is typed: the other way of these editors writes tables and lists anew."""
    label = asking.t.gettext(N_("Text"))
    made = {"name": "body", "label": label, "required": False, "widget": "markdown"}
    return {**made, "modes": ["raw"]}
