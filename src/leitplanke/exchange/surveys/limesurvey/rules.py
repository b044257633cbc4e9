"""Rules for answers: patterns, formulas, sums and computed limits."""

import re2

from leitplanke.exchange.surveys.grammar import NotExpressibleError, is_empty
from leitplanke.exchange.surveys.limesurvey.attributes import number
from leitplanke.exchange.surveys.limesurvey.formulas import pattern_of
from leitplanke.exchange.surveys.limesurvey.plan import Plan
from leitplanke.exchange.surveys.limesurvey.reading import Reading
from leitplanke.exchange.surveys.losses import Part
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Expression, Operator, QuestionKind, Rule, constant

_THIS = Expression(Operator.THIS)
_COUNTED = frozenset({QuestionKind.MULTIPLE, QuestionKind.RANK, QuestionKind.MATRIX})
_SUMS = (
    ("equals_num_value", Operator.EQUAL, Text("Die Summe muss {} sein.", "The sum has to be {}.")),
    ("min_num_value", Operator.AT_LEAST, Text("Die Summe muss mindestens {} sein.", "The sum has to be at least {}.")),
    ("max_num_value", Operator.AT_MOST, Text("Die Summe darf höchstens {} sein.", "The sum must be at most {}.")),
)
_LIMITS = (
    ("min_num_value_n", Operator.AT_LEAST, Text("Die Zahl ist zu klein.", "The number is too small.")),
    ("max_num_value_n", Operator.AT_MOST, Text("Die Zahl ist zu groß.", "The number is too large.")),
)
_COUNTS = (
    ("min_answers", Operator.AT_LEAST, Text("Das sind zu wenige Antworten.", "These are too few answers.")),
    ("max_answers", Operator.AT_MOST, Text("Das sind zu viele Antworten.", "These are too many answers.")),
)


def rules_of(plan: Plan, reading: Reading, kind: QuestionKind) -> tuple[Rule, ...]:
    """All rules of a question that can be told as trees."""
    reader = _Rules(plan, reading, kind)
    reader.read()
    return tuple(reader.found)


class _Rules:
    def __init__(self, plan: Plan, reading: Reading, kind: QuestionKind) -> None:
        self.found: list[Rule] = []
        self._plan = plan
        self._source = plan.source
        self._reading = reading
        self._kind = kind
        self._cells = self._parts()

    def read(self) -> None:
        """Find all of them."""
        if self._source.pattern.strip():
            self._add_pattern(pattern_of(self._source.pattern))
        self._add_formula("em_validation_q", per_cell=False)
        self._add_formula("em_validation_sq", per_cell=True)
        if self._source.kind == "K":
            whole = Expression(Operator.SUM, self._cells) if self._cells else None
            for name, operator, words in _SUMS:
                self._add_limit(name, operator, words, whole, numbers_too=True)
        for name, operator, words in _LIMITS:
            self._add_limit(name, operator, words, _THIS, numbers_too=False)
        if self._kind in _COUNTED:
            for name, operator, words in _COUNTS:
                choices = Expression(Operator.CHOICES, question=self._plan.id)
                self._add_limit(name, operator, words, choices, numbers_too=self._kind is QuestionKind.MATRIX)

    def _parts(self) -> tuple[Expression, ...]:
        if self._kind is not QuestionKind.MATRIX:
            return ()
        rows = self._plan.rows.values()
        columns = self._plan.columns.values() if self._source.kind in ":;" else ()
        names = [f"{row}.{column}" for row in rows for column in columns] if columns else list(rows)
        return tuple(Expression(Operator.ANSWER, question=self._plan.id, part=name) for name in names)

    def _add_pattern(self, pattern: str) -> None:
        self._reading.log.count(Part.RULE)
        try:
            re2.compile(pattern)
        except re2.error:
            self._lose(Text(f"Dieses Muster gibt es hier nicht: {pattern}", f"There is no such pattern: {pattern}"))
            return
        message = Text("Bitte prüfen Sie die Schreibweise.", "Please check how you wrote it.")
        self._add_for_each(Expression(Operator.FINDS, (_THIS, constant(pattern))), message)

    def _add_formula(self, name: str, *, per_cell: bool) -> None:
        formula = self._source.attribute(name)
        if not formula:
            return
        self._reading.log.count(Part.RULE)
        try:
            tree = self._reading.formula(formula, this=self._source.code)
        except NotExpressibleError as error:
            self._lose(error.words)
            return
        tips = {
            tag: text for tag, text in self._source.attributes.get(f"{name}_tip", {}).items() if tag and text.strip()
        }
        tip = self._reading.texts.text(tips, name=self._source.code, line=self._source.line)
        message = tip if tip.by_language() else Text("Bitte prüfen Sie diese Antwort.", "Please check this answer.")
        if per_cell:
            self._add_for_each(tree, message)
        else:
            self._add(tree, message)

    def _add_limit(
        self, name: str, operator: Operator, words: Text, of: Expression | None, *, numbers_too: bool
    ) -> None:
        limit = self._source.attribute(name)
        if not limit or of is None or (number(self._source, name) is not None and not numbers_too):
            return
        self._reading.log.count(Part.RULE)
        try:
            tree = self._reading.formula(limit.strip("{}"), this=self._source.code)
        except NotExpressibleError as error:
            self._lose(error.words)
            return
        claim = Expression(Operator.ANY, (is_empty(tree), Expression(operator, (of, tree))))
        claim = Expression(operator, (of, tree)) if tree.operator is Operator.VALUE else claim
        told = words.changed(lambda text: text.replace("{}", limit if tree.operator is Operator.VALUE else "…"))
        if of == _THIS:
            self._add_for_each(claim, told)
        else:
            self._add(claim, told)

    def _add_for_each(self, tree: Expression, message: Text) -> None:
        """The rule for the answer, or for each cell that is filled."""
        if not self._cells:
            self._add(tree, message)
            return
        claims = tuple(Expression(Operator.ANY, (is_empty(cell), _put(tree, cell))) for cell in self._cells)
        self._add(Expression(Operator.ALL, claims), message)

    def _add(self, tree: Expression, message: Text) -> None:
        if sum(1 for _ in tree.nodes()) > 1_900:
            self._lose(Text("Die Regel ist zu lang.", "The rule is too long."))
        else:
            self.found.append(Rule(tree, message))

    def _lose(self, words: Text) -> None:
        self._reading.log.lose(Part.RULE, self._source.code, words, line=self._source.line)


def _put(tree: Expression, cell: Expression) -> Expression:
    """The tree with a cell in the place of `THIS`."""
    if tree.operator is Operator.THIS:
        return cell
    if not tree.terms:
        return tree
    return Expression(tree.operator, tuple(_put(term, cell) for term in tree.terms))
