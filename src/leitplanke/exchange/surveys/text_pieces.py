"""Texts that hold formulas: markup goes, formulas become places `{{name}}` of computed values or answers."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.losses import ImportLog, Part
from leitplanke.exchange.surveys.names import Names
from leitplanke.exchange.surveys.plain_text import plain_text
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Computed, Expression, Operator

_MARK = re.compile("\ue000([0-9]+)\ue001")
GAP = "…"


@dataclass(slots=True)
class TextReader:
    """Turns foreign texts into ours. `formulas` finds the pieces of a text: start, end, formula."""

    log: ImportLog
    names: Names
    formulas: Callable[[str], Iterator[tuple[int, int, str]]]
    read: Callable[[str], Expression]
    language_of: Callable[[str], str]
    computed: list[Computed] = field(default_factory=list)

    def text(self, written: dict[str, str], *, name: str, line: int | None, place: str = "") -> Text:
        """One text in all its languages."""
        found = {}
        for language, raw in written.items():
            words = self._plain(raw, name, line, place)
            if words:
                found[self.language_of(language)] = words
        return Text.of(found)

    def _plain(self, raw: str, name: str, line: int | None, place: str) -> str:
        pieces: list[str] = []
        marked, at = "", 0
        for start, end, formula in self.formulas(raw):
            marked += raw[at:start] + f"\ue000{len(pieces)}\ue001"
            pieces.append(self._piece(html.unescape(re.sub(r"<[^<>]*>", "", formula)), name, line, place))
            at = end
        words, tags = plain_text(marked + raw[at:])
        if tags:
            told = ", ".join(sorted(tags))
            self.log.change(
                Part.SETTING, name,
                Text(f"Die Gestaltung des Textes entfällt: {told}", f"The markup of the text goes: {told}"),
                line=line, place=place,
            )  # fmt: skip
        return _MARK.sub(lambda mark: pieces[int(mark[1])], words.replace("{{", "{ {"))

    def _piece(self, formula: str, name: str, line: int | None, place: str) -> str:
        self.log.count(Part.PIPING)
        try:
            tree = self.read(formula)
        except NotExpressibleError as error:
            self.log.lose(Part.PIPING, name, error.words, line=line, place=place)
            return GAP
        if tree.operator in {Operator.ANSWER, Operator.SHOWN} and re.fullmatch(r"[A-Za-z0-9_.-]*", tree.part):
            return f"{{{{{tree.question}{'.' if tree.part else ''}{tree.part}}}}}"
        return f"{{{{{self.computed_name(tree, f'{name}_text')}}}}}"

    def computed_name(self, tree: Expression, wish: str) -> str:
        """The computed value with this tree, made where there is none."""
        known = next((one.id for one in self.computed if one.value == tree), None)
        if known is None:
            known = self.names.new(wish)
            self.computed.append(Computed(known, tree))
        return known
