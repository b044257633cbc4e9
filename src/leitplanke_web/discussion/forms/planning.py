"""Putting a draft up for comment."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import MOST_TITLE, Discussion, Moderation
from leitplanke.participation.meeting import Topic
from leitplanke_web.towns.form_fields import WordsField
from leitplanke_web.towns.widgets import AreaWidget, DayInput

MODERATION = (
    (Moderation.BEFORE.value, _("vorher: Erst wenn jemand ihn freigegeben hat, lesen ihn alle")),
    (Moderation.AFTER.value, _("nachher: Alle lesen ihn sofort, und er lässt sich ausblenden")),
)
_MOST_DRAFT = 20_000


class DraftInput(AreaWidget):
    """A long text."""

    def __init__(self) -> None:
        super().__init__({"rows": 12})


class DiscussionForm(forms.Form):
    """What it is about in every language, from when until when, statements, and when somebody looks."""

    use_required_attribute = False

    title_de = WordsField(label=_("Titel"), required=True, most=MOST_TITLE)
    title_plain = WordsField(label=_("Titel in Leichter Sprache"), most=MOST_TITLE)
    title_en = WordsField(label=_("Titel auf Englisch"), most=MOST_TITLE)
    draft_de = WordsField(label=_("Entwurf"), required=True, most=_MOST_DRAFT, widget=DraftInput)
    draft_plain = WordsField(label=_("Entwurf in Leichter Sprache"), most=_MOST_DRAFT, widget=DraftInput)
    draft_en = WordsField(label=_("Entwurf auf Englisch"), most=_MOST_DRAFT, widget=DraftInput)
    begins_on = forms.DateField(label=_("Erster Tag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Letzter Tag"), widget=DayInput)
    statements = WordsField(
        label=_("Aussagen zum Abstimmen, eine je Zeile"),
        help_text=_("Zum Beispiel: „Termine soll es auch am Samstag geben.“ Ohne Zeile wird nicht abgestimmt."),
        most=6000,
        widget=AreaWidget,
    )
    moderation = forms.ChoiceField(
        label=_("Wann schaut jemand auf einen Beitrag?"), widget=forms.RadioSelect, choices=MODERATION
    )

    def __init__(self, *args: Any, value: Discussion | None = None, **options: Any) -> None:
        initial = {"moderation": Moderation.BEFORE.value} if value is None else _initial(value)
        super().__init__(*args, **{"initial": initial, **options})
        self._before = () if value is None else value.statements

    def value(self) -> Discussion:
        """The discussion of a valid form. Raises `InvalidValueError`."""
        given = self.cleaned_data
        return Discussion(
            title=Text(given["title_de"], given["title_en"], given["title_plain"]),
            draft=Text(given["draft_de"], given["draft_en"], given["draft_plain"]),
            begins_on=given["begins_on"],
            ends_on=given["ends_on"],
            statements=tuple(self._statements()),
            moderation=Moderation(given["moderation"]),
        )

    def _statements(self) -> Iterator[Topic]:
        before = {topic.words.de: topic.words for topic in self._before}
        lines = dict.fromkeys(line.strip() for line in self.cleaned_data["statements"].splitlines())
        for number, words in enumerate((line for line in lines if line), 1):
            yield Topic(f"t{number}", before.get(words, Text(words)))


class CloseForm(forms.Form):
    """Whether somebody is sure."""

    use_required_attribute = False

    sure = forms.BooleanField(label=_("Ja, abschließen: Es kommen nur noch Rückmeldungen hinzu."))


class DraftDecisionForm(forms.Form):
    """A draft is opened or discarded: there is nothing to fill in, only what may stand against it."""

    use_required_attribute = False


def _initial(value: Discussion) -> dict[str, object]:
    texts = {
        f"{name}_{language}": getattr(text, language)
        for name, text in (("title", value.title), ("draft", value.draft))
        for language in ("de", "plain", "en")
    }
    return texts | {
        "begins_on": value.begins_on,
        "ends_on": value.ends_on,
        "statements": "\n".join(topic.words.de for topic in value.statements),
        "moderation": value.moderation.value,
    }
