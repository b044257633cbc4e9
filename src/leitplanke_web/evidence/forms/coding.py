"""Forms of the pages about free texts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.evidence.model import QuoteConsent, Theme
from leitplanke.exchange.fields import identifier
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Question, QuestionKind, Questionnaire
from leitplanke.participation.model.answers import GIVEN
from leitplanke_web.towns.form_fields import MOST_WORDS, ConvertedField, WordsField, refusal, told
from leitplanke_web.towns.widgets import AreaWidget

_BY_ONE_ANSWER = frozenset({QuestionKind.SINGLE, QuestionKind.CONSENT})


class CodesForm(forms.Form):
    """The themes that one text belongs to; none is an answer as well."""

    themes = forms.MultipleChoiceField(label=_("Themen"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, themes: Iterable[Theme], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["themes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(theme.id, told(theme.name)) for theme in themes]


class ThemeForm(forms.Form):
    """An entry of the codebook."""

    use_required_attribute = False

    name_de = WordsField(label=_("Name auf Deutsch"), required=True)
    name_en = WordsField(label=_("Name auf Englisch"))
    words = WordsField(
        label=_("Wortanfänge"),
        help_text=_("Einer pro Zeile. „warte“ findet „Wartezeit“ und „warten“, nicht „erwarten“."),
        required=True,
        most=MOST_WORDS,
        widget=AreaWidget,
    )

    def __init__(self, *args: Any, before: Theme | None = None, **options: Any) -> None:
        if before is not None:
            options["initial"] = {
                "name_de": before.name.de,
                "name_en": before.name.en,
                "words": "\n".join(before.word_beginnings),
            }
        super().__init__(*args, **options)
        self._before = before
        if before is None:
            hint = _("Kurz und ohne Umlaute. Sie steht in Tabellen und ändert sich nicht mehr.")
            own = ConvertedField(identifier, empty="", label=_("Kennung"), help_text=hint, required=True)
            self.fields = {"id": own, **self.fields}

    def value(self) -> Theme | None:
        """The theme; None with an error noted if it cannot be."""
        given = self.cleaned_data
        words = tuple(dict.fromkeys(line.strip() for line in given["words"].splitlines() if line.strip()))
        name = Text(given["name_de"], given["name_en"])
        try:
            if self._before is None:
                return Theme(given["id"], name, words)
            kept = Text(name.de, name.en, self._before.name.plain, self._before.name.further)
            return Theme(self._before.id, kept, words)
        except InvalidValueError as error:
            self.add_error("words" if error.field == "word_beginnings" else None, refusal(error.problem, error.remedy))
            return None


class ConsentForm(forms.Form):
    """Which answer allows quotes."""

    answer = forms.ChoiceField(label=_("Antwort, die ein Zitat erlaubt"), required=False)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("keine: Niemand wird zitiert")),
            *(
                (f"{question.id}.{option}", f"{told(question.text)} – {words}")
                for question in questionnaire.questions
                if question.kind in _BY_ONE_ANSWER and not question.about_person
                for option, words in _answers(question)
            ),
        ]

    def value(self) -> QuoteConsent | None:
        """The answer; None: none."""
        question, _dot, option = self.cleaned_data["answer"].rpartition(".")
        return QuoteConsent(question, option) if question else None


def _answers(question: Question) -> list[tuple[str, str]]:
    if question.kind is QuestionKind.CONSENT:
        return [(GIVEN, str(_("ja")))]
    return [(option.id, told(option.text)) for option in question.options]
