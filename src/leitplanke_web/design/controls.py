"""What a form field looks like: which control, which marks for those who do not see it.

Written in one go, without a template: a profile has a hundred fields, and their templates took most of the page's time.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitplanke_web.design.markup import filled, joined

_SELECT: Final = "kern-form-input__select"
_INPUT: Final = "kern-form-input__input"
_ROWS: Final = "4"  # the page grows with the text where the browser can do that
_GROUPS: Final = {"radios": "radio", "checks": "checkbox"}
_KINDS: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "check"),
    (forms.Select, "select"),
    (forms.Textarea, "area"),
)

_LINE: Final = (
    '<div class="lp-field kern-form-input{wrong}">\n<label class="kern-label" for="{id}">{label} {needed}</label>\n'
    "{hint}{error}\n{control}\n</div>"
)
_CHECK: Final = (
    '<div class="lp-field{wrong}">\n{error}\n<div class="kern-form-check">{control}'
    '<label class="kern-label" for="{id}">{label}{needed}</label>{hint}</div>\n</div>'
)
_GROUP: Final = (
    '<fieldset class="lp-field{wrong}" id="{id}"{described}>\n<legend class="kern-label">{label} {needed}</legend>\n'
    '{hint}{error}\n<ul class="lp-choices">{control}</ul>\n</fieldset>'
)
_CHOICE: Final = (
    '<li class="kern-form-check"><input type="{}" class="kern-form-check__{}" id="{}" name="{}" value="{}"{}{}>'
    '<label class="kern-label" for="{}">{}</label></li>'
)
_ERROR: Final = (
    '<span class="kern-error" id="{}"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span>'
    '<span><span class="lp-unseen">{}</span> {}</span></span>'
)
_TEXTS: Final = (
    '<fieldset class="lp-group"><legend>{legend}</legend>{hint}{de}\n<details class="lp-details"{opened}><summary>'
    '{more}<span class="lp-unseen">: {legend}</span></summary><div class="lp-opened">{plain}{en}</div></details>'
    "</fieldset>"
)
_NOTHING: Final = SafeString("")
_WRONG: Final = SafeString(" lp-field--error")


def drawn(bound: BoundField) -> SafeString:
    """The field with label, hint, errors and control."""
    field, own, errors = bound.field, bound.auto_id, bound.errors
    kind = _kind(field.widget)
    if kind == "hidden":
        return _control(bound, {"class": _INPUT}, own)
    hint_id = f"{own}_hint" if bound.help_text else ""
    error_id = f"{own}_error" if errors else ""
    described_by = " ".join(filter(None, (hint_id, error_id)))
    parts: dict[str, object] = {
        "id": own,
        "label": bound.label,
        "wrong": _WRONG if errors else _NOTHING,
        "hint": filled('<span class="kern-hint" id="{}">{}</span>', hint_id, bound.help_text) if hint_id else _NOTHING,
        "error": _error(errors, error_id) if errors else _NOTHING,
        "needed": _needed(get_language(), is_required=field.required),
    }
    if kind in _GROUPS:
        described = filled(' aria-describedby="{}"', described_by) if described_by else _NOTHING
        return filled(_GROUP, described=described, control=_choices(bound, _GROUPS[kind]), **parts)
    control = _control(bound, _attributes(kind, described_by, is_wrong=bool(errors)), own)
    if kind == "check":
        needed = filled(" {}", parts["needed"]) if field.required else _NOTHING
        return filled(_CHECK, control=control, **{**parts, "needed": needed})
    return filled(_LINE, control=control, **parts)


def drawn_texts(legend: str, de: BoundField, plain: BoundField, en: BoundField, *, hint: str = "") -> SafeString:
    """One text in its languages; what is not German stands closed, unless something is wrong there."""
    return filled(
        _TEXTS,
        legend=legend,
        hint=filled('<p class="lp-muted">{}</p>', hint) if hint else _NOTHING,
        de=drawn(de),
        opened=SafeString(" open") if plain.errors or en.errors else _NOTHING,
        more=_("Leichte Sprache und Englisch"),
        plain=drawn(plain),
        en=drawn(en),
    )


def first_id(bound: BoundField) -> str:
    """The id of the control that an error leads to: of several choices the first."""
    return f"{bound.auto_id}_0" if _kind(bound.field.widget) in _GROUPS else bound.auto_id


def _kind(widget: forms.Widget) -> str:
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "line")


def _attributes(kind: str, described_by: str, *, is_wrong: bool) -> dict[str, str | bool]:
    css = {"select": _SELECT, "check": "kern-form-check__checkbox"}.get(kind, _INPUT)
    return {
        "class": css,
        **({"aria-describedby": described_by} if described_by else {}),
        **({"aria-invalid": "true"} if is_wrong else {}),
        **({"rows": _ROWS} if kind == "area" else {}),
    }


def _control(bound: BoundField, attrs: dict[str, str | bool], own: str) -> SafeString:
    """What `BoundField.as_widget` draws; that one asks for errors and hint again."""
    field, widget = bound.field, bound.field.widget
    if field.required and bound.form.use_required_attribute and widget.use_required_attribute(bound.initial):
        attrs["required"] = True
    if field.disabled:
        attrs["disabled"] = True
    control: SafeString = widget.render(bound.html_name, bound.value(), {**attrs, "id": own}, bound.form.renderer)
    return control


@cache
def _needed(_language: str | None, *, is_required: bool) -> SafeString:
    words = _("(nötig)") if is_required else _("(freiwillig)")
    return filled('<span class="kern-label__optional">{}</span>', words)


def _error(errors: Iterable[object], error_id: str) -> SafeString:
    faults = joined("{} ", ((error,) for error in errors))
    return filled(_ERROR, error_id, _("Fehler:"), faults)


def _choices(bound: BoundField, kind: str) -> SafeString:
    return joined(_CHOICE, (_choice(choice, kind) for choice in bound.subwidgets))


def _choice(choice: BoundWidget, kind: str) -> tuple[object, ...]:
    data = choice.data
    chosen = SafeString(" checked" if data["selected"] else "")
    closed = SafeString(" disabled" if data["attrs"].get("disabled") else "")
    own = choice.id_for_label
    return (kind, kind, own, data["name"], data["value"], chosen, closed, own, choice.choice_label)
