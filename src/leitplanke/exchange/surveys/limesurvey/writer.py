"""A questionnaire as LimeSurvey's tab-separated structure, with what it cannot hold told."""

import csv
import io

from leitplanke.exchange.surveys.flat import STATEMENT_LIST
from leitplanke.exchange.surveys.formula_writer import written_formula
from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.limesurvey.codes import Codes
from leitplanke.exchange.surveys.limesurvey.spelling import spelling_of
from leitplanke.exchange.surveys.losses import ImportLog, Loss, Part, in_order
from leitplanke.kernel.texts import PLAIN, Text
from leitplanke.participation.languages import written_languages
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
    Questionnaire,
)
from leitplanke.participation.piping import as_pieces

COLUMNS = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other",
    "default", "same_default", "max_answers", "min_answers", "maximum_chars", "min_num_value_n", "max_num_value_n",
    "num_value_int_only", "suffix", "random_order", "exclude_all_others", "other_replace_text", "date_format",
    "multiflexible_checkbox", "em_validation_q", "em_validation_q_tip", "equation", "hidden", "slider_rating",
)  # fmt: skip
_LETTERS = {
    QuestionKind.SINGLE: "L", QuestionKind.MULTIPLE: "M", QuestionKind.TOP: "M", QuestionKind.RANK: "R",
    QuestionKind.POINTS: "K", QuestionKind.TEXT: "T", QuestionKind.SHORT_TEXT: "S", QuestionKind.NUMBER: "N",
    QuestionKind.DATE: "D", QuestionKind.STATEMENTS: "F", QuestionKind.INFORMATION: "X", QuestionKind.CONSENT: "Y",
}  # fmt: skip
_DATES = {DateForm.MONTH: "mm.yyyy", DateForm.YEAR: "yyyy", DateForm.TIME: "HH:MM", DateForm.MOMENT: "dd.mm.yyyy HH:MM"}
_FIVE = Bounds(1, 5)


def limesurvey_bytes(questionnaire: Questionnaire) -> tuple[bytes, tuple[Loss, ...]]:
    """The table (UTF-8 with byte order mark), and what of the questionnaire is not in it."""
    writer = _Writer(questionnaire)
    return writer.written(), in_order(writer.log.losses)


