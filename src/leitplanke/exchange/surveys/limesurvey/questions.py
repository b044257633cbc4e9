"""Second pass: each question of LimeSurvey as one or two of ours."""

from dataclasses import replace

from leitplanke.exchange.surveys.limesurvey.answer_lists import COMMENT_TEXT, FIXED_OPTIONS, OTHER_TEXT
from leitplanke.exchange.surveys.limesurvey.attributes import is_on, left_out, number
from leitplanke.exchange.surveys.limesurvey.conditions import option_conditions, question_condition
from leitplanke.exchange.surveys.limesurvey.plan import CHOICES, ROWS, Plan
from leitplanke.exchange.surveys.limesurvey.reading import Reading
from leitplanke.exchange.surveys.limesurvey.rules import rules_of
from leitplanke.exchange.surveys.limesurvey.source import SourceAnswer, SourceSubquestion
from leitplanke.exchange.surveys.losses import Part
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Bounds,
    Cells,
    DateForm,
    Expression,
    Item,
    Operator,
    Option,
    Question,
    QuestionKind,
    constant,
)

_KINDS = {
    "L": QuestionKind.SINGLE, "!": QuestionKind.SINGLE, "O": QuestionKind.SINGLE, "Y": QuestionKind.SINGLE,
    "G": QuestionKind.SINGLE, "M": QuestionKind.MULTIPLE, "P": QuestionKind.MULTIPLE, "R": QuestionKind.RANK,
    "N": QuestionKind.NUMBER, "S": QuestionKind.SHORT_TEXT, "T": QuestionKind.TEXT, "U": QuestionKind.TEXT,
    "D": QuestionKind.DATE, "5": QuestionKind.SCALE, "X": QuestionKind.INFORMATION, "*": QuestionKind.INFORMATION,
}  # fmt: skip
_CELLS = {"K": Cells.NUMBER, "Q": Cells.TEXT, ":": Cells.NUMBER, ";": Cells.TEXT}


def questions_of(plan: Plan, reading: Reading, audience: str) -> list[Question]:
    """The question, and beside it what takes comments or a second scale."""
    builder = _Builder(plan, reading, audience)
    try:
        question = builder.question()
        found = [question, *builder.beside(question)]
    except InvalidValueError as error:  # a file may contradict itself in more ways than one can list
        words = Text(f"Nur der Text bleibt. {error.problem.de}", f"The text alone stays. {error.problem.en}")
        reading.log.lose(Part.QUESTION, plan.source.code, words, line=plan.source.line)
        text = reading.texts.text(plan.source.texts, name=plan.source.code, line=plan.source.line)
        found = [Question(plan.id, QuestionKind.INFORMATION, text, (audience,))]
    builder.tell_what_is_left()
    return found


