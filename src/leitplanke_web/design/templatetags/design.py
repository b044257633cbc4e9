"""One tag per component: `{% load design %}`. Whatever is not a template of ours is escaped."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from leitplanke.kernel.bidi import isolated
from leitplanke.kernel.contact import Contact
from leitplanke.kernel.texts import Language, Text
from leitplanke_web.design import navigation
from leitplanke_web.design.controls import drawn, drawn_texts, first_id
from leitplanke_web.design.display import Display, display_of
from leitplanke_web.design.markup import filled, joined

register = template.Library()
BUTTONS = frozenset({"primary", "secondary", "tertiary", "danger"})
ALERTS = frozenset({"info", "success", "warning", "danger"})
BADGES = {
    **{kind: kind for kind in (*ALERTS, "neutral", "dashed")},
    # states of the core and of runs by their own names
    "done": "success", "kept": "success", "accepted": "success",
    "running": "info", "waiting": "info", "decided": "neutral",
    "late": "warning", "open": "warning", "under_examination": "warning", "conflict": "warning",
    "blocked": "danger", "violated": "danger", "faulty": "danger", "failed": "danger",
    "idea": "dashed", "rejected": "dashed", "cancelled": "dashed",
}  # fmt: skip

_LABELLED = '<td><span class="lp-cell-label">{}:</span> {}</td>'
_EMPTY = filled("<td></td>")


@register.filter
def told(text: Text | None) -> SafeString:
    """A text of the town in the reader's language; what is only there in German says so to screen readers."""
    if text is None:
        return SafeString("")
    language = Language.EN if get_language() == "en" else Language.DE
    words = isolated(text.in_language(language))
    is_plain = not words or text.is_translated(language)  # where nothing is to be read, no element is
    return filled("{}" if is_plain else '<span lang="de">{}</span>', words)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A field with label, hint, error and control."""
    return drawn(bound)


@register.simple_tag
def text_group(legend: str, de: BoundField, plain: BoundField, en: BoundField, hint: str = "") -> SafeString:
    """One text in its languages: fields whose labels name the language."""
    return drawn_texts(legend, de, plain, en, hint=hint)


@register.inclusion_tag("design/components/error_summary.html")
def error_summary(*bound_forms: forms.BaseForm | None) -> Mapping[str, object]:
    """What is wrong, linked to where; nothing where all is well."""
    faults = [fault for one in bound_forms if one is not None and one.is_bound for fault in _faults(one)]
    return {"faults": faults}


@register.inclusion_tag("design/components/button.html")
def button(words: str, kind: str = "primary", name: str = "", value: str = "", **more: str) -> Mapping[str, object]:
    """A button that sends its form."""
    return {"words": words, "kind": _known(kind, BUTTONS), "name": name, "value": value, "id": more.get("id", "")}


@register.inclusion_tag("design/components/link_button.html")
def link_button(address: str, words: str, kind: str = "primary") -> Mapping[str, object]:
    """A link that looks like a button."""
    return {"address": address, "words": words, "kind": _known(kind, BUTTONS)}


@register.simple_block_tag
def alert(content: str, kind: str, title: str = "", level: int = 2) -> str:
    """A message in a box; the block may be empty."""
    return _block("alert", content, kind=_known(kind, ALERTS), title=title, level=level)


@register.simple_block_tag
def card(content: str) -> str:
    """A bordered box."""
    return _block("card", content)


@register.simple_block_tag
def details(content: str, words: str) -> str:
    """Something to unfold; open on paper."""
    return _block("details", content, words=words)


@register.simple_block_tag
def filters(content: str, words: str = "") -> str:
    """The frame of a filter: fields side by side, a button."""
    return _block("filters", content, words=words)


@register.simple_tag
def badge(kind: str, words: str) -> SafeString:
    """A state in a word; `kind` is a colour's role or the state's own name."""
    return filled('<span class="lp-badge lp-badge--{}">{}</span>', BADGES.get(str(kind), "neutral"), words)


@register.inclusion_tag("design/components/tile.html")
def tile(figure: object, words: str, note: str = "", address: str = "") -> Mapping[str, object]:
    """A figure with its words; stands in `<ul class="lp-tiles">`."""
    return {"figure": figure, "words": words, "note": note, "address": address}


@register.simple_tag
def table_rows(rows: Sequence[Sequence[object]]) -> SafeString:
    """The rows of a long table in one go, for its `<tbody>`; a row's first cell is its heading."""
    cells = "<td>{}</td>" * (len(rows[0]) - 1) if rows else ""
    return joined(f'<tr><th scope="row">{{}}</th>{cells}</tr>\n', rows)


