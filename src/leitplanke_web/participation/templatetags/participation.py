"""`{% load participation %}`: looking a question up, telling the language of a text and a number."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitplanke.kernel.bidi import direction_of
from leitplanke.kernel.texts import PLAIN
from leitplanke.report.numbers import count
from leitplanke_web.participation.mapping.question_words import reader_language

register = template.Library()


@register.filter
def of(found: Mapping[str, Any], name: str) -> Any:
    """What belongs to the question with this name; nothing where there is nothing."""
    return found.get(name, ())


@register.filter
def counted(number: int | None) -> str:
    """How many, with separators as the reader writes them; a dash where there is no number to tell."""
    return "–" if number is None else count(number, reader_language())


@register.filter
def spoken(language: str) -> SafeString:
    """The attributes `lang` and `dir` of a text in this language; nothing where it is the page's."""
    if not language:
        return SafeString("")
    tag = "de" if language == PLAIN else language
    return format_html(' lang="{}" dir="{}"', tag, direction_of(tag))


@register.filter
def runs(numbers: Iterable[int]) -> str:
    """Page numbers in words; three and more in a row are told by the first and the last."""
    ordered = enumerate(sorted(set(numbers)))
    told: list[str] = []
    for _distance, members in groupby(ordered, key=lambda one: one[1] - one[0]):
        run = [number for _place, number in members]
        is_long = len(run) > 2
        told += [_("{first} bis {last}").format(first=run[0], last=run[-1])] if is_long else map(str, run)
    if len(told) < 2:
        return "".join(told)
    return _("{some} und {last}").format(some=", ".join(told[:-1]), last=told[-1])
