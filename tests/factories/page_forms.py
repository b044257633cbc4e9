"""The forms of a page as a browser reads them, to be sent as they are or with something else in a field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin

from django.test import Client

FORM = "application/x-www-form-urlencoded"
_TEXTS = frozenset({"text", "email", "search", "month", "number", "password", "tel", "url", "date"})
_CHOICES = frozenset({"radio", "checkbox"})


@dataclass(slots=True)
class PageForm:
    """A form: where it is sent, and its fields in order as name, kind and the value that would be sent (None: not)."""

    action: str
    method: str
    fields: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The name of every field, each once."""
        return list(dict.fromkeys(name for name, _, _ in self.fields))

    @property
    def choices(self) -> list[str]:
        """The names of fields in which one chooses."""
        return list(dict.fromkeys(name for name, kind, _ in self.fields if kind == "choice"))

    def entries(self, **changes: str) -> list[tuple[str, str]]:
        """What a browser would send, with changes."""
        kept = [(name, value) for name, _, value in self.fields if value is not None and name not in changes]
        return [*kept, *changes.items()]


def send(client: Client, address: str, entries: list[tuple[str, str]], **options: object) -> object:
    """Send entries as a browser does: names may stand there more than once."""
    return client.post(address, urlencode(entries), content_type=FORM, **options)  # type: ignore[arg-type]  # as given


def forms_of(page: str, *, address: str) -> list[PageForm]:
    """The forms of a page that was found at `address`."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.forms


def posting_forms(client: Client, addresses: list[str]) -> Iterator[PageForm]:
    """The forms that change something, on all pages that open; each address to send to once."""
    seen: set[str] = set()
    for address in addresses:
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        for form in forms_of(answer.content.decode(), address=address):
            if form.method == "post" and form.action not in seen:
                seen.add(form.action)
                yield form


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._address = address
        self._open: PageForm | None = None
        self._select: str | None = None
        self._has_chosen = False
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form":
            action = urljoin(self._address, given.get("action") or "").partition("#")[0]
            self._open = PageForm(action, (given.get("method") or "get").lower())
            self.forms.append(self._open)
        elif self._open is None:
            return
        elif tag == "input" and name:
            self._input(name, given)
        elif tag == "select" and name:
            self._select, self._has_chosen = name, False
        elif tag == "option" and self._select:
            self._option(given)
        elif tag == "textarea" and name:
            self._area = (name, [])

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None and self._open is not None:
            name, words = self._area
            self._open.fields.append((name, "text", "".join(words).removeprefix("\n")))
            self._area = None

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        assert self._open is not None
        kind, value = given.get("type") or "text", given.get("value")
        if kind in _CHOICES:
            kind = "choice" if value else "tick"
            self._open.fields.append((name, kind, (value or "on") if "checked" in given else None))
        else:
            self._open.fields.append((name, "text" if kind in _TEXTS else kind, value or ""))

    def _option(self, given: dict[str, str | None]) -> None:
        assert self._open is not None
        assert self._select is not None
        if "selected" in given or not self._has_chosen:
            if self._has_chosen:  # the first one stood there for want of a better one
                self._open.fields.pop()
            self._open.fields.append((self._select, "choice", given.get("value") or ""))
            self._has_chosen = True
