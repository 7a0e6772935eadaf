"""How often something may be done, by address and by office: what is not used up comes back with time."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict

from msgspec import Struct

# So many of those that came last are remembered; who falls out begins anew.
_MOST = 20_000


class RateAllowance(Struct, frozen=True, kw_only=True):
    """`count` acts within `seconds`, all at once or spread."""

    count: int
    seconds: float


class Rates:
    """What is left of each allowance, in memory: a restart gives it back."""

    def __init__(self) -> None:
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, what: str, who: str, allowance: RateAllowance, now: float) -> float:
        """Take one of what is allowed; return 0, or after how many seconds there is one again."""
        with self._lock:
            return self._taken((what, who), allowance, now, spend=True)

    def wait(self, what: str, who: str, allowance: RateAllowance, now: float) -> float:
        """Return after how many seconds there is one again, 0 for at once, and take none."""
        with self._lock:
            return self._taken((what, who), allowance, now, spend=False)

    def _taken(
        self, key: tuple[str, str], allowance: RateAllowance, now: float, *, spend: bool
    ) -> float:
        rate = allowance.count / allowance.seconds
        left, last = self._left.pop(key, (float(allowance.count), now))
        left = min(float(allowance.count), left + max(0.0, now - last) * rate)
        enough = left >= 1
        if enough and spend:
            left -= 1
        self._left[key] = (left, now)
        while len(self._left) > _MOST:
            self._left.popitem(last=False)
        return 0.0 if enough else (1 - left) / rate


def network_of(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "-"
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def shortened(address: str) -> str:
    """Return an address without its last part, as it may be written down: 10.1.2.0/24, 2001:db8::/48."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "-"
    known = getattr(found, "ipv4_mapped", None) or found
    return str(ipaddress.ip_network((known, 24 if known.version == 4 else 48), strict=False))
