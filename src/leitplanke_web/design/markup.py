"""HTML in one go, for pages with hundreds of like pieces: what Django's `format_html` and `flatatt` write, much faster.

Theirs look at every value for lazy translations, which took a third of the time of a long form.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString


def filled(form: str, *parts: object, **named: object) -> SafeString:
    """`form` with what it asks for; whatever is not markup already is escaped."""
    return SafeString(form.format(*map(_escaped, parts), **{name: _escaped(part) for name, part in named.items()}))


def joined(form: str, rows: Iterable[Sequence[object]]) -> SafeString:
    """`form` once for each row."""
    return SafeString("".join([form.format(*map(_escaped, row)) for row in rows]))


def attributes(given: Mapping[str, object]) -> SafeString:
    """Attributes of an element: True stands alone, False and None not at all."""
    written = [
        f" {name}" if value is True else f' {name}="{_escaped(value)}"'
        for name, value in given.items()
        if value is not None and value is not False
    ]
    return SafeString("".join(written))


def _escaped(part: object) -> str:
    if isinstance(part, SafeString):
        return part
    words = str(part)  # a lazy translation may turn out to be markup
    return words if isinstance(words, SafeString) else escape(words)
