"""Each row of the sheet `survey` as a question."""

import re

import re2

from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.limesurvey.answer_lists import OTHER_TEXT
from leitplanke.exchange.surveys.losses import Part
from leitplanke.exchange.surveys.names import option_names
from leitplanke.exchange.surveys.xlsform.reading import AUDIENCE, FormReading
from leitplanke.exchange.surveys.xlsform.sheets import SheetRow
from leitplanke.exchange.surveys.xlsform.types import FORMS, KINDS, WHOLE, Select, select_of
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    OTHER,
    Bounds,
    DateForm,
    Operator,
    Option,
    Question,
    QuestionKind,
    Rule,
)

_YES = frozenset({"yes", "true", "true()", "1", "ja", "oui", "si"})
_NO = frozenset({"", "no", "false", "false()", "0", "nein"})
_LONGEST_LINE = 1_000
_MOST_STEPS = 100
_WITHOUT_PLACE = (
    "default",
    "trigger",
    "save_to",
    "audio",
    "image",
    "video",
    "big-image",
    "autoplay",
    "accuracythreshold",
)


def question_of(row: SheetRow, reading: FormReading) -> Question:
    """The question in this row; what has no kind here becomes a text to read."""
    try:
        return _Builder(row, reading).question()
    except InvalidValueError as error:  # a form may contradict itself in more ways than one can list
        words = Text(f"Nur der Text bleibt. {error.problem.de}", f"The text alone stays. {error.problem.en}")
        reading.log.lose(Part.QUESTION, row["name"], words, line=row.line, place="survey")
        text = reading.texts.text(row.texts.get("label", {}), name=row["name"], line=row.line)
        return Question(reading.ids[row.line], QuestionKind.INFORMATION, text, (AUDIENCE.id,))


