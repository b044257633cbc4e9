"""Controls of large forms, written in one go: a hundred of them take a fifth of the time that templates take.

They look like Django's own, whose names, values and ids they keep. Fields are given their classes: of an instance each
field makes a deep copy, which takes longer than a new one.
"""

from html import escape
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from leitplanke_web.design.markup import attributes, filled, joined

_SELECTED = SafeString(" selected")
_NOTHING = SafeString("")


class LineWidget(forms.TextInput):
    """One line."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The control."""
        return _input(self, name, value, attrs)


class AmountWidget(LineWidget):
    """A number that people type."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class MonthWidget(LineWidget):
    """A month; browsers without a month control show a text field that says how to write it."""

    def __init__(self, attrs: Any = None) -> None:
        hint = {"type": "month", "pattern": "[0-9]{4}-[0-9]{2}", "placeholder": _("JJJJ-MM")}
        super().__init__({**hint, **(attrs or {})})


class HiddenWidget(forms.HiddenInput):
    """Nothing to be seen."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The control."""
        return _input(self, name, value, attrs)


class AreaWidget(forms.Textarea):
    """Several lines."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"rows": 3, **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The control; a first line break is the browser's."""
        given = attributes({"name": name, **self.build_attrs(self.attrs, attrs)})
        return filled("<textarea{}>\n{}</textarea>", given, self.format_value(value) or "")


class ChoiceWidget(forms.Select):
    """One of several; without groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The control."""
        chosen = str(value or "")
        options = joined(
            '<option value="{}"{}>{}</option>',
            ((key, _SELECTED if str(key) == chosen else _NOTHING, words) for key, words in self.choices),
        )
        given = attributes({"name": name, **self.build_attrs(self.attrs, attrs)})
        return filled("<select{}>{}</select>", given, options)


class TicksWidget(forms.SelectMultiple):
    """A list of boxes to tick, written in one go: three hundred take a millisecond."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The list; what is ticked stands first."""
        chosen = set(map(str, value or ()))
        named, own = escape(name), escape((attrs or {}).get("id", f"id_{name}"))
        ordered = sorted(enumerate(self.choices), key=lambda one: str(one[1][0]) not in chosen)
        boxes = [
            f'<div class="kern-form-check"><input class="kern-form-check__checkbox" type="checkbox" name="{named}"'
            f' id="{own}_{place}" value="{escape(str(key))}"{" checked" if str(key) in chosen else ""}>'
            f'<label class="kern-label" for="{own}_{place}">{escape(str(words))}</label></div>'
            for place, (key, words) in ordered
        ]
        return SafeString("".join(boxes))


def _input(widget: forms.TextInput | forms.HiddenInput, name: str, value: Any, attrs: Any) -> SafeString:
    words = widget.format_value(value)
    given = {"type": widget.input_type, "name": name, **({} if words is None else {"value": words})}
    return filled("<input{}>", attributes({**given, **widget.build_attrs(widget.attrs, attrs)}))


class DayInput(forms.DateInput):
    """A day of a calendar, with a picker where the browser has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayWidget(LineWidget):
    """A day as it was typed, where a field of text keeps it."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"type": "date", "placeholder": _("JJJJ-MM-TT"), **(attrs or {})})
