"""What a phone in the room asks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Agenda, Mark, Step, StepKind, pair_id
from leitplanke.participation.meeting.marks import DEGREES, MOST_POINTS, STRENGTHS, pairs_of, risk_ids
from leitplanke_web.towns.form_fields import WordsField, choices_of, told
from leitplanke_web.towns.widgets import AreaWidget
from leitplanke_web.workshops.models import MOST_WORDS, Cluster

OPINIONS = (
    (1.0, gettext_lazy("stimme zu")),
    (-1.0, gettext_lazy("stimme nicht zu")),
    (0.0, gettext_lazy("weiter, keine Meinung")),
)


_DEGREE = '<span class="lp-unseen">{}</span><span aria-hidden="true">{}</span>'
HIGH = (gettext_lazy("wenig"), gettext_lazy("mittel"), gettext_lazy("sehr"))


class JoinForm(forms.Form):
    """For whom somebody is in the room."""

    use_required_attribute = False

    group = forms.ChoiceField(label=gettext_lazy("Für wen sind Sie hier?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, agenda: Agenda, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["group"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices_of((group.id, group.name) for group in agenda.groups)


class TypedBallotForm(JoinForm):
    """Whose ballot of paper it is, beside what was marked on it."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CardForm(forms.Form):
    """One card."""

    use_required_attribute = False

    text = WordsField(
        label=gettext_lazy("Ihre Karte"),
        help_text=gettext_lazy("Ein Gedanke je Karte. Sie können auch in die Tastatur sprechen."),
        required=True,
        most=MOST_WORDS,
        widget=AreaWidget,
    )


class MarksForm(forms.Form):
    """The marks of a step: a field per item, whatever the kind."""

    use_required_attribute = False

    def __init__(self, *args: Any, step: Step, clusters: Iterable[Cluster] = (), **options: Any) -> None:
        marked: Mapping[str, float] = options.pop("marked", {})
        super().__init__(*args, **options)
        for item, label in self._items(step, clusters):
            field = self.fields[f"mark-{item}"] = _field(step, label)
            field.initial = _shown(step.kind, marked.get(item))
        self._step = step

    def _items(self, step: Step, clusters: Iterable[Cluster]) -> Iterator[tuple[str, Any]]:
        if step.kind is StepKind.DOTS:
            return iter([(one.identifier, one.title) for one in clusters])
        words = {topic.id: topic.words for topic in step.topics}
        if step.kind is StepKind.PAIRS:
            return iter([(pair_id(*pair), (words[pair[0]], words[pair[1]])) for pair in pairs_of(step)])
        if step.kind is StepKind.RISKS:
            return _risk_items(words)
        return iter([(name, told(text)) for name, text in words.items()])

    def marks(self) -> tuple[Mark, ...]:
        """What a valid form marks."""
        given = {name.removeprefix("mark-"): value for name, value in self.cleaned_data.items()}
        return tuple(Mark(item, float(value)) for item, value in given.items() if value not in {None, ""})


def _risk_items(words: Mapping[str, Text]) -> Iterator[tuple[str, Any]]:
    for name, text in words.items():
        likely, harm = risk_ids(name)
        yield likely, _("„%(risk)s“ Wie wahrscheinlich ist das?") % {"risk": told(text)}
        yield harm, _("„%(risk)s“ Wie schlimm wäre es?") % {"risk": told(text)}


def _field(step: Step, label: Any) -> forms.Field:
    if step.kind is StepKind.DOTS:
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=step.dots)
    if step.kind is StepKind.SWING:
        hint = _("Punkte von 0 bis %(most)s") % {"most": MOST_POINTS}
        return forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=MOST_POINTS)
    if step.kind is StepKind.OPINIONS:
        opinions: list[tuple[str, Any]] = [(_written(value), words) for value, words in OPINIONS]
        return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect, choices=opinions)
    if step.kind is StepKind.RISKS:
        degrees: list[tuple[str, Any]] = [(_written(value), words) for value, words in zip(DEGREES, HIGH, strict=True)]
        return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect, choices=degrees)
    return _pair_field(*(told(one) for one in label))


def _pair_field(first: str, second: str) -> forms.Field:
    """Nine circles from the first to the second: on a phone they fit into one row, as sentences they would fill it."""
    between = {"first": first, "second": second}
    choices: list[tuple[str, Any]] = [
        (_written(value), format_html(_DEGREE, _comparison(value, first, second), round(max(value, 1 / value))))
        for value in STRENGTHS
    ]
    return forms.ChoiceField(
        label=_("„%(first)s“ oder „%(second)s“: Was ist wichtiger?") % between,
        help_text=_("links: %(first)s · Mitte: gleich · rechts: %(second)s") % between,
        choices=choices,
        widget=forms.RadioSelect,
    )


def _comparison(value: float, first: str, second: str) -> str:
    if value == 1:
        return _("beides gleich wichtig")
    words = {
        9: _("%(one)s ist äußerst viel wichtiger"),
        7: _("%(one)s ist sehr viel wichtiger"),
        5: _("%(one)s ist viel wichtiger"),
        3: _("%(one)s ist etwas wichtiger"),
    }[round(value if value > 1 else 1 / value)]
    return words % {"one": first if value > 1 else second}


def _shown(kind: StepKind, value: float | None) -> Any:
    if value is None:
        return None
    return round(value) if kind in {StepKind.DOTS, StepKind.SWING} else _written(value)


def _written(value: float) -> str:
    return f"{value:.12g}"