@register.simple_tag
def stacked_rows(rows: Sequence[Sequence[object]], heads: Sequence[object]) -> SafeString:
    """The rows of an `lp-stacked` table, which are cards on narrow screens: there each cell says its head, too."""
    return joined('<tr><th scope="row">{}</th>{}</tr>\n', ((row[0], _labelled(row[1:], heads[1:])) for row in rows))


def _labelled(cells: Sequence[object], heads: Sequence[object]) -> SafeString:
    """Cells with their heads; one that holds nothing has none, so that no card says it."""
    said = zip(heads, cells, strict=True)
    return joined("{}", ((filled(_LABELLED, head, cell) if cell != "" else _EMPTY,) for head, cell in said))


@register.inclusion_tag("design/components/facts.html")
def facts(pairs: Sequence[tuple[object, object]]) -> Mapping[str, object]:
    """Names and values; a value that is a list has one line each."""
    return {"pairs": [(name, value if isinstance(value, list | tuple) else (value,)) for name, value in pairs]}


@register.inclusion_tag("design/components/contact.html")
def contact(office: Contact) -> Mapping[str, object]:
    """An office with its address and the ways to reach it."""
    dialled = "".join(letter for letter in office.telephone if letter in "+0123456789")
    return {"office": office, "call": dialled}


@register.inclusion_tag("design/components/steps.html")
def steps(items: Sequence[tuple[object, object]], here: int) -> Mapping[str, object]:
    """A process as steps of (name, note); `here` counts from 1, after the last all is done."""
    places = ("done" if number < here else "here" if number == here else "later" for number in range(1, len(items) + 1))
    return {"steps": list(zip(items, places, strict=True))}


@register.inclusion_tag("design/components/timeline.html")
def timeline(items: Sequence[tuple[object, object]]) -> Mapping[str, object]:
    """What happened when, as (when, what)."""
    return {"items": items}


@register.inclusion_tag("design/components/progress.html")
def progress(value: float | None, maximum: float, words: str) -> Mapping[str, object]:
    """How far something is; None where nobody can say."""
    return {"value": value, "max": maximum, "words": words}


@register.inclusion_tag("design/components/breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, crumbs: Sequence[tuple[object, object]] | None = None) -> Mapping[str, object]:
    """Where the page stands, as (words, address); without an argument from the context's `crumbs`."""
    return {"crumbs": crumbs if crumbs is not None else context.get("crumbs") or ()}


@register.inclusion_tag("design/components/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], parameter: str = "page") -> Mapping[str, object]:
    """The pages of a long list; other parts of the address stay."""
    query = context["request"].GET.copy()
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": [(number, _with(query, parameter, number)) for number in numbers],
        "previous": _with(query, parameter, page.number - 1) if page.has_previous() else "",
        "next": _with(query, parameter, page.number + 1) if page.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def display_settings(context: Context) -> Display:
    """What the reader chose, for the frame."""
    request = context.get("request")
    return Display() if request is None else display_of(request)


@register.simple_tag(takes_context=True)
def nav_links(context: Context, group: str) -> tuple[navigation.Link, ...]:
    """The links of a navigation: public, foot."""
    request = context.get("request")
    town = getattr(request, "town", None)
    if request is None or town is None:
        return ()
    names = {"public": navigation.PUBLIC, "foot": navigation.FOOT}[group]
    return navigation.links(request, names, town.pk)


@register.simple_tag(takes_context=True)
def nav_areas(context: Context) -> tuple[navigation.ShownArea, ...]:
    """The staff's menu, for the role in which this page is looked at."""
    request = context.get("request")
    town = getattr(request, "town", None)
    if request is None or town is None:
        return ()
    return navigation.areas(request, town.pk, role=str(getattr(request, "role", "")))


@register.simple_tag(takes_context=True)
def language_link(context: Context) -> tuple[str, navigation.Link] | None:
    """The same page in the other language."""
    request = context.get("request")
    return None if request is None else navigation.other_language(request)


@register.simple_tag
def address(to: str, **parts: str | int) -> str:
    """The address of this name, empty where the installation has none."""
    return navigation.address_of(to, **parts)


def _block(name: str, content: str, **values: object) -> str:
    return render_to_string(f"design/components/{name}.html", {"content": content, **values})


def _known(kind: str, kinds: frozenset[str]) -> str:
    if kind not in kinds:
        raise template.TemplateSyntaxError(f"{kind!r} is none of {', '.join(sorted(kinds))}")
    return kind


def _faults(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """Words, target and label of each error."""
    found = [(str(error), "", "") for error in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            found += [(str(error), first_id(bound), str(bound.label)) for error in bound.errors]
    return found


def _with(query: Any, parameter: str, number: object) -> str:
    if not isinstance(number, int):
        return ""
    query[parameter] = str(number)
    return f"?{query.urlencode()}"
