"""A process and its phases: when, what for, who does what until when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.processes import shipped_templates
from leitplanke.kernel.texts import Text
from leitplanke.participation.process import LetterText, Phase, Process, Task, process_from
from leitplanke.participation.process.letters import MOST_BODY, MOST_SUBJECT
from leitplanke_web.towns.form_fields import WordsField, told
from leitplanke_web.towns.widgets import AreaWidget, DayInput

SPARE_TASKS = 2
MOST_TASKS = 40


class BeginForm(forms.Form):
    """Which process to begin with, and when."""

    use_required_attribute = False

    title = WordsField(label=_("Wie heißt der Prozess?"), required=True, most=120)
    begins_on = forms.DateField(label=_("Erster Tag"), widget=DayInput)
    template = forms.ChoiceField(label=_("Womit anfangen?"), widget=forms.RadioSelect)
    is_public = forms.BooleanField(
        label=_("Phasen und Daten auf der öffentlichen Seite zeigen"),
        help_text=_("Aufgaben und Zuständige stehen dort nie."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["template"]
        assert isinstance(chosen, forms.ChoiceField)
        self.templates = shipped_templates().templates
        chosen.choices = [(one.id, told(one.name)) for one in self.templates]

    def process(self) -> Process:
        """The process of a valid form. Raises `InvalidValueError`."""
        given = self.cleaned_data
        template = shipped_templates().template(given["template"])
        assert template is not None
        return process_from(
            template, title=Text(given["title"]), begins_on=given["begins_on"], is_public=given["is_public"]
        )


class ProcessForm(forms.Form):
    """What holds for the whole process."""

    use_required_attribute = False

    title = WordsField(label=_("Wie heißt der Prozess?"), required=True, most=120)
    is_public = forms.BooleanField(
        label=_("Phasen und Daten auf der öffentlichen Seite zeigen"),
        help_text=_("Aufgaben und Zuständige stehen dort nie."),
        required=False,
    )


class TaskForm(forms.Form):
    """One task; a row without words is none."""

    use_required_attribute = False

    words = WordsField(label=_("Was"), most=200)
    owner = WordsField(label=_("Wer (Stelle oder Rolle)"), most=120)
    due_on = forms.DateField(label=_("Bis wann"), required=False, widget=DayInput)
    is_done = forms.BooleanField(label=_("Erledigt"), required=False)

    def __init__(self, *args: Any, task: Task | None, **options: Any) -> None:
        self.task = task
        initial = {} if task is None else {
            "words": told(task.words), "owner": task.owner, "due_on": task.due_on, "is_done": task.is_done
        }  # fmt: skip
        super().__init__(*args, **{"initial": initial, **options})

    def clean(self) -> dict[str, Any]:
        """What has words needs a day."""
        given = super().clean() or {}
        if given.get("words") and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Bis wann soll das erledigt sein?"))
        if not given.get("words") and (given.get("owner") or given.get("due_on")) and self.task is None:
            self.add_error("words", _("Schreiben Sie, was zu tun ist, oder leeren Sie die Zeile."))
        return given


class PhaseForm(forms.Form):
    """One phase with its tasks."""

    use_required_attribute = False

    title = WordsField(label=_("Titel"), required=True, most=120)
    goal = WordsField(label=_("Was am Ende da ist"), most=300, widget=AreaWidget)
    begins_on = forms.DateField(label=_("Beginnt am"), widget=DayInput)
    ends_on = forms.DateField(label=_("Endet am"), widget=DayInput)
    following = forms.BooleanField(
        label=_("Spätere Phasen um ebenso viele Tage verschieben wie das Ende"),
        help_text=_("Mit ihren offenen Aufgaben. Was schon vorher oder gleichzeitig begann, bleibt."),
        required=False,
    )

    def __init__(self, *args: Any, phase: Phase | None, is_only: bool = False, **options: Any) -> None:
        initial = {} if phase is None else {
            "title": told(phase.title), "goal": told(phase.goal),
            "begins_on": phase.begins_on, "ends_on": phase.ends_on,
        }  # fmt: skip
        super().__init__(*args, **{"initial": initial, **options})
        if phase is None or is_only:
            del self.fields["following"]
        self.phase = phase
        data = args[0] if args else None
        tasks: list[Task | None] = [*(phase.tasks if phase else ()), *[None] * SPARE_TASKS]
        self.tasks = [TaskForm(data, task=one, prefix=f"task-{at}") for at, one in enumerate(tasks)]

    def is_valid(self) -> bool:
        """Whether this form and those of the tasks are right; all of them tell their faults."""
        faulty = [one for one in self.tasks if not one.is_valid()]
        return super().is_valid() and not faulty

    def value(self, *, identifier: str) -> Phase:
        """The phase of a valid form. Raises `InvalidValueError`.

        A task whose day was left alone moves with the beginning of its phase; one with another day stays on it.
        """
        given = self.cleaned_data
        before = self.phase or Phase(
            identifier, Text("neu"), given["begins_on"], max(given["begins_on"], given["ends_on"])
        )
        return replace(
            before,
            title=_kept(before.title, given["title"]),
            goal=_kept(before.goal, given["goal"]),
            begins_on=given["begins_on"],
            ends_on=given["ends_on"],
            tasks=tuple(self._tasks(given["begins_on"])),
        )

    def _tasks(self, begins_on: date) -> Iterator[Task]:
        days = begins_on - self.phase.begins_on if self.phase else None
        taken = {one.id for one in (self.phase.tasks if self.phase else ())}
        fresh = (f"t{number}" for number in range(1, MOST_TASKS + len(taken)) if f"t{number}" not in taken)
        for one in self.tasks:
            given, before = one.cleaned_data, one.task
            if not given["words"]:
                continue
            if before is None:
                yield Task(next(fresh), Text(given["words"]), given["due_on"], given["owner"], given["is_done"])
                continue
            due_on = given["due_on"]
            if days and due_on == before.due_on and not before.is_done:
                due_on += days
            words = _kept(before.words, given["words"])
            yield replace(before, words=words, due_on=due_on, owner=given["owner"], is_done=given["is_done"])


class LetterForm(forms.Form):
    """A letter."""

    use_required_attribute = False

    subject = WordsField(label=_("Betreff"), required=True, most=MOST_SUBJECT)
    body = WordsField(label=_("Text"), required=True, most=MOST_BODY, widget=AreaWidget)

    def __init__(self, *args: Any, letter: LetterText, **options: Any) -> None:
        initial = {"subject": letter.subject, "body": letter.body}
        super().__init__(*args, **{"initial": initial, **options})
        self.fields["body"].widget.attrs["rows"] = 18

    def value(self) -> LetterText:
        """The letter of a valid form. Raises `InvalidValueError`."""
        return LetterText(self.cleaned_data["subject"], self.cleaned_data["body"])


def _kept(before: Text, words: str) -> Text:
    """The text with its translations, as long as nobody changed what they read of it."""
    return before if words in {before.de, told(before)} else Text(words)
