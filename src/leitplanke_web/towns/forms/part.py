"""One of a town's parts as a form: it builds one value of the core, and notes what is wrong at its field."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import identifier
from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke_web.towns.form_fields import (
    LANGUAGE_NAMES,
    LANGUAGES,
    ConvertedField,
    refusal,
    text_fields,
    text_of,
    told,
)
from leitplanke_web.towns.widgets import TicksWidget

Entries = dict[str, Any]


class TicksField(forms.MultipleChoiceField):
    """Several of many, as boxes to tick."""

    widget = TicksWidget
    is_ticked = True


class PartForm(forms.Form):
    """A new part, or the `stored` one, whose identifier stays.

    `labels` are the fields of the value that the form has, in order; `texts` those of them that stand in languages,
    and of these German is a must where `needed` says so. `names` are those that the form offers, `first` is the first
    month of the town's plan.
    """

    use_required_attribute = False
    labels: ClassVar[Mapping[str, Any]]
    texts: ClassVar[tuple[str, ...]]
    needed: ClassVar[frozenset[str]]

    def __init__(self, *args: Any, first: Month, stored: Any = None, names: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.stored, self.names, self.first = stored, names or {}, first
        if stored is None:
            hint = _("Kurz und ohne Umlaute. Sie bleibt für immer.")
            self.fields["id"] = ConvertedField(identifier, label=_("Kennung"), required=True, help_text=hint)
        for name in self.labels:
            if name in self.texts:
                self.fields.update(text_fields([name], self.labels, needed=name if name in self.needed else ""))
            else:
                self.fields[name] = self.field_of(name)

    def field_of(self, name: str) -> forms.Field:
        """The control of a field that is no text."""
        raise NotImplementedError

    def build(self, given: Mapping[str, Any], **common: Any) -> Any:
        """The core's value. Raises `InvalidValueError`."""
        raise NotImplementedError

    @classmethod
    def entries(cls, value: Any, *, first: Month) -> Entries:  # noqa: ARG003 - for those that count months from there
        """What stands in the form of a value, as people type it; a list is a list; `first` is the plan's month."""
        found: Entries = {}
        for name in cls.labels:
            content = getattr(value, name)
            if name in cls.texts:
                found |= {f"{name}_{language}": getattr(content, language) for language in LANGUAGES}
            else:
                found[name] = list(content) if isinstance(content, tuple) else typed(content)
        return found

    @classmethod
    def named(cls, name: str, names: Mapping[str, Any]) -> Mapping[str, Text]:  # noqa: ARG003 - where fields name different things
        """What the identifiers in a field are called."""
        return names

    @classmethod
    def lines(cls, value: Any, name: str, *, first: Month, names: Any) -> list[str]:
        """The lines in which a field is told, names of others by what they are called."""
        if name in cls.texts:
            text = getattr(value, name)
            return [f"{LANGUAGE_NAMES[one]}: {words}" for one in LANGUAGES if (words := getattr(text, one))]
        entry, known = cls.entries(value, first=first)[name], cls.named(name, names)
        return [told(known.get(one, Text(one))) for one in (entry if isinstance(entry, list) else [entry]) if one]

    @classmethod
    def told_labels(cls) -> Mapping[str, Any]:
        """What the fields are called in which two versions may differ."""
        return cls.labels

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Bound fields in order: the languages of a text together under its name, others alone."""
        own = [("", [self["id"]])] if "id" in self.fields else []
        return own + [
            (words, [self[f"{name}_{one}"] for one in LANGUAGES]) if name in self.texts else ("", [self[name]])
            for name, words in self.labels.items()
        ]

    def clean(self) -> dict[str, Any]:
        """A text in other languages needs the German one."""
        given = super().clean() or {}
        for name in self.texts:
            is_partly = any(given.get(f"{name}_{other}") for other in LANGUAGES[1:])
            if is_partly and not given.get(f"{name}_de") and f"{name}_de" not in self.errors:
                self.add_error(f"{name}_de", _("Der deutsche Text fehlt. Ergänzen Sie ihn."))
        return given

    def value(self) -> Any:
        """The value, or None with what is wrong noted."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        texts = {name: text_of(name, given) for name in self.texts}
        try:
            return self.build(given, id=given["id"] if self.stored is None else self.stored.id, **texts)
        except InvalidValueError as error:
            self._wrong(error.field, error.problem, error.remedy)
            return None

    def note(self, flaws: Iterable[Flaw], *, part: str) -> None:
        """Note what the town as a whole does not allow: at its field, or above with what it is about."""
        for flaw in flaws:
            is_own = flaw.keys[:1] == (part,)
            where = "" if is_own else " ".join(flaw.keys)
            problem = Text(f"{where}: {flaw.problem.de}", f"{where}: {flaw.problem.en}") if where else flaw.problem
            self._wrong(flaw.column if is_own else "", problem, flaw.remedy)

    def refuse(self, error: InvalidValueError) -> None:
        """Note that the identifier is in use."""
        self._wrong("id", error.problem, error.remedy)

    def _wrong(self, name: str, problem: Text, remedy: Text) -> None:
        place = next((one for one in (name, f"{name}_de") if one in self.fields), None)
        self.add_error(place, refusal(problem, remedy))


def typed(content: Any) -> str:
    """A value as people type it."""
    match content:
        case None:
            return ""
        case Enum():
            return str(content.value)
        case float():
            return f"{content:.12g}".replace(".", ",")
        case date():
            return content.isoformat()
    return str(content)


def differing(mine: Any, theirs: Any) -> tuple[str, ...]:
    """The names of the fields that the two have differently."""
    return tuple(one.name for one in fields(mine) if getattr(mine, one.name) != getattr(theirs, one.name))


def taken_over(typed: QueryDict, theirs: Entries, taken: Collection[str]) -> QueryDict:
    """What was typed, with theirs in the fields that are `taken`."""
    merged = typed.copy()
    for name, words in theirs.items():
        stem, _sep, language = name.rpartition("_")
        if name in taken or (language in LANGUAGES and stem in taken):
            merged.setlist(name, [*words] if isinstance(words, list | tuple) else [words])
    return merged