class _Builder:
    def __init__(self, plan: Plan, reading: Reading, audience: str) -> None:
        self._plan = plan
        self._source = plan.source
        self._reading = reading
        self._audience = audience

    def question(self) -> Question:
        self._reading.log.count(Part.QUESTION)
        source = self._source
        options, items = self._options(), self._items()
        kind = self._kind(options, items)
        holds_items = kind is QuestionKind.MATRIX
        holds_options = holds_items or kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANK}
        other = self._other() if kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE} and source.has_other else None
        most, fewest = self._choices(kind, len(options) + (other is not None))
        return Question(
            id=self._plan.id,
            kind=kind,
            text=self._text(Part.QUESTION_TEXT, source.texts),
            audiences=(self._audience,),
            options=options if holds_options else (),
            max_choices=most,
            min_choices=fewest,
            items=items if holds_items else (),
            cells=self._cells() if holds_items else Cells.CHOICE,
            hint=self._text(Part.HINT, source.helps),
            is_mandatory=source.is_mandatory and kind is not QuestionKind.INFORMATION,
            other=other,
            shown_if=self._shown_if(),
            is_shuffled=is_on(source, "random_order") or source.attribute("answer_order") == "random",
            bounds=self._bounds(kind),
            form=self._date_form(),
            max_length=self._most_letters(kind),
            rules=rules_of(self._plan, self._reading, kind),
        )

    def beside(self, question: Question) -> list[Question]:
        """Comments beside choices, and the second scale of a dual one."""
        kind, plan = self._source.kind, self._plan
        bare = replace(
            question, hint=Text(""), rules=(), is_mandatory=False, other=None, max_choices=None, min_choices=None
        )
        if kind == "O":
            return [
                replace(bare, id=plan.comment, kind=QuestionKind.TEXT, text=COMMENT_TEXT, options=(), is_shuffled=False)
            ]
        if kind == "P" and question.options:
            items = tuple(
                Item(one.id, one.text, shown_if=Expression(Operator.CHOSEN, question=plan.id, part=one.id))
                for one in question.options
            )
            return [
                replace(
                    bare,
                    id=plan.comment,
                    kind=QuestionKind.MATRIX,
                    text=COMMENT_TEXT,
                    options=(),
                    items=items,
                    cells=Cells.TEXT,
                )
            ]
        if kind == "1" and question.kind is QuestionKind.MATRIX:
            options = self._listed(1, plan.second_options)
            heads = [self._heading(name) for name in ("dualscale_headerA", "dualscale_headerB")]
            second = replace(
                question, id=plan.second, text=heads[1] or question.text, options=options or question.options
            )
            self._change(
                Part.QUESTION, "Die zweite Skala wird eine eigene Frage.", "The second scale becomes a question."
            )
            return [second]
        return []

    def tell_what_is_left(self) -> None:
        """Attributes that have no place here, defaults and assessment values."""
        meaningful, looks = left_out(self._source)
        for name in meaningful:
            value = self._source.attribute(name)[:60]
            self._lose(Part.SETTING, f"Das Merkmal {name} = {value} entfällt.", f"The attribute {name} = {value} goes.")
        if looks:
            told = ", ".join(looks)
            self._change(Part.SETTING, f"Angaben zum Aussehen entfallen: {told}.", f"What is about looks goes: {told}.")
        if self._source.defaults:
            self._lose(Part.SETTING, "Vorbelegte Antworten entfallen.", "Answers filled in beforehand go.")
        if any(one.assessment not in {"", "0"} for one in self._source.answers):
            self._lose(Part.SETTING, "Punktwerte der Antworten entfallen.", "Assessment values of answers go.")

    def _kind(self, options: tuple[Option, ...], items: tuple[Item, ...]) -> QuestionKind:
        source = self._source
        if source.kind in ROWS:
            return self._array_kind(options, items)
        found = _KINDS.get(source.kind)
        if source.kind == "5" and is_on(source, "slider_rating"):
            found = QuestionKind.RATING
        if source.kind in {"S", "T"} and is_on(source, "numbers_only"):
            found = QuestionKind.NUMBER
        if found is None:
            return self._replaced(QuestionKind.INFORMATION)
        needs_options = found in {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANK}
        return self._replaced(QuestionKind.SHORT_TEXT) if needs_options and not options else found

    def _array_kind(self, options: tuple[Option, ...], items: tuple[Item, ...]) -> QuestionKind:
        needs_options = self._source.kind in {*"ABCEFH1"} or self._cells() is Cells.CHECK
        if items and (options or not needs_options):
            return QuestionKind.MATRIX
        return self._replaced(QuestionKind.SHORT_TEXT if items or options else QuestionKind.INFORMATION)

    def _replaced(self, kind: QuestionKind) -> QuestionKind:
        source = self._source
        if kind is QuestionKind.INFORMATION:
            what = {"|": "Hochladen", "I": "Sprachwechsel"}.get(source.kind, source.kind)
            self._lose(
                Part.QUESTION,
                f"Die Frageart „{what}“ gibt es nicht, nur ihr Text bleibt.",
                f"There is no kind “{source.kind}”, its text stays.",
            )
        else:
            self._lose(
                Part.QUESTION, "Ohne Antworten wird daraus ein Textfeld.", "Without answers it becomes a line of text."
            )
        return kind

    def _options(self) -> tuple[Option, ...]:
        source, plan = self._source, self._plan
        if source.kind in FIXED_OPTIONS:
            return FIXED_OPTIONS[source.kind]
        if source.kind in {"M", "P"}:
            return self._from_rows(source.rows())
        if source.kind in {":", ";"}:
            return tuple(
                Option(plan.columns[one.code], self._text(Part.SUBQUESTION, one.texts, one.line))
                for one in source.columns()
            )
        return self._listed(0, plan.options)

    def _listed(self, scale: int, ids: dict[str, str]) -> tuple[Option, ...]:
        listed = [one for one in self._source.answers if one.scale == scale]
        found = [self._option(one, ids[one.code]) for one in listed]
        if self._source.kind not in CHOICES:  # a filter of an array is one of its rows
            return tuple(found)
        return option_conditions(self._plan, self._reading, found, [one.code for one in listed])

    def _option(self, answer: SourceAnswer, name: str) -> Option:
        if answer.code != name:
            self._change(
                Part.ANSWER, f"Der Code {answer.code} heißt jetzt {name}.", f"Code {answer.code} is now {name}."
            )
        return Option(name, self._text(Part.ANSWER, answer.texts, answer.line))

    def _from_rows(self, rows: list[SourceSubquestion]) -> tuple[Option, ...]:
        alone = {code.strip() for code in self._source.attribute("exclude_all_others").split(";")}
        options = [
            Option(
                self._plan.rows[one.code],
                self._text(Part.SUBQUESTION, one.texts, one.line),
                shown_if=self._reading.condition(one.relevance, name=f"{self._source.code}_{one.code}", line=one.line),
                is_exclusive=one.code in alone,
            )
            for one in rows
        ]
        return option_conditions(self._plan, self._reading, options, [one.code for one in rows])

    def _items(self) -> tuple[Item, ...]:
        if self._source.kind not in ROWS:
            return ()
        rows = self._source.rows()
        items = [
            Item(
                self._plan.rows[one.code],
                self._text(Part.SUBQUESTION, one.texts, one.line),
                shown_if=self._reading.condition(one.relevance, name=f"{self._source.code}_{one.code}", line=one.line),
            )
            for one in rows
        ]
        return option_conditions(self._plan, self._reading, items, [one.code for one in rows])

    def _cells(self) -> Cells:
        source = self._source
        if source.kind == ":" and is_on(source, "multiflexible_checkbox"):
            return Cells.CHECK
        if source.kind in {"Q", ";"} and is_on(source, "numbers_only"):
            return Cells.NUMBER
        return _CELLS.get(source.kind, Cells.CHOICE)

    def _choices(self, kind: QuestionKind, offered: int) -> tuple[int | None, int | None]:
        if kind not in {QuestionKind.MULTIPLE, QuestionKind.RANK}:
            return None, None
        most, fewest = number(self._source, "max_answers", "max_subquestions"), number(self._source, "min_answers")
        highest = None if most is None or most < 1 else min(int(most), offered)
        lowest = None if fewest is None or fewest < 1 else min(int(fewest), highest or offered)
        return highest, lowest

    def _bounds(self, kind: QuestionKind) -> Bounds | None:
        source = self._source
        if kind in {QuestionKind.SCALE, QuestionKind.RATING}:
            return Bounds(1, 5)
        if kind is not QuestionKind.NUMBER and not (kind is QuestionKind.MATRIX and self._cells() is Cells.NUMBER):
            return None
        lowest = number(source, "min_num_value_n", "multiflexible_min", "slider_min")
        highest = number(source, "max_num_value_n", "multiflexible_max", "slider_max")
        step = number(source, "multiflexible_step", "slider_accuracy") or (
            1 if is_on(source, "num_value_int_only") else None
        )
        if lowest is not None and highest is not None and lowest > highest:
            self._lose(Part.RULE, "Die Grenzen widersprechen sich.", "The bounds contradict each other.")
            lowest = highest = None
        bounds = Bounds(lowest, highest, step if step and step > 0 else None, self._unit())
        return bounds if bounds != Bounds() else None

    def _unit(self) -> Text:
        before, after = (self._source.attributes.get(name, {}) for name in ("prefix", "suffix"))
        tags = dict.fromkeys([*before, *after])
        joined = {tag or self._first_language(): f"{before.get(tag, '')} {after.get(tag, '')}".strip() for tag in tags}
        return self._reading.texts.text(
            {tag: text for tag, text in joined.items() if text}, name=self._source.code, line=self._source.line
        )

    def _date_form(self) -> DateForm:
        form = self._source.attribute("date_format")
        has_time, has_day = "H" in form or "h" in form, "d" in form.lower()
        if self._source.kind != "D" or not form or (has_day and not has_time):
            return DateForm.DAY
        if has_time:
            return DateForm.MOMENT if has_day else DateForm.TIME
        return DateForm.MONTH if "m" in form.lower() else DateForm.YEAR

    def _most_letters(self, kind: QuestionKind) -> int | None:
        most = number(self._source, "maximum_chars")
        holds_text = kind in {QuestionKind.TEXT, QuestionKind.SHORT_TEXT, QuestionKind.MATRIX}
        return int(most) if most and most >= 1 and holds_text else None

    def _shown_if(self) -> Expression | None:
        condition = question_condition(self._plan, self._reading)
        if not is_on(self._source, "hidden"):
            return condition
        self._change(Part.SETTING, "Die Frage ist verborgen.", "The question is hidden.")
        never = constant(value=False)
        return never if condition is None else Expression(Operator.ALL, (never, condition))

    def _other(self) -> Text:
        return self._heading("other_replace_text") or OTHER_TEXT

    def _heading(self, name: str) -> Text | None:
        written = self._source.attributes.get(name, {})
        found = {tag or self._first_language(): text for tag, text in written.items() if text.strip()}
        return self._reading.texts.text(found, name=self._source.code, line=self._source.line) if found else None

    def _first_language(self) -> str:
        return next(iter(self._reading.languages), "de")

    def _text(self, part: Part, written: dict[str, str], line: int | None = None) -> Text:
        return self._reading.text(part, written, name=self._source.code, line=line or self._source.line)

    def _lose(self, part: Part, de: str, en: str) -> None:
        self._reading.log.lose(part, self._source.code, Text(de, en), line=self._source.line)

    def _change(self, part: Part, de: str, en: str) -> None:
        self._reading.log.change(part, self._source.code, Text(de, en), line=self._source.line)
