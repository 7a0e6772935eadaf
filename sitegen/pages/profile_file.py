"""A unit's profile as the form for offices reads it: what `unit.yml` says, key by key, and of which version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sitegen.keys.own import stable
from sitegen.keys.report import PHOTO_FIELDS
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.urls import output_path, profile_url

if TYPE_CHECKING:
    from sitegen.keys.own import OwnKey
    from sitegen.model import Photo, Profile, Service

# Keys whose value is one text, with the field of the profile that has it.
_TEXTS = (
    ("nama_pendek", "short_name"),
    ("tentang", "about"),
    ("alamat", "address"),
    ("jam_layanan", "hours"),
)
_WAYS = (
    ("telepon", "phone"),
    ("whatsapp", "whatsapp"),
    ("email", "email"),
    ("situs", "website"),
)


def profile_file(key: str, profile: Profile, version: str, own: tuple[OwnKey, ...] = ()) -> Output:
    """Return the file of a unit; `version` stands for the bytes of its `unit.yml`, "" without one.

    `own` are the keys that the city has added.
    """
    text = json.dumps(
        {"dasar": version, "isi": profile_values(profile, own)},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Output(path=output_path(profile_url(key)), body=encoded(f"{text}\n"))


def profile_values(profile: Profile, own: tuple[OwnKey, ...] = ()) -> dict[str, Any]:
    """Return what a profile says by the keys of `unit.yml`, in their order; no empty values.

    Those of the city's `own` keys are as people write them.
    """
    added = {key.name: key for key in own}
    head = {"jabatan": profile.head_title, "nama": profile.head_name}
    pause = {
        "alasan": profile.pause,
        "sejak": profile.paused.isoformat() if profile.paused else "",
    }
    values: dict[str, Any] = {
        **{key: getattr(profile, name) for key, name in _TEXTS},
        "kepala": _filled(head),
        **{key: getattr(profile, name) for key, name in _WAYS},
        "media_sosial": dict(profile.social),
        "ppid": dict(profile.ppid),
        "warna": profile.colour,
        "logo": profile.logo,
        "foto_kantor": _photo(profile.office) if profile.office else {},
        "jeda": _filled(pause),
        "layanan": [_service(each) for each in profile.services],
        **{each.name: _as_typed(each.value, added.get(each.name)) for each in profile.extra},
    }
    return _filled(values)


def _as_typed(value: str, key: OwnKey | None) -> str:
    """The value of an own key as somebody would type it: `1.250` alone would be read as a thousand and more."""
    if key is None:
        return value
    choices = {stable(each): each for each in key.choices}
    return value.replace(".", ",") if key.kind == "angka" else choices.get(value, value)


def _service(service: Service) -> dict[str, Any]:
    return _filled(
        {
            "nama": service.name,
            "alias": list(service.other_names),
            "tentang": service.about,
            "topik": list(service.topics),
            "syarat": service.requirements,
            "waktu": service.duration,
            "biaya": service.fee,
            "tempat": service.place,
            "jam": service.hours,
            "langkah": list(service.steps),
            "dasar_hukum": list(service.legal_base),
            "tautan": service.link,
            "slug": service.slug,
            "tinjau": service.review.isoformat() if service.review else "",
        }
    )


def _photo(photo: Photo) -> dict[str, Any]:
    return _filled({field.key: getattr(photo, field.name) for field in PHOTO_FIELDS})


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
