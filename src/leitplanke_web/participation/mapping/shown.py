"""A question as a page shows it: words in the reader's language, controls with what was ticked and typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from leitplanke.kernel.bidi import isolated
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import PLAIN, Language, Text
from leitplanke.participation.evaluate import Scene
from leitplanke.participation.model import (
    AGREE,
    DISAGREE,
    GIVEN,
    OTHER,
    PASS,
    Answer,
    Bounds,
    Cells,
    ChoiceSet,
    DateForm,
    ItemAnswer,
    Missing,
    Question,
    QuestionKind,
)
from leitplanke.participation.numbers import number_words
from leitplanke.participation.piping import piped
from leitplanke.participation.wording import ENDS, WORDS
from leitplanke.report.numbers import day_name, month_name
from leitplanke_web.participation.mapping.entries import Entries, field_name

_DATE_TYPES = {
    DateForm.DAY: "date",
    DateForm.MONTH: "month",
    DateForm.YEAR: "text",
    DateForm.TIME: "time",
    DateForm.MOMENT: "datetime-local",
}
_CONTROLS = {
    QuestionKind.SINGLE: "radios",
    QuestionKind.MULTIPLE: "checks",
    QuestionKind.TOP: "checks",
    QuestionKind.RANK: "rank",
    QuestionKind.POINTS: "numbers",
    QuestionKind.TEXT: "area",
    QuestionKind.SHORT_TEXT: "line",
    QuestionKind.NUMBER: "line",
    QuestionKind.DATE: "line",
    QuestionKind.SCALE: "scale",
    QuestionKind.RATING: "scale",
    QuestionKind.STATEMENTS: "rows",
    QuestionKind.BEST_WORST: "rows",
    QuestionKind.INFORMATION: "words",
    QuestionKind.CONSENT: "checks",
}
_CELL_CONTROLS = {Cells.CHOICE: "rows", Cells.CHECK: "rows", Cells.NUMBER: "table", Cells.TEXT: "table"}


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the language it is in, where that is not the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button, a tick box or a line with its label; `typed` is what stands in the line."""

    id: str
    name: str
    value: str
    words: Words
    is_chosen: bool = False
    is_apart: bool = False
    is_tick: bool = False
    typed: str = ""
    other_name: str = ""
    other_typed: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matrix, a statement, a set to choose from."""

    id: str
    words: Words
    choices: tuple[Choice, ...]
    opposite: Words | None = None


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """Everything that the template of a question needs."""

    id: str
    control: str
    words: Words
    hint: Words
    guidance: Words
    how: str
    is_mandatory: bool
    tells_duty: bool
    input_type: str
    input_mode: str
    choices: tuple[Choice, ...]
    missing: tuple[Choice, ...]
    rows: tuple[Row, ...]
    columns: tuple[Words, ...]
    unit: Words
    ends: tuple[Words, Words]
    problems: tuple[str, ...]
    has_ticks: bool
    name: str
    ranked: tuple[Choice, ...]
    unranked: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language somebody reads, on a page in which language. A tag of BCP 47, or `plain`."""

    language: str
    of_page: str

    def words(self, text: Text, scene: Scene | None = None) -> Words:
        """A text with earlier answers in their places, told in the language of the text."""
        written = text.by_language()
        tag = next((tag for tag in (self.language, self.of_page, "de") if tag in written), next(iter(written), "de"))
        told = written.get(tag, "")
        spoken = "de" if tag == PLAIN else tag
        if scene is not None:
            told = piped(told, replace(scene, language=tag), date_words=self._piped_date)
        return Words(told, "" if spoken == self.of_page else spoken)

    def number(self, value: float) -> str:
        """A number as the reader writes it; as the page does, where that is not known of their language."""
        return number_words(value, self._writes)

    def date(self, iso: str, form: DateForm) -> str:
        """A date or time in ISO 8601 as the reader writes it, in the same language as numbers."""
        match form:
            case DateForm.DAY:
                return day_name(date.fromisoformat(iso), self._writes)
            case DateForm.MONTH:
                return month_name(Month(iso), self._writes)
            case DateForm.MOMENT:
                day, clock = iso.split("T")
                return f"{day_name(date.fromisoformat(day), self._writes)}, {clock}"
            case DateForm.YEAR | DateForm.TIME:
                return iso

    def _piped_date(self, typed: str, form: DateForm) -> str:
        """A date in a text; what was typed and is none yet stays as it is, as the fault at its question says."""
        try:
            return self.date(typed, form)
        except ValueError:
            return isolated(typed)

    @property
    def _writes(self) -> Language:
        known = {Language.DE.value: Language.DE, PLAIN: Language.DE, Language.EN.value: Language.EN}
        return known.get(self.language) or known.get(self.of_page, Language.DE)


