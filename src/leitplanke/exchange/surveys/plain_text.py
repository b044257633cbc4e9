"""Markup to plain text: paragraphs and lists stay as lines, everything else that markup says goes."""

import re
from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr"})
_HIDDEN = frozenset({"script", "style", "head", "title"})
_HARMLESS = frozenset({"br", "p", "div", "span", "html", "body", "head"})
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def plain_text(markup: str) -> tuple[str, frozenset[str]]:
    """The text without markup, and the tags that said more than where a line ends."""
    if not _TAG.search(markup) and "&" not in markup:
        return _tidy(markup), frozenset()
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return _tidy("".join(reader.parts)), frozenset(reader.tags - _HARMLESS)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in _HIDDEN:
            self._hidden += 1
        if tag in _BREAKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        if tag == "img":
            self.parts.append(_picture(dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data) if self.tags else data)


def _picture(attributes: dict[str, str | None]) -> str:
    """What a picture shows by its own words, else the name of its file: a reader sees that one belongs there."""
    name = (attributes.get("src") or "").rsplit("/", 1)[-1].split("?", 1)[0][:60]
    return attributes.get("alt") or (f"[{name}]" if name else "")


def _tidy(text: str) -> str:
    clean = "".join(letter for letter in text.replace("\xa0", " ") if letter >= " " or letter in "\n\t")
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
