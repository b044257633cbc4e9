"""Planning a workshop: when, where, which steps."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import TEMPLATES, Agenda, Step, StepKind, Topic, added_step, agenda_from
from leitplanke.participation.meeting.agenda import FEWEST_TOLD, WITH_TOPICS, InvitedGroup
from leitplanke_web.towns.form_fields import WordsField, choices_of
from leitplanke_web.towns.widgets import AreaWidget, ChoiceWidget, DayInput

KINDS = {
    StepKind.TALK: _("Gespräch"),
    StepKind.CARDS: _("Karten schreiben"),
    StepKind.DOTS: _("Punkte kleben"),
    StepKind.OPINIONS: _("Aussagen: zustimmen oder nicht"),
    StepKind.PAIRS: _("Paare vergleichen"),
    StepKind.SWING: _("Punkte verteilen"),
    StepKind.RISKS: _("Risiken einschätzen"),
}


class TimeInput(forms.TimeInput):
    """A time of day, likewise."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PlanForm(forms.Form):
    """When, where, and which agenda to begin with."""

    use_required_attribute = False

    title = WordsField(label=_("Titel"), required=True, most=120)
    held_on = forms.DateField(label=_("Tag"), widget=DayInput)
    begins_at = forms.TimeField(label=_("Beginn"), widget=TimeInput)
    place = WordsField(label=_("Ort"), most=120)
    template = forms.ChoiceField(label=_("Ablauf zum Anfangen"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["template"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices_of((name, template.name) for name, template in TEMPLATES.items())

    def agenda(self) -> Agenda:
        """The agenda of a valid form."""
        given = self.cleaned_data
        return agenda_from(
            given["template"],
            title=Text(given["title"]),
            held_on=given["held_on"],
            begins_at=given["begins_at"],
            place=given["place"],
        )


class StepForm(forms.Form):
    """One step; what its kind has no use for is not asked."""

    use_required_attribute = False

    title = WordsField(label=_("Titel"), required=True, most=120)
    place = forms.IntegerField(label=_("Platz im Ablauf"), min_value=1, max_value=99)
    minutes = forms.IntegerField(label=_("Minuten"), min_value=1, max_value=600)
    goal = WordsField(label=_("Ziel"), most=300)
    prompt = WordsField(label=_("Frage oder Auftrag an alle"), most=500, widget=AreaWidget)
    board = forms.ChoiceField(label=_("Bündel aus"), required=False, widget=ChoiceWidget)
    dots = forms.IntegerField(label=_("Punkte je Person"), min_value=1, max_value=20)
    topics = WordsField(label=_("Worüber (eine Zeile je Punkt)"), most=6000, required=True, widget=AreaWidget)
    remove = forms.BooleanField(label=_("Diesen Schritt streichen"), required=False)

    def __init__(self, *args: Any, step: Step, place: int, boards: Iterable[Step], **options: Any) -> None:
        initial = {
            "title": step.title.de,
            "place": place,
            "minutes": step.minutes,
            "goal": step.goal.de,
            "prompt": step.prompt.de,
            "board": step.board,
            "dots": step.dots,
            "topics": "\n".join(topic.words.de for topic in step.topics),
        }
        super().__init__(*args, **{"prefix": step.id, "initial": initial, **options})
        self.step = step
        self.kind_words = KINDS[step.kind]
        for name, is_asked in (
            ("board", step.kind is StepKind.DOTS),
            ("dots", step.kind is StepKind.DOTS),
            ("topics", step.kind in WITH_TOPICS),
        ):
            if not is_asked:
                del self.fields[name]
        if step.kind is StepKind.DOTS:
            chosen = self.fields["board"]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = choices_of((one.id, one.title) for one in boards)

    def value(self) -> Step:
        """The step of a valid form. Raises `InvalidValueError`."""
        given, step = self.cleaned_data, self.step
        return replace(
            step,
            title=_kept(step.title, given["title"]),
            minutes=given["minutes"],
            goal=_kept(step.goal, given["goal"]),
            prompt=_kept(step.prompt, given["prompt"]),
            board=given.get("board", ""),
            dots=given.get("dots", 0),
            topics=tuple(self._topics()),
        )

    def _topics(self) -> Iterator[Topic]:
        before = {topic.words.de: topic.words for topic in self.step.topics}
        lines = dict.fromkeys(line.strip() for line in self.cleaned_data.get("topics", "").splitlines())
        for number, words in enumerate((line for line in lines if line), 1):
            yield Topic(f"t{number}", before.get(words, Text(words)))


class AgendaForm(forms.Form):
    """What holds for the whole workshop, and which kind of step to add."""

    use_required_attribute = False

    title = WordsField(label=_("Titel"), required=True, most=120)
    goal = WordsField(label=_("Ziel der Werkstatt"), most=300)
    held_on = forms.DateField(label=_("Tag"), widget=DayInput)
    begins_at = forms.TimeField(label=_("Beginn"), widget=TimeInput)
    place = WordsField(label=_("Ort"), most=120)
    groups = WordsField(label=_("Gruppen (eine je Zeile)"), required=True, most=2000, widget=AreaWidget)
    minimum_group = forms.IntegerField(
        label=_("Ab wie vielen Personen einer Gruppe ihre Stimmen einzeln gezeigt werden"),
        min_value=FEWEST_TOLD,
        max_value=100,
    )
    add = forms.ChoiceField(label=_("Schritt hinzufügen"), required=False, widget=ChoiceWidget)

    def __init__(self, *args: Any, agenda: Agenda, **options: Any) -> None:
        initial = {
            "title": agenda.title.de,
            "goal": agenda.goal.de,
            "held_on": agenda.held_on,
            "begins_at": agenda.begins_at,
            "place": agenda.place,
            "groups": "\n".join(group.name.de for group in agenda.groups),
            "minimum_group": agenda.minimum_group,
        }
        super().__init__(*args, **{"initial": initial, **options})
        self._agenda = agenda
        chosen = self.fields["add"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("keinen")), *((kind.value, words) for kind, words in KINDS.items())]
        boards = [step for step in agenda.steps if step.kind is StepKind.CARDS]
        data = args[0] if args else None
        self.steps = [
            StepForm(data, step=step, place=place, boards=boards) for place, step in enumerate(agenda.steps, 1)
        ]

    def is_valid(self) -> bool:
        """Whether this form and those of the steps are right; all of them tell their faults."""
        faulty = [step for step in self.steps if not step.is_valid()]
        return super().is_valid() and not faulty

    def agenda(self) -> Agenda:
        """The agenda of a valid form. Raises `InvalidValueError`."""
        given = self.cleaned_data
        kept = [one for one in self.steps if not one.cleaned_data["remove"]]
        kept.sort(key=lambda one: (one.cleaned_data["place"], one.step.id))
        steps = [one.value() for one in kept]
        if given["add"]:
            steps.append(self._new_step(StepKind(given["add"]), steps))
        return Agenda(
            title=_kept(self._agenda.title, given["title"]),
            goal=_kept(self._agenda.goal, given["goal"]),
            held_on=given["held_on"],
            begins_at=given["begins_at"],
            place=given["place"],
            groups=tuple(self._groups()),
            steps=tuple(steps),
            minimum_group=given["minimum_group"],
        )

    def _new_step(self, kind: StepKind, steps: list[Step]) -> Step:
        taken = {step.id for step in steps}
        name = next(f"s{number}" for number in range(1, len(taken) + 2) if f"s{number}" not in taken)
        board = next((step.id for step in reversed(steps) if step.kind is StepKind.CARDS), "")
        return added_step(kind, identifier=name, board=board)

    def _groups(self) -> Iterator[InvitedGroup]:
        before = {group.name.de: group for group in self._agenda.groups}
        lines = dict.fromkeys(line.strip() for line in self.cleaned_data["groups"].splitlines())
        taken = {group.id for group in before.values()}
        names = (f"g{number}" for number in range(1, 1000) if f"g{number}" not in taken)
        for words in lines:
            if words:
                yield before.get(words) or InvitedGroup(next(names), Text(words))


def _kept(before: Text, words: str) -> Text:
    """The text with its translations, as long as its German was not changed."""
    return before if before.de == words else Text(words)
