"""What all parts of an import share: identifiers, texts, formulas, lists of choices."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from leitplanke.exchange.surveys.grammar import NotExpressibleError, Terms, read_formula
from leitplanke.exchange.surveys.languages import guessed_language, our_languages
from leitplanke.exchange.surveys.losses import ImportLog, Part
from leitplanke.exchange.surveys.names import Names
from leitplanke.exchange.surveys.text_pieces import TextReader
from leitplanke.exchange.surveys.xlsform.formulas import dialect_of, name_of, places_in
from leitplanke.exchange.surveys.xlsform.sheets import UNNAMED, SheetRow, Sheets
from leitplanke.exchange.surveys.xlsform.types import ABOUT_THE_DEVICE, KINDS, block_of, select_of
from leitplanke.kernel.texts import Text
from leitplanke.participation.evaluate import YES
from leitplanke.participation.model import Audience, Expression, Operator, QuestionKind, constant

AUDIENCE = Audience("everybody", Text("Alle", "Everybody"))
_TODAY_TYPES = frozenset({"today", "get today"})


@dataclass
class FormReading:
    """One import under way. `ids` holds the identifier of each row that is a question or a computed value."""

    sheets: Sheets
    log: ImportLog
    names: Names = field(default_factory=Names)
    section_names: Names = field(default_factory=Names)
    used_choices: set[int] = field(default_factory=set)

    @cached_property
    def ids(self) -> dict[int, str]:
        """The identifier of every row with a name that is no group and no note about the device."""
        return {
            row.line: self.names.new(row["name"] or f"note_{row.line}")
            for row in self.sheets.survey
            if row["type"] and block_of(row["type"]) is None
        }

    @cached_property
    def _by_name(self) -> dict[str, SheetRow]:
        found: dict[str, SheetRow] = {}
        for row in self.sheets.survey:
            if row["name"] and row["type"] and block_of(row["type"]) is None:
                found.setdefault(row["name"], row)
        return found

    @cached_property
    def languages(self) -> dict[str, str]:
        """Our tags of the form's languages."""
        rows = [*self.sheets.survey, *self.sheets.choices, *self.sheets.external]
        written = dict.fromkeys(tag for row in rows for texts in row.texts.values() for tag in texts)
        named = {tag: _code(tag) for tag in written if tag != UNNAMED}
        ours = our_languages(named.values())
        found = {tag: ours[code] for tag, code in named.items()}
        if UNNAMED in written:
            found[UNNAMED] = self._unnamed(rows, found)
        return found

    @property
    def first_language(self) -> str:
        """The language of titles."""
        return self.languages.get(UNNAMED) or next(iter(self.languages.values()), "de")

    @cached_property
    def texts(self) -> TextReader:
        """Reads texts with answers in them."""
        return TextReader(self.log, self.names, places_in, self.formula, lambda tag: self.languages[tag])

    def formula(self, text: str, *, choice: SheetRow | None = None, this: str = "") -> Expression:
        """A formula as a tree; `choice` is the row whose columns bare names mean, `this` the question that `.` means.

        Raises `NotExpressibleError`.
        """

        def refer(spelling: str) -> Terms:
            if spelling == ".":
                return (Expression(Operator.THIS),)
            if choice is not None and re.fullmatch(r"[A-Za-z_][\w-]*", spelling):
                return (constant(choice.fields.get(spelling.lower(), "")),)
            return self._referred(name_of(spelling))

        return self._settled(read_formula(text, dialect_of(refer, several=self._has_several, this=this)))

    def condition(self, text: str, *, name: str, line: int) -> Expression | None:
        """The condition under which something is shown; None for always, and where it cannot be told."""
        if not text:
            return None
        self.log.count(Part.CONDITION)
        try:
            return self.formula(text)
        except NotExpressibleError as error:
            words = Text(f"Wird immer gezeigt. {error.words.de}", f"Is always shown. {error.words.en}")
            self.log.lose(Part.CONDITION, name, words, line=line, place="survey")
            return None

    def text(self, part: Part, written: dict[str, str], *, name: str, line: int, place: str = "survey") -> Text:
        """A text that is counted, once per language."""
        given = {tag: text for tag, text in written.items() if text.strip() and text.strip() != "-"}
        self.log.count(part, len(given))
        found = self.texts.text(given, name=name, line=line, place=place)
        for tag in given:
            if self.languages[tag] not in found.by_language():
                words = Text("Der Text besteht nur aus Gestaltung.", "The text is only markup.")
                self.log.lose(part, name, words, line=line, place=place)
        return found

    def tell_choices(self) -> None:
        """Choices that no question offers."""
        for row in (*self.sheets.choices, *self.sheets.external):
            texts = [text for text in row.texts.get("label", {}).values() if text.strip() and text.strip() != "-"]
            if row.line not in self.used_choices and row["name"]:
                self.log.count(Part.ANSWER, len(texts))
                for _ in texts:
                    words = Text("Keine Frage bietet diese Antwort an.", "No question offers this answer.")
                    self.log.lose(Part.ANSWER, row["name"], words, line=row.line, place="choices")

    def _referred(self, name: str) -> Terms:
        row = self._by_name.get(name)
        if row is None:
            raise NotExpressibleError(Text(f"„{name}“ gibt es hier nicht.", f"There is no “{name}” here."))
        if row["type"].lower() in _TODAY_TYPES:
            return (Expression(Operator.TODAY),)
        if self.ids[row.line] not in self.askable:
            raise NotExpressibleError(Text(f"„{name}“ wird nicht erhoben.", f"“{name}” is not recorded."))
        return (Expression(Operator.ANSWER, question=self.ids[row.line]),)

    @cached_property
    def askable(self) -> frozenset[str]:
        """The identifiers that questions or computed values have."""
        return frozenset(
            self.ids[row.line]
            for row in self.sheets.survey
            if row.line in self.ids and row["type"].lower() not in ABOUT_THE_DEVICE
        )

    def _has_several(self, question: str) -> bool:
        row = next((row for row in self.sheets.survey if self.ids.get(row.line) == question), None)
        select = select_of(row["type"]) if row is not None else None
        return select is not None and select.kind is not QuestionKind.SINGLE

    def _settled(self, tree: Expression) -> Expression:
        """An acknowledgement is `OK` there and `Y` here."""
        terms = tuple(map(self._settled, tree.terms))
        if tree.operator in {Operator.EQUAL, Operator.UNEQUAL} and any(self._is_consent(term) for term in terms):
            terms = tuple(constant(YES) if term.value == "OK" else term for term in terms)
        return replace(tree, terms=terms) if terms else tree

    def _is_consent(self, term: Expression) -> bool:
        rows = (row for row in self.sheets.survey if self.ids.get(row.line) == term.question)
        return any(KINDS.get(row["type"].lower()) is QuestionKind.CONSENT for row in rows)

    def _unnamed(self, rows: list[SheetRow], named: dict[str, str]) -> str:
        settings = self.sheets.settings[0].fields if self.sheets.settings else {}
        stated = settings.get("default_language", "").strip()
        if stated and stated.lower() != UNNAMED:
            wish = named.get(stated) or next(iter(our_languages([_code(stated)]).values()))
            return wish if wish not in named.values() else UNNAMED
        texts = [text for row in rows for one in row.texts.values() for tag, text in one.items() if tag == UNNAMED]
        guess = guessed_language(texts)
        words = Text(
            f"Die Sprache ist nicht angegeben; angenommen ist {guess}.",
            f"The language is not told; {guess} is assumed.",
        )
        self.log.change(Part.LANGUAGE, UNNAMED, words)
        return guess if guess not in named.values() else UNNAMED


def _code(tag: str) -> str:
    """`Deutsch (de)` is `de`."""
    found = re.search(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$", tag)
    return found[1] if found else tag
