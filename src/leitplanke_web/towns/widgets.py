"""Controls of large forms, written in one go: a hundred of them take a fifth of the time that templates take.

They look like Django's own, whose names, values and ids they keep.
"""

from typing import Any

from django import forms
from django.utils.safestring import SafeString

from leitplanke_web.design.markup import attributes, filled, joined

_CHECKED = SafeString(" checked")
_SELECTED = SafeString(" selected")
_NOTHING = SafeString("")


class LineWidget(forms.TextInput):
    """One line."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The control."""
        words = self.format_value(value)
        given = {"type": self.input_type, "name": name, **({} if words is None else {"value": words})}
        return filled("<input{}>", attributes({**given, **self.build_attrs(self.attrs, attrs)}))


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
        return filled(
            "<select{}>{}</select>", attributes({"name": name, **self.build_attrs(self.attrs, attrs)}), options
        )


class TicksWidget(forms.SelectMultiple):
    """A list of boxes to tick, written in one go: three hundred take a millisecond."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's
        """The list; what is ticked stands first."""
        chosen = set(map(str, value or ()))
        stem = (attrs or {}).get("id", f"id_{name}")
        ordered = sorted(enumerate(self.choices), key=lambda one: str(one[1][0]) not in chosen)
        return joined(
            '<div class="kern-form-check"><input class="kern-form-check__checkbox" type="checkbox" name="{}" id="{}_{}"'
            ' value="{}"{}><label class="kern-label" for="{}_{}">{}</label></div>',
            (
                (name, stem, place, key, _CHECKED if str(key) in chosen else _NOTHING, stem, place, words)
                for place, (key, words) in ordered
            ),
        )
