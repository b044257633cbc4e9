"""A questionnaire as an XLSForm workbook, with what it cannot hold told."""

from leitplanke.exchange.surveys.flat import STATEMENT_LIST, all_options
from leitplanke.exchange.surveys.formula_writer import written_formula
from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.losses import ImportLog, Loss, Part, in_order
from leitplanke.exchange.surveys.spreadsheets import Sheet, workbook
from leitplanke.exchange.surveys.xlsform.spelling import OFFERING, offered_name, spelling_of
from leitplanke.kernel.texts import PLAIN, Text
from leitplanke.participation.languages import written_languages
from leitplanke.participation.model import (
    OTHER,
    Cells,
    DateForm,
    Expression,
    Item,
    Missing,
    Operator,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
)
from leitplanke.participation.piping import as_pieces
from leitplanke.participation.wording import MISSING

_OFFERED = {missing: MISSING[missing] for missing in (Missing.DONT_KNOW, Missing.PREFER_NOT)}
_TYPES = {
    QuestionKind.TEXT: "text", QuestionKind.SHORT_TEXT: "text", QuestionKind.INFORMATION: "note",
    QuestionKind.CONSENT: "acknowledge",
}  # fmt: skip
_DATES = {DateForm.TIME: "time", DateForm.MOMENT: "dateTime"}
_LANGUAGE_NAMES = {"de": "Deutsch (de)", "en": "English (en)", PLAIN: "Leichte Sprache (de-x-leicht)"}


def xlsform_bytes(questionnaire: Questionnaire) -> tuple[bytes, tuple[Loss, ...]]:
    """The workbook, and what of the questionnaire is not in it."""
    writer = _Writer(questionnaire)
    return writer.written(), in_order(writer.log.losses)


