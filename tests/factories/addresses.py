"""Every address of the URLconf, walked down to its last pattern: what is added there is tried by itself.

A part of an address that nobody has said values for fails the tests, until somebody says them where the tests ask.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from leitplanke_web.towns.models import Role

_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)")


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern: how it is written from the root on, its full name, what answers, and who may ask (None: everybody)."""

    route: str
    name: str
    view: Callable[..., object]
    needed_role: Role | None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of what differs from address to address."""
        return tuple(match[1] or match[2] for match in _PART.finditer(self.route))

    @property
    def is_for_staff(self) -> bool:
        """Whether it lies where people work for a town."""
        return "/arbeit/" in self.route

    @property
    def is_of_a_town(self) -> bool:
        """Whether it names a town."""
        return "town" in self.parts

    def with_parts(self, parts: Mapping[str, str]) -> str:
        """The address with these parts, each a percent-encoded text."""
        return "/" + _PART.sub(lambda match: parts[match[1] or match[2]], self.route)

    def all_with(self, values: Mapping[str, Sequence[object]]) -> list[str]:
        """The address with every combination of values; a part without values is an error that says so."""
        unknown = set(self.parts) - set(values)
        assert not unknown, f"Say in the test which values {sorted(unknown)} of “{self.route}” have."
        choices = ([(name, quote(str(value), safe="")) for value in values[name]] for name in self.parts)
        found = [self.with_parts(dict(chosen)) for chosen in product(*choices)]
        assert any(_leads_to(one, self.view) for one in found), f"None of {found} leads to “{self.route}”."
        return found


def all_addresses() -> list[Address]:
    """All of the URLconf, in German: patterns are written in the language that is active."""
    with translation.override("de"):
        return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, route: str, space: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        here = f"{route}{one.pattern}"
        if isinstance(one, URLPattern):
            name = f"{space}{one.name}"
            yield Address(re.sub(r"\^|\$$", "", here), name, one.callback, getattr(one.callback, "needed_role", None))
        else:
            yield from _walk(one, here, f"{space}{one.namespace}:" if one.namespace else space)


def _leads_to(address: str, view: Callable[..., object]) -> bool:
    try:
        with translation.override("de"):
            return resolve(address).func is view
    except Resolver404:
        return False