class _Writer:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.log = ImportLog()
        self._whole = questionnaire
        self._languages = written_languages(questionnaire) or ("de",)
        self._codes = Codes(questionnaire)
        self._spelling = spelling_of(questionnaire, self._codes)
        self._rows: list[dict[str, str]] = []

    def written(self) -> bytes:
        self._tell_what_has_no_place()
        self._settings()
        for tag in self._languages:
            self._language(tag, is_first=tag == self._languages[0])
        box = io.StringIO(newline="")
        table = csv.DictWriter(box, COLUMNS, delimiter="\t", lineterminator="\r\n", restval="")
        table.writeheader()
        table.writerows(self._rows)
        return box.getvalue().encode("utf-8-sig")

    def _settings(self) -> None:
        first, *more = map(_their_tag, self._languages)
        self._row("S", name="language", text=first)
        self._row("S", name="additional_languages", text=" ".join(more))
        for name, text in (
            ("surveyls_title", self._whole.title),
            ("surveyls_welcometext", self._whole.introduction),
            ("surveyls_endtext", self._whole.closing),
        ):
            for tag in self._languages:
                self._row("SL", name=name, text=text.by_language().get(tag, ""), language=_their_tag(tag))

    def _language(self, tag: str, *, is_first: bool) -> None:
        """Groups, questions and what is below them; LimeSurvey wants the whole once more for each language."""
        starts = {section.questions[0]: section for section in self._whole.sections if section.questions}
        if not self._whole.sections:
            self._row("G", name=self._told(self._whole.title, tag), language=_their_tag(tag), relevance="1")
        log = self.log if is_first else ImportLog()  # what is lost is told once
        for number, one in enumerate(self._whole.computed):
            if number == 0 and self._whole.sections:
                self._row("G", name="–", language=_their_tag(tag), relevance="1")
            equation = self._formula(one.value, one.id, Part.RULE, log)
            details = {"equation": f"{{{equation}}}" if equation else "", "hidden": "1"}
            self._row("Q", "*", name=self._codes.question(one.id), language=_their_tag(tag), relevance="1", **details)
        for question in self._whole.questions:
            section = starts.get(question.id)
            if section is not None:
                relevance = self._relevance(section.shown_if, section.id, log)
                title, text = self._told(section.title, tag) or "–", self._told(section.text, tag)
                self._row("G", name=title, text=text, language=_their_tag(tag), relevance=relevance)
            self._question(question, tag, log)

    def _question(self, question: Question, tag: str, log: ImportLog) -> None:
        if question.kind is QuestionKind.BEST_WORST:
            for one in question.sets:
                options = [option for option in question.options if option.id in one.options]
                for end, words in (("b", Text("Am besten", "Best")), ("w", Text("Am schlechtesten", "Worst"))):
                    name = self._codes.question(f"{question.id}.{one.id}.{end}")
                    text = f"{self._told(question.text, tag)} – {words.told(tag)}"
                    self._row(
                        "Q",
                        "L",
                        name=name,
                        text=text,
                        language=_their_tag(tag),
                        relevance=self._relevance(question.shown_if, question.id, log),
                    )
                    self._answers(question, options, tag)
            return
        letter, details = self._letter(question)
        self._row(
            "Q",
            letter,
            name=self._codes.question(question.id),
            relevance=self._relevance(question.shown_if, question.id, log),
            text=self._piped(self._told(question.text, tag)),
            help=self._piped(self._told(question.hint, tag)),
            language=_their_tag(tag),
            mandatory="Y" if question.is_mandatory else "N",
            other="Y" if question.other is not None else "N",
            other_replace_text=self._told(question.other, tag) if question.other is not None else "",
            **details,
            **self._limits(question, tag),
            **self._rule(question, tag, log),
        )
        self._below(question, letter, tag, log)

    def _letter(self, question: Question) -> tuple[str, dict[str, str]]:
        bounds = question.bounds
        if question.kind in {QuestionKind.SCALE, QuestionKind.RATING}:
            is_five = bounds is not None and (bounds.lowest, bounds.highest) == (_FIVE.lowest, _FIVE.highest)
            stars = {"slider_rating": "1"} if question.kind is QuestionKind.RATING else {}
            return ("5", stars) if is_five else ("N", {"num_value_int_only": "1"})
        if question.kind is QuestionKind.MATRIX:
            has_columns = bool(question.options)
            letters = {
                Cells.CHOICE: "F",
                Cells.CHECK: ":",
                Cells.NUMBER: ":" if has_columns else "K",
                Cells.TEXT: ";" if has_columns else "Q",
            }
            return letters[question.cells], {"multiflexible_checkbox": "1"} if question.cells is Cells.CHECK else {}
        if question.kind is QuestionKind.DATE:
            return "D", {"date_format": _DATES.get(question.form, "")}
        return _LETTERS[question.kind], {}

    def _limits(self, question: Question, tag: str) -> dict[str, str]:
        bounds = question.bounds or Bounds()
        alone = ";".join(self._codes.part(question.id, option.id) for option in question.options if option.is_exclusive)
        found = {
            "max_answers": "" if question.max_choices is None else str(question.max_choices),
            "min_answers": "" if question.min_choices is None else str(question.min_choices),
            "maximum_chars": "" if question.max_length is None else str(question.max_length),
            "min_num_value_n": "" if bounds.lowest is None else f"{bounds.lowest:g}",
            "max_num_value_n": "" if bounds.highest is None else f"{bounds.highest:g}",
            "suffix": self._told(bounds.unit, tag),
            "random_order": "1" if question.is_shuffled else "",
            "exclude_all_others": alone,
        }
        whole = {"num_value_int_only": "1"} if bounds.step == 1 else {}
        return {name: value for name, value in found.items() if value} | whole

    def _rule(self, question: Question, tag: str, log: ImportLog) -> dict[str, str]:
        formulas = [self._formula(rule.holds_if, question.id, Part.RULE, log) for rule in question.rules]
        told = [(formula, rule) for formula, rule in zip(formulas, question.rules, strict=True) if formula]
        if not told:
            return {}
        tip = self._told(told[0][1].message, tag)
        return {"em_validation_q": " and ".join(formula for formula, _ in told), "em_validation_q_tip": tip}

    def _below(self, question: Question, letter: str, tag: str, log: ImportLog) -> None:
        if letter in {"M", "K"} and question.options:
            self._subquestions(question, question.options, tag, log)
        elif question.items:
            self._subquestions(question, question.items, tag, log)
        if letter in {":", ";"}:
            for option in question.options:
                self._row(
                    "SQ",
                    "1",
                    name=self._codes.part(question.id, option.id),
                    text=self._told(option.text, tag),
                    language=_their_tag(tag),
                )
        elif question.kind is QuestionKind.STATEMENTS:
            self._answers(question, STATEMENT_LIST, tag)
        elif letter in {"L", "R", "F"}:
            self._answers(question, question.options, tag)

    def _subquestions(
        self, question: Question, parts: tuple[Option, ...] | tuple[Item, ...], tag: str, log: ImportLog
    ) -> None:
        for part in parts:
            relevance = self._relevance(part.shown_if, question.id, log)
            name = self._codes.part(question.id, part.id)
            text = self._told(part.text, tag)
            if isinstance(part, Item) and part.opposite is not None:
                text = f"{text}|{self._told(part.opposite, tag)}"
            self._row("SQ", "0", name=name, relevance=relevance, text=text, language=_their_tag(tag))

    def _answers(self, question: Question, options: tuple[Option, ...] | list[Option], tag: str) -> None:
        for option in options:
            name = self._codes.part(question.id, option.id)
            self._row("A", "0", name=name, text=self._told(option.text, tag), language=_their_tag(tag))

    def _relevance(self, condition: Expression | None, name: str, log: ImportLog) -> str:
        return "1" if condition is None else self._formula(condition, name, Part.CONDITION, log) or "1"

    def _formula(self, tree: Expression, name: str, part: Part, log: ImportLog) -> str | None:
        try:
            return written_formula(tree, self._spelling)
        except NotExpressibleError as error:
            log.lose(part, name, error.words)
            return None

    def _piped(self, text: str) -> str:
        pieces = as_pieces(text)
        return "".join(f"{{{self._spelled(name, part)}}}" if name else raw for raw, name, part in pieces)

    def _spelled(self, name: str, part: str) -> str:
        try:
            return self._spelling.look(Expression(Operator.SHOWN, question=name, part=part))
        except NotExpressibleError:
            return name

    def _told(self, text: Text, tag: str) -> str:
        return text.by_language().get(tag, "")

    def _row(self, kind: str, scale: str = "", **fields: str) -> None:
        self._rows.append({"class": kind, "type/scale": scale, **fields})

    def _tell_what_has_no_place(self) -> None:
        for quota in self._whole.quotas:
            self.log.lose(Part.QUOTA, quota.id, Text("Quoten entfallen.", "Quotas go."))
        for name, code in self._codes.renamed():
            self.log.change(Part.QUESTION, name, Text(f"heißt dort {code}", f"is called {code} there"))
        for question in self._whole.questions:
            if question.variants or set(question.audiences) != {one.id for one in self._whole.audiences}:
                words = Text("Fassungen für Zielgruppen entfallen.", "Variants for audiences go.")
                self.log.lose(Part.SETTING, question.id, words)
            if question.offers:
                words = Text("„Weiß nicht“ und „möchte ich nicht sagen“ entfallen.", "“Don’t know” and the like go.")
                self.log.lose(Part.ANSWER, question.id, words)
            if question.guidance.by_language():
                self.log.lose(Part.HINT, question.id, Text("Hinweise für Fragende entfallen.", "Guidance goes."))


def _their_tag(tag: str) -> str:
    return "de-easy" if tag == PLAIN else tag