class _Writer:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.log = ImportLog()
        self._whole = questionnaire
        self._languages = written_languages(questionnaire) or ("de",)
        self._spelling = spelling_of(questionnaire)
        self._survey: list[dict[str, str]] = []
        self._choices: list[dict[str, str]] = []

    def written(self) -> bytes:
        self._tell_what_has_no_place()
        introduction = self._whole.introduction
        if introduction.by_language():
            self._row("note", "introduction_text", introduction)
        for one in self._whole.computed:
            calculation = self._formula(one.value, one.id, Part.RULE)
            self._survey.append({"type": "calculate", "name": one.id, "calculation": calculation or "''"})
        by_question = {name: section for section in self._whole.sections for name in section.questions[:1]}
        ends = {section.questions[-1] for section in self._whole.sections if section.questions}
        for question in self._whole.questions:
            section = by_question.get(question.id)
            if section is not None:
                self._row(
                    "begin group",
                    f"{section.id}_group",
                    section.title,
                    relevant=self._relevant(section.shown_if, section.id),
                )
                if section.text.by_language():
                    self._row("note", f"{section.id}_text", section.text)
            self._add(question)
            if question.id in ends:
                self._survey.append({"type": "end group"})
        if self._whole.closing.by_language():
            self._row("note", "closing_text", self._whole.closing)
        return workbook(self._sheets())

    def _sheets(self) -> list[Sheet]:
        texts = [
            f"{name}::{self._name(tag)}"
            for name in ("label", "hint", "guidance_hint", "constraint_message")
            for tag in self._languages
        ]
        survey = (
            "type",
            "name",
            *texts,
            "required",
            "relevant",
            "constraint",
            "calculation",
            "choice_filter",
            "appearance",
            "parameters",
        )
        choices = ("list_name", "name", *texts[: len(self._languages)], "shown")
        settings = {
            "form_title": self._whole.title.told(self._languages[0]),
            "form_id": "questionnaire",
            "version": self._whole.version,
            "default_language": self._name(self._languages[0]),
        }
        return [
            Sheet("survey", survey, [[row.get(name, "") for name in survey] for row in self._survey]),
            Sheet("choices", choices, [[row.get(name, "") for name in choices] for row in self._choices]),
            Sheet("settings", tuple(settings), [list(settings.values())]),
        ]

    def _add(self, question: Question) -> None:
        kind = question.kind
        if kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TOP, QuestionKind.RANK}:
            self._add_choice(question)
        elif kind in {QuestionKind.MATRIX, QuestionKind.STATEMENTS}:
            self._add_items(question)
        elif kind is QuestionKind.POINTS:
            self._open(question)
            for option in question.options:
                self._row("integer", f"{question.id}_{option.id}", option.text, constraint=". >= 0")
            self._close()
        elif kind is QuestionKind.BEST_WORST:
            self._add_sets(question)
        else:
            self._add_simple(question)

    def _add_simple(self, question: Question) -> None:
        kind, bounds = question.kind, question.bounds
        details: dict[str, str] = {}
        if kind in {QuestionKind.SCALE, QuestionKind.RATING} and bounds is not None:
            written = "range"
            details["parameters"] = f"start={bounds.lowest:g} end={bounds.highest:g} step=1"
            details["appearance"] = "rating" if kind is QuestionKind.RATING else ""
        elif kind is QuestionKind.NUMBER:
            written = "integer" if bounds is not None and bounds.step == 1 else "decimal"
        elif kind is QuestionKind.DATE:
            written = _DATES.get(question.form, "date")
            details["appearance"] = {DateForm.MONTH: "month-year", DateForm.YEAR: "year"}.get(question.form, "")
        else:
            written = _TYPES[kind]
            details["appearance"] = "multiline" if kind is QuestionKind.TEXT else ""
        limits = (
            [f". >= {bounds.lowest:g}"]
            if bounds and bounds.lowest is not None and written in {"integer", "decimal"}
            else []
        )
        limits += (
            [f". <= {bounds.highest:g}"]
            if bounds and bounds.highest is not None and written in {"integer", "decimal"}
            else []
        )
        limits += [f"string-length(.) <= {question.max_length}"] if question.max_length else []
        self._question(written, question, limits, details)

    def _add_choice(self, question: Question) -> None:
        several = question.kind in {QuestionKind.MULTIPLE, QuestionKind.TOP}
        kind = "rank" if question.kind is QuestionKind.RANK else "select_multiple" if several else "select_one"
        offered = tuple(Option(offered_name(one), _OFFERED[one]) for one in question.offers)
        self._list(question.id, (*all_options(question), *offered), question)
        limits = [f"count-selected(.) <= {question.max_choices}"] if several and question.max_choices else []
        limits += [f"count-selected(.) >= {question.min_choices}"] if several and question.min_choices else []
        details = {"parameters": "randomize=true"} if question.is_shuffled else {}
        if any(option.shown_if is not None for option in question.options):
            details["choice_filter"] = self._filter(question)
        self._question(f"{kind} {question.id}", question, limits, details)
        if question.other is not None:
            other = Expression(Operator.CHOSEN, question=question.id, part=OTHER)
            self._row("text", f"{question.id}_other_text", question.other, relevant=self._relevant(other, question.id))

    def _filter(self, question: Question) -> str:
        """Each option under a condition is let through by its own claim."""
        claims = ["shown = ''"]
        for option in question.options:
            formula = None if option.shown_if is None else self._formula(option.shown_if, question.id, Part.CONDITION)
            claims += [f"(shown = '{option.id}' and {formula})"] if formula else []
        return " or ".join(claims)

    def _list(self, name: str, options: tuple[Option, ...], question: Question | None = None) -> None:
        for option in options:
            guarded = question is not None and option.shown_if is not None
            self._choices.append(
                {
                    "list_name": name,
                    "name": option.id,
                    "shown": option.id if guarded else "",
                    **self._texts("label", option.text),
                }
            )

    def _add_items(self, question: Question) -> None:
        self._open(question)
        is_statement = question.kind is QuestionKind.STATEMENTS
        cells = Cells.CHOICE if is_statement else question.cells
        if cells in {Cells.CHOICE, Cells.CHECK}:
            self._list(question.id, STATEMENT_LIST if is_statement else question.options)
        for item in question.items:
            name = f"{question.id}_{item.id}"
            if cells in {Cells.CHOICE, Cells.CHECK}:
                kind = "select_one" if cells is Cells.CHOICE else "select_multiple"
                self._item(f"{kind} {question.id}", name, item, question)
            elif not question.options:
                self._item("text" if cells is Cells.TEXT else "decimal", name, item, question)
            for column in question.options if cells in {Cells.TEXT, Cells.NUMBER} else ():
                both = Item(item.id, _both(item.text, column.text), shown_if=item.shown_if)
                self._item("text" if cells is Cells.TEXT else "decimal", f"{name}_{column.id}", both, question)
        self._close()

    def _item(self, kind: str, name: str, item: Item, question: Question) -> None:
        text = item.text if item.opposite is None else _both(item.text, item.opposite)
        required = "yes" if question.is_mandatory else ""
        self._row(kind, name, text, relevant=self._relevant(item.shown_if, question.id), required=required)

    def _add_sets(self, question: Question) -> None:
        self._open(question)
        for one in question.sets:
            name = f"{question.id}_{one.id}"
            self._list(name, tuple(option for option in question.options if option.id in one.options))
            best, worst = Text("Am besten", "Best"), Text("Am schlechtesten", "Worst")
            self._row(f"select_one {name}", f"{name}_best", best)
            self._row(f"select_one {name}", f"{name}_worst", worst, constraint=f". != ${{{name}_best}}")
        self._close()

    def _open(self, question: Question) -> None:
        relevant = self._relevant(question.shown_if, question.id)
        self._row("begin group", f"{question.id}_group", question.text, relevant=relevant)
        if question.hint.by_language():
            self._row("note", f"{question.id}_hint", question.hint)
        for _ in question.rules:
            self._lose(Part.RULE, question.id, "Regeln über mehrere Zeilen entfallen.", "Rules over several rows go.")

    def _close(self) -> None:
        self._survey.append({"type": "end group"})

    def _question(self, kind: str, question: Question, limits: list[str], details: dict[str, str]) -> None:
        message: Text | None = None
        for rule in question.rules:
            formula = self._formula(rule.holds_if, question.id, Part.RULE)
            if formula:
                limits.append(formula)
                message = rule.message
        self._row(
            kind,
            question.id,
            question.text,
            relevant=self._relevant(question.shown_if, question.id),
            required="yes" if question.is_mandatory else "",
            constraint=" and ".join(limits),
            **self._texts("hint", question.hint),
            **self._texts("guidance_hint", question.guidance),
            **(self._texts("constraint_message", message) if message is not None else {}),
            **details,
        )

    def _row(self, kind: str, name: str, label: Text, **details: str) -> None:
        texts = self._texts("label", label)
        if not texts:  # a form without any label is refused
            texts = {f"label::{self._name(self._languages[0])}": "–"}
        self._survey.append({"type": kind, "name": name, **texts, **details})

    def _texts(self, column: str, text: Text) -> dict[str, str]:
        written = text.by_language()
        return {f"{column}::{self._name(tag)}": self._piped(written[tag]) for tag in self._languages if tag in written}

    def _piped(self, text: str) -> str:
        """`{{q}}` is `${q}`; a part of a question has no place there and stays as it is."""
        known = {one.id for one in self._whole.questions} | {one.id for one in self._whole.computed}
        return "".join(f"${{{name}}}" if name in known and not part else raw for raw, name, part in as_pieces(text))

    def _relevant(self, condition: Expression | None, name: str) -> str:
        if condition is None:
            return ""
        return self._formula(condition, name, Part.CONDITION) or ""

    def _formula(self, tree: Expression, name: str, part: Part) -> str | None:
        try:
            return written_formula(tree, self._spelling)
        except NotExpressibleError as error:
            self._lose(part, name, error.words.de, error.words.en)
            return None

    def _name(self, tag: str) -> str:
        return _LANGUAGE_NAMES.get(tag, f"{tag} ({tag})")

    def _tell_what_has_no_place(self) -> None:
        for quota in self._whole.quotas:
            self._lose(Part.QUOTA, quota.id, "Quoten entfallen.", "Quotas go.")
        for question in self._whole.questions:
            if question.variants or set(question.audiences) != {one.id for one in self._whole.audiences}:
                self._lose(
                    Part.SETTING, question.id, "Fassungen für Zielgruppen entfallen.", "Variants for audiences go."
                )
            if any(option.is_exclusive for option in question.options):
                self._lose(Part.RULE, question.id, "„Schließt andere aus“ entfällt.", "“Excludes others” goes.")
            if question.offers and question.kind not in OFFERING:
                self._lose(Part.ANSWER, question.id, "„Weiß nicht“ entfällt hier.", "“Don’t know” goes here.")

    def _lose(self, part: Part, name: str, de: str, en: str) -> None:
        self.log.lose(part, name, Text(de, en))


def _both(one: Text, other: Text) -> Text:
    """Two texts side by side, in the languages of either."""
    tags = dict.fromkeys([*one.by_language(), *other.by_language()])
    return Text.of({tag: f"{one.told(tag)} – {other.told(tag)}" for tag in tags})