def shown_question(
    question: Question, entries: Entries, *, reader: Reader, scene: Scene, problems: tuple[str, ...] = ()
) -> ShownQuestion:
    """The question for its template, with what was ticked and typed so far."""
    builder = _Builder(question, entries, reader, scene)
    kind = question.kind
    bounds = question.bounds or Bounds()
    ranked, unranked = builder.ranked()
    return ShownQuestion(
        id=field_name(question.id),
        control=_CELL_CONTROLS[question.cells] if kind is QuestionKind.MATRIX else _CONTROLS[kind],
        words=reader.words(question.text, scene),
        hint=reader.words(question.hint, scene),
        guidance=reader.words(question.guidance, scene),
        how=builder.how(),
        is_mandatory=question.is_mandatory,
        tells_duty=question.is_answered,
        input_type=_DATE_TYPES[question.form] if kind is QuestionKind.DATE else "text",
        input_mode="decimal" if kind is QuestionKind.NUMBER else "",
        choices=builder.choices(),
        missing=builder.missing(),
        rows=builder.rows(),
        columns=builder.columns(),
        unit=reader.words(bounds.unit),
        ends=(reader.words(bounds.low_end), reader.words(bounds.high_end)),
        problems=problems,
        name=question.id,
        ranked=ranked,
        unranked=unranked,
        has_ticks=kind is QuestionKind.MATRIX and question.cells is Cells.CHECK,
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    question: Question
    entries: Entries
    reader: Reader
    scene: Scene

    def how(self) -> str:
        """What to do, where the controls do not say it."""
        most = self.question.max_choices
        if self.question.kind is QuestionKind.TOP or (most and self.question.kind is QuestionKind.MULTIPLE):
            return self._told(Text(f"Wählen Sie höchstens {most} aus.", f"Choose at most {most}."))
        if self.question.kind is QuestionKind.DATE:
            return self._told(_DATE_EXAMPLES[self.question.form])
        return self._told(_HOW.get(self.question.kind, Text("")))

    def choices(self) -> tuple[Choice, ...]:
        kind = self.question.kind
        if kind in _LINES:
            return (self._line(),)
        if kind in _SCALES:
            return tuple(self._steps())
        if kind is QuestionKind.CONSENT:
            return (self._button((), GIVEN, self.reader.words(WORDS[GIVEN])),)
        if kind is QuestionKind.POINTS:
            return tuple(self._line(option.id, words=option.text) for option in self.question.options)
        if self.question.items or kind is QuestionKind.BEST_WORST:
            return ()
        return tuple(self._options())

    def missing(self) -> tuple[Choice, ...]:
        """Ways of not answering the whole question; where a row is one choice, each row has them."""
        if self._offers_in_rows():
            return ()
        parts = () if self.question.kind in _ONE_GROUP else ("missing",)
        return tuple(
            self._button(parts, one.value, self.reader.words(WORDS[one]), is_apart=True) for one in self.question.offers
        )

    def ranked(self) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
        """The options that were put into an order, in that order, and the others."""
        if self.question.kind is not QuestionKind.RANK:
            return (), ()
        choices = {choice.value: choice for choice in self.choices()}
        order = [one for one in self.entries.get(field_name(self.question.id), ()) if one in choices]
        return tuple(choices[one] for one in order), tuple(one for key, one in choices.items() if key not in order)

    def rows(self) -> tuple[Row, ...]:
        if self.question.kind is QuestionKind.BEST_WORST:
            return tuple(row for number, one in enumerate(self.question.sets, 1) for row in self._ends(number, one))
        return tuple(
            Row(
                item.id,
                self.reader.words(item.text, self.scene),
                tuple(self._cells(item.id)),
                None if item.opposite is None else self.reader.words(item.opposite, self.scene),
            )
            for item in self.question.items
        )

    def columns(self) -> tuple[Words, ...]:
        """The heads of a matrix."""
        if not self.question.items:
            return ()
        if self.question.kind is QuestionKind.STATEMENTS:
            return tuple(self.reader.words(WORDS[one]) for one in (AGREE, DISAGREE, PASS))
        heads = [self.reader.words(option.text) for option in self.question.options]
        return (*heads, *(self.reader.words(WORDS[one]) for one in self._offers_in_rows()))

    def _options(self) -> Iterator[Choice]:
        for option in self.question.options:
            yield self._button((), option.id, self.reader.words(option.text, self.scene))
        if self.question.other is not None:
            choice = self._button((), OTHER, self.reader.words(self.question.other))
            name = field_name(self.question.id, "other")
            yield replace(choice, other_name=name, other_typed=self._typed("other"))

    def _steps(self) -> Iterator[Choice]:
        bounds = self.question.bounds or Bounds()
        for step in range(int(bounds.lowest or 0), int(bounds.highest or 0) + 1):
            yield self._button((), str(step), Words(str(step)))

    def _cells(self, item: str) -> Iterator[Choice]:
        if self.question.kind is QuestionKind.STATEMENTS:
            for one in (AGREE, DISAGREE, PASS):
                yield self._button((item,), one, self.reader.words(WORDS[one]))
        elif self.question.cells in {Cells.CHOICE, Cells.CHECK}:
            for option in self.question.options:
                yield self._button((item,), option.id, self.reader.words(option.text))
            for missing in self._offers_in_rows():
                yield self._button((item,), missing.value, self.reader.words(WORDS[missing]), is_apart=True)
        elif self.question.options:
            for option in self.question.options:
                yield self._line(item, option.id, words=option.text)
        else:
            yield self._line(item)

    def _offers_in_rows(self) -> tuple[Missing, ...]:
        is_choice = self.question.kind is QuestionKind.MATRIX and self.question.cells is Cells.CHOICE
        return self.question.offers if is_choice else ()

    def _ends(self, number: int, of: ChoiceSet) -> Iterator[Row]:
        """Two rows for a set: the best and the worst of it."""
        texts = {option.id: option.text for option in self.question.options}
        rounds = len(self.question.sets)
        for end, words in ENDS.items():
            choices = (self._button((of.id, end), one, self.reader.words(texts[one])) for one in of.options)
            head = Text(f"{number} von {rounds}: {words.de}", f"{number} of {rounds}: {words.en}")
            yield Row(f"{of.id}:{end}", self.reader.words(head), tuple(choices))

    def _button(self, parts: tuple[str, ...], value: str, words: Words, *, is_apart: bool = False) -> Choice:
        name = field_name(self.question.id, *parts)
        chosen = value in self.entries.get(name, ())
        is_tick = self.question.kind in _TICKS or parts == ("missing",)
        return Choice(f"{name}={value}", name, value, words, chosen, is_apart, is_tick)

    def _line(self, *parts: str, words: Text = Text("")) -> Choice:  # noqa: B008 - Text is frozen
        name = field_name(self.question.id, *parts)
        return Choice(name, name, "", self.reader.words(words), typed=self._typed(*parts))

    def _typed(self, *parts: str) -> str:
        return next(iter(self.entries.get(field_name(self.question.id, *parts), ())), "")

    def _told(self, text: Text) -> str:
        return self.reader.words(text).text


_TICKS = frozenset({QuestionKind.MULTIPLE, QuestionKind.TOP, QuestionKind.CONSENT})
_SCALES = frozenset({QuestionKind.SCALE, QuestionKind.RATING})
_ONE_GROUP = _SCALES | {QuestionKind.SINGLE}
_LINES = frozenset({QuestionKind.TEXT, QuestionKind.SHORT_TEXT, QuestionKind.NUMBER, QuestionKind.DATE})
_HOW: dict[QuestionKind, Text] = {
    QuestionKind.MULTIPLE: Text("Sie können mehrere auswählen.", "You may choose several."),
    QuestionKind.RANK: Text("Das Wichtigste zuerst.", "The most important first."),
    QuestionKind.POINTS: Text("Mehr Punkte heißt: wichtiger.", "More points mean more important."),
    QuestionKind.MATRIX: Text("Sie dürfen Zeilen auslassen.", "You may leave out rows."),
    QuestionKind.STATEMENTS: Text("Sie dürfen Aussagen auslassen.", "You may leave out statements."),
    QuestionKind.BEST_WORST: Text(
        "Wählen Sie jedes Mal das Wichtigste und das Unwichtigste.",
        "Each time, choose the most and the least important.",
    ),
}
_DATE_EXAMPLES = {
    DateForm.DAY: Text("Zum Beispiel 31.01.2026", "For example 2026-01-31"),
    DateForm.MONTH: Text("Zum Beispiel 2026-01", "For example 2026-01"),
    DateForm.YEAR: Text("Zum Beispiel 1958", "For example 1958"),
    DateForm.TIME: Text("Zum Beispiel 14:30", "For example 14:30"),
    DateForm.MOMENT: Text("Zum Beispiel 2026-01-31T14:30", "For example 2026-01-31T14:30"),
}


def answer_words(question: Question, answer: Answer, reader: Reader) -> tuple[str, ...]:
    """An answer in words, line by line, for the page on which it is checked."""
    texts = {option.id: option.text for option in question.options} | {str(key): text for key, text in WORDS.items()}
    texts[OTHER] = question.other or Text("")
    if answer.missing is not None:
        return (reader.words(_NOT_SAID if answer.missing is Missing.NO_ANSWER else WORDS[answer.missing]).text,)
    if answer.items:
        return tuple(_item_line(question, item, texts, reader) for item in answer.items)
    if answer.number is not None:
        return (_number_line(question, answer.number, reader),)
    if answer.text:
        is_date = question.kind is QuestionKind.DATE
        return (reader.date(answer.text, question.form) if is_date else answer.text,)
    names = [reader.words(texts.get(option, Text(option))).text for option in answer.options]
    if answer.points:
        return tuple(f"{name}: {reader.number(points)}" for name, points in zip(names, answer.points, strict=True))
    return tuple(
        f"{name} {isolated(answer.other)}" if option == OTHER else name
        for option, name in zip(answer.options, names, strict=True)
    )


def _number_line(question: Question, number: float, reader: Reader) -> str:
    """A number with its unit; on a scale with its ends, without which it says nothing."""
    bounds = question.bounds or Bounds()
    said = f"{reader.number(number)} {reader.words(bounds.unit).text}".strip()
    if question.kind not in _SCALES or bounds.lowest is None or bounds.highest is None:
        return said
    low, high = reader.number(bounds.lowest), reader.number(bounds.highest)
    ends = ((low, reader.words(bounds.low_end).text), (high, reader.words(bounds.high_end).text))
    named = ", ".join(f"{end} = {isolated(words)}" for end, words in ends if words)
    return f"{said} ({named or reader.words(Text(f'{low} bis {high}', f'{low} to {high}')).text})"


def _item_line(question: Question, item: ItemAnswer, texts: Mapping[str, Text], reader: Reader) -> str:
    name = next((reader.words(one.text).text for one in question.items if one.id == item.item), "")
    if question.kind is QuestionKind.BEST_WORST:
        best, worst = (reader.words(texts[option]).text for option in item.options)
        return reader.words(
            Text(f"am wichtigsten {best}, am unwichtigsten {worst}", f"most {best}, least {worst}")
        ).text
    if item.missing is not None:
        said = reader.words(WORDS[item.missing]).text
    elif item.number is not None:
        said = reader.number(item.number)
    else:
        said = isolated(item.text) or ", ".join(reader.words(texts[option]).text for option in item.options)
    column = f" ({reader.words(texts[item.column]).text})" if item.column else ""
    return f"{name}{column}: {said}"


_NOT_SAID = Text("Nicht beantwortet", "Not answered")
