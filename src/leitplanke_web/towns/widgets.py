"""Controls of large forms, written in one go: a hundred of them take a fifth of the time that templates take.

They look like Django's own, whose names, values and ids they keep.
"""

from html import escape
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from leitplanke_web.design.markup import attributes, filled, joined

_SELECTED = SafeString(" selected")
_NOTHING = SafeString("")


class LineWidget(forms.TextInput):
    """One line."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The control."""
        return _input(self, name, value, attrs)


class HiddenWidget(forms.HiddenInput):
    """Nothing to be seen."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The control."""
        return _input(self, name, value, attrs)


class AreaWidget(forms.Textarea):
    """Several lines."""

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