class _Builder:
    def __init__(self, row: SheetRow, reading: FormReading) -> None:
        self._row = row
        self._reading = reading
        self._type = row["type"].lower()
        self._select = select_of(row["type"])

    def question(self) -> Question:
        self._reading.log.count(Part.QUESTION)
        row, reading = self._row, self._reading
        options = self._options(self._select) if self._select else ()
        kind, bounds = self._kind(options), self._bounds()
        if kind is QuestionKind.SCALE and not _fits_scale(bounds):
            kind = QuestionKind.NUMBER
        is_choice = kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANK}
        self._tell_what_is_left()
        return Question(
            id=reading.ids[row.line],
            kind=kind,
            text=self._text(Part.QUESTION_TEXT, "label"),
            audiences=(AUDIENCE.id,),
            options=options if is_choice else (),
            hint=self._text(Part.HINT, "hint"),
            guidance=self._text(Part.HINT, "guidance_hint"),
            is_mandatory=self._is_mandatory() and kind is not QuestionKind.INFORMATION,
            other=self._other(options, kind),
            shown_if=reading.condition(row["relevant"], name=row["name"], line=row.line),
            is_shuffled=is_choice and "randomize" in row["parameters"] and "true" in row["parameters"].lower(),
            bounds=bounds if kind in {QuestionKind.NUMBER, QuestionKind.SCALE} else None,
            form=self._date_form(),
            max_length=_LONGEST_LINE if kind is QuestionKind.SHORT_TEXT else None,
            rules=self._rules() if kind is not QuestionKind.INFORMATION else (),
        )

    def _kind(self, options: tuple[Option, ...]) -> QuestionKind:
        if self._select is not None:
            if options:
                return self._select.kind
            self._lose(
                Part.QUESTION,
                "Die Liste der Antworten fehlt; es wird ein Textfeld.",
                "The list is missing; it becomes text.",
            )
            return QuestionKind.SHORT_TEXT
        found = KINDS.get(self._type)
        if found is None:
            self._lose(
                Part.QUESTION,
                f"Die Frageart „{self._row['type']}“ gibt es nicht, nur ihr Text bleibt.",
                f"There is no kind “{self._row['type']}”, its text stays.",
            )
            return QuestionKind.INFORMATION
        if found is QuestionKind.SHORT_TEXT and "multiline" in self._row["appearance"]:
            return QuestionKind.TEXT
        if self._row["readonly"].lower() in _YES and found is not QuestionKind.INFORMATION:
            self._change(
                Part.QUESTION, "Ein gesperrtes Feld wird ein Text zum Lesen.", "A read-only field becomes text."
            )
            return QuestionKind.INFORMATION
        return found

    def _options(self, select: Select) -> tuple[Option, ...]:
        if select.is_from_file:
            return ()
        sheet = self._reading.sheets.external if select.is_external else self._reading.sheets.choices
        rows = [row for row in sheet if row["list_name"] == select.list_name and row["name"]]
        names = option_names(beside_other=select.has_other)
        written = self._row["choice_filter"]
        is_told = self._is_told(written, rows)
        found = []
        for row in rows:
            name = names.of(row["name"]) if row["name"] not in names.taken else names.new(row["name"])
            if name != row["name"] and row.line not in self._reading.used_choices:
                self._change(Part.ANSWER, f"„{row['name']}“ heißt jetzt {name}.", f"“{row['name']}” is now {name}.")
            condition = self._reading.formula(written, choice=row) if is_told else None
            found.append(Option(name, self._option_text(row), condition))
        return tuple(found)

    def _is_told(self, written: str, rows: list[SheetRow]) -> bool:
        """Whether the filter of the choices can be told for each of them."""
        if not written:
            return False
        self._reading.log.count(Part.CONDITION)
        try:
            for row in rows:
                self._reading.formula(written, choice=row)
        except NotExpressibleError as error:
            words = Text(f"Alle Antworten werden gezeigt. {error.words.de}", f"All answers are shown. {error.words.en}")
            self._reading.log.lose(Part.CONDITION, self._row["name"], words, line=self._row.line, place="survey")
            return False
        return bool(rows)

    def _option_text(self, row: SheetRow) -> Text:
        written = row.texts.get("label", {})
        if row.line in self._reading.used_choices:  # counted already
            return self._reading.texts.text(
                {tag: text for tag, text in written.items() if text.strip()},
                name=row["name"],
                line=row.line,
                place="choices",
            )
        self._reading.used_choices.add(row.line)
        found = self._reading.text(Part.ANSWER, written, name=row["name"], line=row.line, place="choices")
        return found if found.by_language() else Text.of({self._reading.first_language: row["name"]})

    def _other(self, options: tuple[Option, ...], kind: QuestionKind) -> Text | None:
        if (
            self._select is None
            or not self._select.has_other
            or kind not in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
        ):
            return None
        return OTHER_TEXT if OTHER not in {option.id for option in options} else None

    def _bounds(self) -> Bounds | None:
        if self._type != "range":
            return Bounds(step=1) if self._type in WHOLE else None
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?[0-9.]+)", self._row["parameters"]))
        low, high = float(given.get("start", 1)), float(given.get("end", 10))
        step = float(given.get("step", 1)) or 1
        return Bounds(min(low, high), max(low, high), abs(step))

    def _date_form(self) -> DateForm:
        if "month-year" in self._row["appearance"]:
            return DateForm.MONTH
        return DateForm.YEAR if self._row["appearance"] == "year" else FORMS.get(self._type, DateForm.DAY)

    def _is_mandatory(self) -> bool:
        written = self._row["required"].lower()
        if written not in _YES | _NO:
            self._lose(Part.RULE, f"Nötig nur, wenn: {written}. Sie wird freiwillig.", f"Needed only if: {written}.")
        return written in _YES

    def _rules(self) -> tuple[Rule, ...]:
        written = self._row["constraint"]
        if not written:
            return ()
        self._reading.log.count(Part.RULE)
        try:
            tree = self._reading.formula(written, this=self._reading.ids[self._row.line])
        except NotExpressibleError as error:
            self._reading.log.lose(Part.RULE, self._row["name"], error.words, line=self._row.line, place="survey")
            return ()
        patterns = (node.terms[1].value for node in tree.nodes() if node.operator is Operator.MATCHES)
        if not all(_is_pattern(pattern) for pattern in patterns):
            self._lose(
                Part.RULE, f"Dieses Muster gibt es hier nicht: {written}", f"There is no such pattern: {written}"
            )
            return ()
        told = self._row.texts.get("constraint_message", {})
        message = self._reading.texts.text(
            {tag: text for tag, text in told.items() if text.strip()}, name=self._row["name"], line=self._row.line
        )
        fallback = Text("Bitte prüfen Sie diese Antwort.", "Please check this answer.")
        return (Rule(tree, message if message.by_language() else fallback),)

    def _tell_what_is_left(self) -> None:
        for name, value in self._row.fields.items():
            if value.strip() and (name in _WITHOUT_PLACE or name.startswith(("media:", "bind:", "body:", "instance:"))):
                self._lose(Part.SETTING, f"{name} = {value[:60]} entfällt.", f"{name} = {value[:60]} goes.")
        if self._row["appearance"] and "multiline" not in self._row["appearance"]:
            look = self._row["appearance"]
            self._change(Part.SETTING, f"Die Darstellung „{look}“ entfällt.", f"The appearance “{look}” goes.")
        if self._row["calculation"]:
            self._lose(Part.RULE, "Ein vorberechneter Wert entfällt.", "A value computed beforehand goes.")
            self._reading.log.count(Part.RULE)

    def _text(self, part: Part, column: str) -> Text:
        return self._reading.text(part, self._row.texts.get(column, {}), name=self._row["name"], line=self._row.line)

    def _lose(self, part: Part, de: str, en: str) -> None:
        self._reading.log.lose(part, self._row["name"], Text(de, en), line=self._row.line, place="survey")

    def _change(self, part: Part, de: str, en: str) -> None:
        self._reading.log.change(part, self._row["name"], Text(de, en), line=self._row.line, place="survey")


def _fits_scale(bounds: Bounds | None) -> bool:
    if bounds is None or bounds.lowest is None or bounds.highest is None:
        return False
    ends_are_whole = bounds.lowest.is_integer() and bounds.highest.is_integer()
    return ends_are_whole and bounds.step == 1 and 1 <= bounds.highest - bounds.lowest <= _MOST_STEPS


def _is_pattern(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        re2.compile(value)
    except re2.error:
        return False
    return True
