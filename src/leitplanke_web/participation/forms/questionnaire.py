"""Forms for a questionnaire as a whole: beginning it, what it says about itself, its sections, its translations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import identifier
from leitplanke.participation.languages import written_languages
from leitplanke.participation.model import Audience, Question, Questionnaire, Section
from leitplanke_web.participation.forms.begin import language_name
from leitplanke_web.participation.forms.texts import bound_texts, text_fields, text_of
from leitplanke_web.participation.mapping.outline import place_words
from leitplanke_web.towns.form_fields import MOST_WORDS, ConvertedField, WordsField, told
from leitplanke_web.towns.widgets import AreaWidget

EMPTY, FILE, COPY = "empty", "file", "copy:"
_ALWAYS = ("de", "plain", "en")
# What many people in German towns read best beside that (Ausländerzentralregister); files bring any other language.
_OFTEN = ("ar", "fa", "fr", "it", "pl", "ro", "ru", "tr", "uk")


class NewForm(forms.Form):
    """A new version, and what it begins with."""

    use_required_attribute = False
    version = ConvertedField(
        identifier,
        label=_("Kennung der Fassung"),
        required=True,
        help_text=_("Kurz und ohne Umlaute, zum Beispiel 2027-1. Sie bleibt für immer."),
    )
    title = WordsField(
        label=_("Titel"),
        most=300,
        help_text=_("Was über der Umfrage steht. Eine Kopie oder Datei bringt ihren Titel mit."),
    )
    start = forms.ChoiceField(label=_("Womit beginnen?"), widget=forms.RadioSelect, initial=EMPTY)
    file = forms.FileField(
        label=_("Datei"),
        required=False,
        help_text=_("LimeSurvey (.lss, .lsg, .lsq, .lsa, .txt), XLSForm (.xlsx, .xls, .csv) oder unsere .json."),
    )

    def __init__(self, *args: Any, versions: Iterable[Questionnaire], **more: Any) -> None:
        super().__init__(*args, **more)
        start = self.fields["start"]
        assert isinstance(start, forms.ChoiceField)
        copies = [(f"{COPY}{one.version}", _("Kopie von „%(title)s“ (%(version)s)") % _names(one)) for one in versions]
        start.choices = [(EMPTY, _("Leer")), *copies, (FILE, _("Aus einer Datei"))]

    def clean(self) -> dict[str, Any]:
        """What goes with the choice."""
        given = super().clean() or {}
        if given.get("start") == FILE and not isinstance(given.get("file"), UploadedFile):
            self.add_error("file", _("Wählen Sie die Datei aus."))
        if given.get("start") == EMPTY and not given.get("title") and "title" not in self.errors:
            self.add_error("title", _("Ein leerer Fragebogen braucht einen Titel."))
        return given


class DetailsForm(forms.Form):
    """What a questionnaire says about itself, whom it asks, in which languages."""

    use_required_attribute = False

    def __init__(self, *args: Any, questionnaire: Questionnaire, audiences: Iterable[Audience], **more: Any) -> None:
        super().__init__(*args, **more)
        self._before = questionnaire
        self._audiences = {one.id: one for one in audiences}
        self.fields.update(text_fields("title", _("Titel"), needed=True))
        self.fields.update(text_fields("introduction", _("Einleitung"), is_long=True))
        self.fields.update(text_fields("closing", _("Schlusswort"), is_long=True))
        self.fields["audiences"] = forms.MultipleChoiceField(
            label=_("Wer wird gefragt?"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(one.id, told(one.name)) for one in self._audiences.values()],
        )
        offered = dict.fromkeys((*_ALWAYS, *written_languages(questionnaire), *_OFTEN))
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Sprachen, in denen gefragt wird"),
            help_text=_("Veröffentlichen können Sie erst, wenn in diesen Sprachen jeder Text da ist."),
            widget=forms.CheckboxSelectMultiple,
            choices=[(tag, language_name(tag)) for tag in offered],
        )

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """The fields of the texts, by language."""
        return bound_texts(self, ["title", "introduction", "closing"])

    def changes(self) -> dict[str, Any]:
        """The new values of the questionnaire's fields."""
        given = self.cleaned_data
        texts = {
            name: text_of(name, given, getattr(self._before, name)) for name in ("title", "introduction", "closing")
        }
        chosen = tuple(self._audiences[one] for one in self._audiences if one in given["audiences"])
        return {**texts, "audiences": chosen, "languages": tuple(given["languages"])}


class SectionForm(forms.Form):
    """Title and text of a section."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields.update(text_fields("title", _("Titel"), needed=True))
        self.fields.update(text_fields("text", _("Text unter dem Titel"), is_long=True))

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """The fields of the texts, by language."""
        return bound_texts(self, ["title", "text"])

    def changes(self, before: Section | None) -> dict[str, Any]:
        """The new values of the section's texts."""
        names = ("title", "text")
        return {name: text_of(name, self.cleaned_data, getattr(before, name, None)) for name in names}


class TranslationForm(forms.Form):
    """Every text of a questionnaire in one language, beside what is written in another."""

    use_required_attribute = False

    def __init__(self, *args: Any, questionnaire: Questionnaire, language: str, source: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.source = source
        self._questionnaire = questionnaire
        self._lines: list[tuple[str, str, str]] = []
        for path, text in questionnaire.texts():
            written = text.by_language()
            name = f"text-{path}"
            beside = written.get(source) or text.told("de")
            self._lines.append((name, path, beside))
            self.fields[name] = WordsField(
                most=MOST_WORDS,
                label=path,
                initial=written.get(language, ""),
                widget=AreaWidget({"rows": 2}),
            )

    @property
    def lines(self) -> list[tuple[str, str, Any]]:
        """Place in words, text to translate and field, in the order of the questionnaire."""
        return [(place_words(path, self._questionnaire), beside, self[name]) for name, path, beside in self._lines]

    def texts(self) -> dict[str, str]:
        """What was typed, by path."""
        return {path: self.cleaned_data[name] for name, path, _beside in self._lines}


class CopyForm(forms.Form):
    """Questions of the library to copy."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: Iterable[Question], sections: Iterable[Section], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["questions"] = forms.MultipleChoiceField(
            label=_("Fragen"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(one.id, told(one.text)) for one in questions],
            error_messages={"required": _("Wählen Sie mindestens eine Frage.")},
        )
        places = [(one.id, told(one.title)) for one in sections]
        if places:
            self.fields["section"] = forms.ChoiceField(label=_("In welchen Abschnitt?"), choices=places)


def _names(questionnaire: Questionnaire) -> dict[str, str]:
    return {"title": told(questionnaire.title), "version": questionnaire.version}
