"""What a form field looks like: which control, which marks for those who do not see it."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

_SELECT = "kern-form-input__select"
_INPUT = "kern-form-input__input"
_ROWS = "4"  # the page grows with the text where the browser can do that


@dataclass(frozen=True, slots=True)
class Control:
    """A field ready to be shown."""

    kind: str
    bound: BoundField
    id: str
    hint_id: str
    error_id: str
    errors: tuple[str, ...]
    is_required: bool
    drawn: SafeString
    choices: tuple[BoundWidget, ...]


def control_of(bound: BoundField) -> Control:
    """The field's control with its marks."""
    kind = _kind(bound.field.widget)
    hint_id = f"{bound.auto_id}_hint" if bound.help_text else ""
    error_id = f"{bound.auto_id}_error" if bound.errors else ""
    attributes = _attributes(kind, " ".join(filter(None, (hint_id, error_id))), is_wrong=bool(error_id))
    return Control(
        kind=kind,
        bound=bound,
        id=bound.auto_id,
        hint_id=hint_id,
        error_id=error_id,
        errors=tuple(str(error) for error in bound.errors),
        is_required=bound.field.required,
        drawn=SafeString("") if kind in {"radios", "checks"} else bound.as_widget(attrs=attributes),
        choices=tuple(bound.subwidgets) if kind in {"radios", "checks"} else (),
    )


def first_id(bound: BoundField) -> str:
    """The id of the control that an error leads to: of several choices the first."""
    return f"{bound.auto_id}_0" if _kind(bound.field.widget) in {"radios", "checks"} else bound.auto_id


def _kind(widget: forms.Widget) -> str:
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.HiddenInput, "hidden"),
        (forms.CheckboxSelectMultiple, "checks"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "check"),
        (forms.Select, "select"),
        (forms.Textarea, "area"),
    )
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "line")


def _attributes(kind: str, described_by: str, *, is_wrong: bool) -> dict[str, str]:
    css = {"select": _SELECT, "check": "kern-form-check__checkbox"}.get(kind, _INPUT)
    return {
        "class": css,
        **({"aria-describedby": described_by} if described_by else {}),
        **({"aria-invalid": "true"} if is_wrong else {}),
        **({"rows": _ROWS} if kind == "area" else {}),
    }
