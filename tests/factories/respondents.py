"""Somebody who answers as a browser without scripts does it: every page is a form that is sent."""

from html.parser import HTMLParser
from typing import Self

from django.http import HttpResponse
from django.test import Client

CITIZENS = "/erlenbach/umfrage/citizens/"


class Page(HTMLParser):
    """The successful controls of a page's forms, and the buttons that send them."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self.text = response.content.decode()
        self._area: str | None = None
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the browser would send of this control."""
        given = dict(attrs)
        if given.get("name") == "go":
            self.buttons.append(given["value"] or "")
        elif tag == "input" and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            self.fields.setdefault(given.get("name") or "", []).append(given.get("value") or "")
        elif tag == "textarea":
            self._area = given.get("name")

    def handle_data(self, data: str) -> None:
        """Keep what stands in a text area."""
        if self._area:
            self.fields.setdefault(self._area, []).append(data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        """Leave the text area."""
        if tag == "textarea":
            self._area = None


class Respondent:
    """Somebody who fills in what a page asks, and presses a button."""

    def __init__(self, address: str = CITIZENS, client: Client | None = None) -> None:
        self.client, self.address = client or Client(enforce_csrf_checks=True), address
        self.page = self.look()

    def look(self) -> Page:
        """Open the address."""
        self.response = self.client.get(self.address)
        self.page = Page(self.response)
        return self.page

    def press(self, button: str, **typed: str | list[str]) -> Self:
        """Fill in and press; two underscores stand for a colon."""
        assert button in self.page.buttons, (button, self.page.buttons)
        fields = {**self.page.fields, **{name.replace("__", ":"): value for name, value in typed.items()}}
        return self.send({**fields, "go": button})

    def send(self, fields: dict[str, object]) -> Self:
        """Send a form as it is."""
        self.response = self.client.post(self.address, fields)
        self.page = Page(self.response)
        return self

    def to_the_end(self, wish: str = "Stimme Nummer 1") -> Self:
        """Answer the small town's questions, up to the page on which they are checked."""
        return (
            self.press("next", q__areas=["kita", "mobility"])
            .press("next", q__digital="gladly")
            .press("next", q__wish=wish)
            .press("next", q__age="a60")
            .press("next", q__district="south")
        )

    @property
    def says(self) -> str:
        """The page as text."""
        return self.page.text
