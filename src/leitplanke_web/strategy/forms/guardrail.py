"""A guardrail as one form, and how a person holds a measure against one.

Findings come and go on a page of their own, with the report in which they were read; laws are rows of this form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day, identifier
from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.report.words import CONDITION_TEST, VERDICT
from leitplanke.strategy.conditions import FIELD_NAMES
from leitplanke.strategy.model import (
    Condition,
    ConditionTest,
    EvidenceKind,
    EvidenceLink,
    Guardrail,
    Verdict,
)
from leitplanke_web.strategy.guardrail_entries import CONDITIONS, GUARDRAIL_TEXTS, laws_of
from leitplanke_web.towns.form_fields import (
    MOST_WORDS,
    ConvertedField,
    WordsField,
    choices_of,
    refusal,
    text_fields,
    text_of,
)
from leitplanke_web.towns.widgets import AreaWidget, ChoiceWidget, DayWidget, HiddenWidget, LineWidget

SPARE_LAWS: Final = 2
MOST_LAWS: Final = 40
_MOST_REF: Final = 200
_OPTIONAL_TEXTS: Final = frozenset({"adopted_by", "repeal_reason"})
LABELS: Final[Mapping[str, Any]] = {
    "rule": _("Regel"),
    "reason": _("Grund"),
    "test_question": _("Prüffrage"),
    "evidence": _("Worauf sie beruht"),
    "owner": _("Wer sich um sie kümmert"),
    "adopted_on": _("Beschlossen am"),
    "adopted_by": _("Beschlossen von"),
    "applies_to": _("Für welche Maßnahmen sie gilt"),
    "check": _("Wie Daten entscheiden"),
    "repealed_on": _("Aufgehoben am"),
    "repeal_reason": _("Grund der Aufhebung"),
}


class GuardrailForm(forms.Form):
    """A new guardrail, or a `stored` one. A new one may begin with a finding, out of `findings` in their `snapshot`."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        stored: Guardrail | None = None,
        findings: Mapping[str, Text] | None = None,
        snapshot: str = "",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._stored, self._snapshot = stored, snapshot
        if stored is None:
            hint = _("Kurz und ohne Umlaute, zum Beispiel kurze_wege. Sie bleibt für immer.")
            self.fields["id"] = ConvertedField(identifier, label=_("Kennung"), required=True, help_text=hint)
        for name in GUARDRAIL_TEXTS:
            self.fields.update(text_fields([name], LABELS, needed="" if name in _OPTIONAL_TEXTS else name))
        self.fields["repealed_on"] = ConvertedField(
            day, most=20, label=LABELS["repealed_on"], widget=DayWidget, help_text=_("Leer: Sie gilt.")
        )
        for name in CONDITIONS:
            self._add_condition(name)
        owner = _("Ein Amt oder eine Stelle, keine Privatperson.")
        self.fields["owner"] = WordsField(label=LABELS["owner"], required=True, help_text=owner)
        self.fields["adopted_on"] = ConvertedField(
            day, most=20, label=LABELS["adopted_on"], widget=DayWidget, help_text=_("Leer: noch nicht beschlossen.")
        )
        self._add_finding(findings or {})
        self.fields["laws"] = forms.CharField(widget=HiddenWidget, required=False)
        self.initial["laws"] = str(self.law_count)
        for place in range(self.law_count):
            self._add_law(place)

    @property
    def law_count(self) -> int:
        """How many rows for laws there are."""
        if self.is_bound:
            text = str(self.data.get("laws", ""))
            return min(int(text), MOST_LAWS) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        return min(len(laws_of(self._stored)) + SPARE_LAWS, MOST_LAWS)

    @property
    def law_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each law."""
        return [
            (self[f"law_{place}_ref"], self[f"law_{place}_note_de"], self[f"law_{place}_note_en"])
            for place in range(self.law_count)
        ]

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        given = super().clean() or {}
        for name in GUARDRAIL_TEXTS:
            if not given.get(f"{name}_de") and any(given.get(f"{name}_{other}") for other in ("plain", "en")):
                self._wrong(f"{name}_de", _("Der deutsche Text fehlt. Ergänzen Sie ihn."))
        for name in CONDITIONS:
            if not given.get(f"{name}_field") and given.get(f"{name}_value"):
                self._wrong(f"{name}_field", _("Wählen Sie, um welche Angabe es geht, oder leeren Sie den Wert."))
        if given.get("adopted_by_de") and not given.get("adopted_on") and "adopted_on" not in self.errors:
            self._wrong("adopted_on", _("Wann wurde sie beschlossen? Ergänzen Sie den Tag."))
        is_as_before = self._stored is not None and given.get("adopted_on") == self._stored.adopted_on
        if given.get("adopted_on") and not given.get("adopted_by_de") and not is_as_before:
            self._wrong("adopted_by_de", _("Wer hat sie beschlossen? Ergänzen Sie das Gremium."))
        for place in range(self.law_count):
            if not given.get(f"law_{place}_ref") and given.get(f"law_{place}_note_de"):
                words = _("Welches Gesetz ist gemeint? Nennen Sie es oder leeren Sie die Zeile.")
                self._wrong(f"law_{place}_ref", words)
        return given

    def value(self) -> Guardrail | None:
        """The guardrail, or None with what is wrong noted."""
        given = self.cleaned_data
        try:
            return Guardrail(
                id=given["id"] if self._stored is None else self._stored.id,
                rule=text_of("rule", given),
                reason=text_of("reason", given),
                test_question=text_of("test_question", given),
                evidence=self._evidence(given),
                owner=given["owner"],
                adopted_on=given["adopted_on"],
                adopted_by=text_of("adopted_by", given),
                repealed_on=given["repealed_on"],
                repeal_reason=text_of("repeal_reason", given),
                **{name: _condition(name, given) for name in CONDITIONS},
            )
        except InvalidValueError as error:
            places = {"evidence": "law_0_ref", "repealed_on": "repealed_on", "repeal_reason": "repeal_reason_de"}
            self._wrong(places.get(error.field), refusal(error.problem, error.remedy))
            return None

    def note(self, flaws: Iterable[Flaw]) -> None:
        """Note what the town as a whole does not allow."""
        for flaw in flaws:
            name = next((f"{one}_field" for one in CONDITIONS if f".{one}." in f"{flaw.column}."), None)
            where = " ".join(flaw.keys)
            problem = Text(f"{where}: {flaw.problem.de}", f"{where}: {flaw.problem.en}") if where else flaw.problem
            self.add_error(name, refusal(problem, flaw.remedy))

    def _evidence(self, given: Mapping[str, Any]) -> tuple[EvidenceLink, ...]:
        """Findings as they are stored, laws as they are typed at the places that they had, new ones at the end."""
        before = () if self._stored is None else self._stored.evidence
        rows = [_law(given, place) for place in range(self.law_count)]
        stored = laws_of(self._stored)
        kept: list[EvidenceLink] = []
        for link in before:
            if link.kind is not EvidenceKind.LAW:
                kept.append(link)
            elif (row := rows[stored.index(link)] if stored.index(link) < len(rows) else None) is not None:
                note = replace(link.note, de=row.note.de, en=row.note.en)
                kept.append(replace(link, ref=row.ref, note=note))
        finding = given.get("finding")
        new = (EvidenceLink(EvidenceKind.FINDING, finding, Text(""), self._snapshot),) if finding else ()
        return (*kept, *new, *(row for row in rows[len(stored) :] if row is not None))

    def _add_condition(self, name: str) -> None:
        about = _("alle Maßnahmen") if name == "applies_to" else _("ein Mensch prüft")
        tests = ((test.value, words) for test, words in CONDITION_TEST.items())
        self.fields[f"{name}_field"] = forms.ChoiceField(
            label=_("Angabe im Steckbrief"),
            choices=choices_of(FIELD_NAMES.items(), empty=str(about)),
            required=False,
            widget=ChoiceWidget,
        )
        self.fields[f"{name}_test"] = forms.ChoiceField(
            label=_("muss"), choices=choices_of(tests), required=False, widget=ChoiceWidget
        )
        self.fields[f"{name}_value"] = WordsField(
            label=_("Wert"), widget=LineWidget, help_text=_("Nur bei „gleich sein“ und „enthalten“.")
        )

    def _add_finding(self, findings: Mapping[str, Text]) -> None:
        if findings:
            self.fields["finding"] = forms.ChoiceField(
                label=_("Befund"),
                choices=choices_of(findings.items(), empty=gettext("keiner")),
                required=False,
                widget=ChoiceWidget,
            )

    def _add_law(self, place: int) -> None:
        ref, words_de, words_en = (f"law_{place}_{tail}" for tail in ("ref", "note_de", "note_en"))
        self.fields[ref] = WordsField(label=_("Gesetz und Paragraf"), most=_MOST_REF)
        self.fields[words_de] = WordsField(label=_("Was folgt daraus? Deutsch"), most=500)
        self.fields[words_en] = WordsField(label=_("Was folgt daraus? Englisch"), most=500)

    def _wrong(self, name: str | None, words: Any) -> None:
        if name is None or name not in self.errors:
            self.add_error(name if name in self.fields else None, words)


class CheckForm(forms.Form):
    """What a person says who holds a measure against a guardrail."""

    use_required_attribute = False

    verdict = forms.ChoiceField(label=_("Antwort"), widget=forms.RadioSelect)
    reason_de = WordsField(label=_("Begründung, Deutsch"), most=MOST_WORDS, required=True, widget=AreaWidget)
    reason_en = WordsField(label=_("Begründung, Englisch"), most=MOST_WORDS, widget=AreaWidget)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)
        verdict.choices = list(choices_of((one.value, words) for one, words in VERDICT.items()))

    def answer(self, *, before: Text) -> tuple[Verdict, Text]:
        """The verdict and its reason; what stood there `before` in further languages stays."""
        given = self.cleaned_data
        return Verdict(given["verdict"]), replace(before, de=given["reason_de"], en=given["reason_en"])


def _law(given: Mapping[str, Any], place: int) -> EvidenceLink | None:
    ref = given.get(f"law_{place}_ref")
    if not ref:
        return None
    note = Text(given.get(f"law_{place}_note_de", ""), given.get(f"law_{place}_note_en", ""))
    return EvidenceLink(EvidenceKind.LAW, ref, note)


def _condition(name: str, given: Mapping[str, Any]) -> Condition | None:
    field, test = given.get(f"{name}_field"), given.get(f"{name}_test")
    if not field:
        return None
    chosen = ConditionTest(test or ConditionTest.FILLED)
    return Condition(field, chosen, "" if chosen is ConditionTest.FILLED else given.get(f"{name}_value", ""))
