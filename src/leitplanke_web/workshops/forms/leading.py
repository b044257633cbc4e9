"""Leading a workshop: cards from paper, clusters, minutes, the end."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.photos import MOST_BYTES
from leitplanke.participation.meeting import Agenda, Noted, NotedKind
from leitplanke_web.towns.form_fields import WordsField, choices_of, told
from leitplanke_web.towns.widgets import AreaWidget, ChoiceWidget, DayInput
from leitplanke_web.workshops.models import MOST_TITLE, MOST_WORDS, Cluster

MOST_LINES = 100


class TypedForm(forms.Form):
    """Cards from paper."""

    use_required_attribute = False

    lines = WordsField(label=_("Karten von Papier, eine je Zeile"), required=True, most=20_000, widget=AreaWidget)
    group = forms.ChoiceField(label=_("Wer hat sie geschrieben?"), widget=ChoiceWidget)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, agenda: Agenda, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["group"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices_of((group.id, group.name) for group in agenda.groups)

    def clean_lines(self) -> tuple[str, ...]:
        """One card per line, each short enough."""
        lines = tuple(line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip())
        if len(lines) > MOST_LINES or any(len(line) > MOST_WORDS for line in lines):
            raise forms.ValidationError(
                _("Höchstens %(lines)s Zeilen auf einmal, jede mit höchstens %(letters)s Zeichen."),
                params={"lines": MOST_LINES, "letters": MOST_WORDS},
            )
        return lines


class ClusterForm(forms.Form):
    """Where chosen cards shall hang."""

    use_required_attribute = False

    into = forms.ChoiceField(label=_("Gewählte Karten kommen in"), required=False, widget=ChoiceWidget)
    title = WordsField(label=_("oder in ein neues Bündel mit dem Namen"), most=MOST_TITLE)

    def __init__(self, *args: Any, clusters: Iterable[Cluster], **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "bundle-%s", **options})
        chosen = self.fields["into"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("kein Bündel")), *((str(one.pk), one.title) for one in clusters)]


class RenameForm(forms.Form):
    """Another title of a cluster."""

    title = WordsField(label=_("Neuer Name"), required=True, most=MOST_TITLE)


class NoteForm(forms.Form):
    """What was decided, or what is open."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Art"),
        widget=forms.RadioSelect,
        choices=((NotedKind.DECISION.value, _("Beschluss")), (NotedKind.OPEN_POINT.value, _("offener Punkt"))),
        initial=NotedKind.DECISION.value,
    )
    words = WordsField(label=_("Was"), required=True, most=MOST_WORDS, widget=AreaWidget)
    who = WordsField(label=_("Wer kümmert sich"), most=MOST_TITLE)
    until = forms.DateField(label=_("Bis wann"), required=False, widget=DayInput)

    def noted(self) -> Noted:
        """What a valid form notes."""
        given = self.cleaned_data
        return Noted(NotedKind(given["kind"]), given["words"], given["who"], given["until"])


class PhotoForm(forms.Form):
    """A photo of the wall."""

    use_required_attribute = False

    photo = forms.FileField(
        label=_("Foto (JPEG oder PNG, höchstens 12 MB)"),
        help_text=_("Fotografieren Sie die Wand, keine Gesichter. Ort, Zeit und Gerät werden aus dem Foto entfernt."),
    )
    words = WordsField(
        label=_("Was ist zu sehen?"),
        help_text=_("Für alle, die das Foto nicht sehen, zum Beispiel „Stellwand mit drei Bündeln zum Verkehr“."),
        required=True,
        most=MOST_WORDS,
    )

    def clean_photo(self) -> Any:
        """Refuse what is too large before it is read."""
        given = self.cleaned_data["photo"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("Das Foto ist größer als 12 MB."))
        return given


class CloseForm(forms.Form):
    """How many people of each group were there, phone or not."""

    use_required_attribute = False

    def __init__(self, *args: Any, agenda: Agenda, joined: dict[str, int], **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "close-%s", **options})
        self._names = {f"present-{group.id}": group.id for group in agenda.groups}
        for group in agenda.groups:
            self.fields[f"present-{group.id}"] = forms.IntegerField(
                label=told(group.name),
                min_value=0,
                max_value=10_000,
                initial=joined.get(group.id, 0),
            )
        self.fields["sure"] = forms.BooleanField(label=_("Ja, die Werkstatt ist zu Ende."))

    def present(self) -> dict[str, int]:
        """People by group, of a valid form."""
        return {group: self.cleaned_data[name] for name, group in self._names.items()}
