"""Fields of a questionnaire, a section or a question in words: for whoever has to choose between two versions."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.calculations import calculation_words
from leitplanke.participation.model import Bounds, Expression, QuestionKind, Questionnaire, Rule
from leitplanke.participation.rules import rule_words
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.versions import Difference

KIND_WORDS = {
    QuestionKind.SINGLE: Text("Eine Antwort auswählen", "Choose one answer"),
    QuestionKind.MULTIPLE: Text("Mehrere Antworten auswählen", "Choose several answers"),
    QuestionKind.TOP: Text("Die wichtigsten auswählen", "Choose the most important"),
    QuestionKind.RANK: Text("In eine Reihenfolge bringen", "Put into an order"),
    QuestionKind.POINTS: Text("Punkte verteilen", "Spread points"),
    QuestionKind.SCALE: Text("Skala zwischen zwei Enden", "Scale between two ends"),
    QuestionKind.RATING: Text("Bewertung mit Sternen", "Rating with stars"),
    QuestionKind.MATRIX: Text("Tabelle", "Table"),
    QuestionKind.STATEMENTS: Text("Aussagen zustimmen oder nicht", "Agree with statements or not"),
    QuestionKind.BEST_WORST: Text("Wichtigstes und Unwichtigstes", "Most and least important"),
    QuestionKind.NUMBER: Text("Zahl", "Number"),
    QuestionKind.DATE: Text("Datum oder Uhrzeit", "Date or time"),
    QuestionKind.SHORT_TEXT: Text("Eine Zeile Text", "One line of text"),
    QuestionKind.TEXT: Text("Eigene Worte", "Own words"),
    QuestionKind.INFORMATION: Text("Nur ein Hinweis, keine Frage", "Information only, no question"),
    QuestionKind.CONSENT: Text("Einwilligung", "Consent"),
}
FIELDS = {
    "title": gettext_lazy("Titel"),
    "introduction": gettext_lazy("Einleitung"),
    "closing": gettext_lazy("Schlusswort"),
    "languages": gettext_lazy("Sprachen, in denen gefragt wird"),
    "text": gettext_lazy("Text"),
    "hint": gettext_lazy("Hinweis"),
    "guidance": gettext_lazy("Für Interviews"),
    "name": gettext_lazy("Kurzname"),
    "kind": gettext_lazy("Art"),
    "audiences": gettext_lazy("Wer wird das gefragt?"),
    "options": gettext_lazy("Antworten"),
    "items": gettext_lazy("Zeilen"),
    "cells": gettext_lazy("Was steht in der Tabelle?"),
    "offers": gettext_lazy("Auch anbieten"),
    "other": gettext_lazy("„Anderes, nämlich“"),
    "agreement": gettext_lazy("Zustimmung"),
    "is_mandatory": gettext_lazy("Muss beantwortet werden"),
    "is_shuffled": gettext_lazy("In zufälliger Reihenfolge zeigen"),
    "ordered": gettext_lazy("Die Antworten sind eine Skala"),
    "about_person": gettext_lazy("Angabe zur Person"),
    "shown_if": gettext_lazy("Bedingung"),
    "min_choices": gettext_lazy("Mindestens auswählen"),
    "max_choices": gettext_lazy("Höchstens auswählen"),
    "bounds": gettext_lazy("Grenzen"),
    "form": gettext_lazy("Wie genau?"),
    "max_length": gettext_lazy("Höchstens so viele Zeichen"),
    "sets": gettext_lazy("Auswahlrunden"),
    "variants": gettext_lazy("Andere Worte für eine Zielgruppe"),
    "rules": gettext_lazy("Regeln für die Antwort"),
    "value": gettext_lazy("Was wird berechnet?"),
    "counts_if": gettext_lazy("Wer zählt?"),
    "most": gettext_lazy("Wie viele werden gebraucht?"),
    "message": gettext_lazy("Dank an alle, die später kommen"),
}


def reader_language() -> Language:
    """The language of the page."""
    return Language.EN if (get_language() or "de").startswith("en") else Language.DE


def differing(mine: Any, theirs: Any, names: Iterable[str], questionnaire: Questionnaire) -> list[Difference]:
    """The fields that two versions have differently, each in words."""
    return [
        Difference(
            name,
            str(FIELDS[name]),
            _lines(getattr(mine, name), questionnaire),
            _lines(getattr(theirs, name), questionnaire),
        )
        for name in names
        if getattr(mine, name) != getattr(theirs, name)
    ]


def _lines(value: object, questionnaire: Questionnaire) -> list[str]:
    match value:
        case None | "" | ():
            return []
        case Text():
            return [f"{tag}: {words}" for tag, words in value.by_language().items()]
        case Expression():
            return [calculation_words(value, questionnaire, reader_language())]
        case tuple():
            return [_line(one, questionnaire) for one in value]
    return [_line(value, questionnaire)]


def _line(value: object, questionnaire: Questionnaire) -> str:
    match value:
        case bool():
            return _("ja") if value else _("nein")
        case Bounds():
            return f"{value.lowest} – {value.highest} {told(value.unit)}".strip()
        case Rule():
            return f"{rule_words(value.holds_if, questionnaire, reader_language())}: {told(value.message)}"
        case Enum():
            return str(value.value)
    texts = [told(text) for name in ("text", "name", "words") if isinstance(text := getattr(value, name, None), Text)]
    own = getattr(value, "id", None) or getattr(value, "audience", None) or ""
    return ": ".join(filter(None, (own, *texts))) or str(value)
