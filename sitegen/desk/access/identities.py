"""What a proxy or a provider says of somebody, as identities that the list of owners can have."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.city.owners import identity, is_account, is_team

MAX_NAME, MAX_GROUPS = 200, 200


def of_user(text: str) -> str:
    """Return the account or address that a name stands for, "" for what is neither.

    A pattern (`*@host`) or a team would own what many own: nobody may be called so.
    """
    found = identity(text) if len(text) <= MAX_NAME else ""
    return found if found and (is_account(found) or found[0] not in "@*") else ""


def of_groups(texts: Iterable[str]) -> frozenset[str]:
    """Return the teams among names of groups: `kota/dinkes`, `@kota/dinkes` or, as Keycloak writes, `/kota/dinkes`."""
    names = [
        text.strip().lstrip("/@") for text in list(texts)[:MAX_GROUPS] if len(text) <= MAX_NAME
    ]
    found = (identity(f"@{name}") for name in names if name)
    return frozenset(each for each in found if is_team(each))
