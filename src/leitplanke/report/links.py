"""Where things stand, and how to get there: inside one file, or across the pages of a web application.

Views name a `Place` and know no address. Whoever builds an edition brings the `Links` that make addresses of places.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from leitplanke.kernel.texts import Language


@dataclass(frozen=True, slots=True)
class Place:
    """An element in a fragment: `fragment` is an id of `leitplanke.report.fragments`.

    `kind` and `identifier` say which element; without them it is the fragment as a whole. `kind` is one of `measure`,
    `guardrail`, `goal`, `overall_goal`, `t` (a published table), `first` (a ranking without a table), `cluster`,
    `diagnosis`, `horizon`, `waiting`, `money`; all but the last two carry an identifier.
    """

    fragment: str
    kind: str = ""
    identifier: str = ""

    @property
    def anchor(self) -> str:
        """The id of the element, without a prefix: `measure-kita_online`, `waiting`, `people`."""
        return "-".join(part for part in (self.kind or self.fragment, self.identifier) if part)


class Links(Protocol):
    """Addresses and ids of places. Must not change after it was made: editions are shared between threads."""

    def id_of(self, place: Place) -> str:
        """The id that the element at `place` carries."""
        ...

    def href(self, place: Place) -> str:
        """The address that leads to `place`."""
        ...

    def way_of(self, kind: str, identifier: str) -> str:
        """The address of the whole way of a thing of the trace; empty where there is no such page."""
        ...


@dataclass(frozen=True, slots=True)
class InOneFile:
    """Everything lies in one file, in both languages: ids begin with the language, addresses are `#id`."""

    language: Language

    def id_of(self, place: Place) -> str:
        """The anchor behind the language."""
        return f"{self.language.value}-{place.anchor}"

    def href(self, place: Place) -> str:
        """A jump inside the file."""
        return f"#{self.id_of(place)}"

    def way_of(self, kind: str, identifier: str) -> str:  # noqa: ARG002 - as every way of linking
        """A file has no pages beside it."""
        return ""


@dataclass(frozen=True, slots=True)
class OnPages:
    """Every fragment lies on some page: `page_of` answers its address, to which the anchor is added.

    `page_of` gets the whole place, since every measure has a page of its own (`place.identifier`). `alone` names the
    fragments that fill a page by themselves: a link to one of them leads to the top of the page. `trace_of` answers the
    address of the whole way of a thing, from its kind and its identifier.
    """

    page_of: Callable[[Place], str]
    alone: frozenset[str] = frozenset({"plan", "measure"})
    trace_of: Callable[[str, str], str] = lambda _kind, _identifier: ""

    def id_of(self, place: Place) -> str:
        """The anchor alone: a page holds one language."""
        return place.anchor

    def href(self, place: Place) -> str:
        """The page, and on it the element."""
        page = self.page_of(place)
        is_top = place.fragment in self.alone and place.kind in {"", place.fragment}
        return page if is_top else f"{page}#{place.anchor}"

    def way_of(self, kind: str, identifier: str) -> str:
        """The page that `trace_of` names."""
        return self.trace_of(kind, identifier)
