"""What all parts of an import share: texts, formulas and the log, in the words of one survey."""

from dataclasses import dataclass, replace
from functools import cached_property

from leitplanke.exchange.surveys.grammar import NotExpressibleError, read_formula
from leitplanke.exchange.surveys.languages import our_languages
from leitplanke.exchange.surveys.limesurvey.formulas import dialect_of, formulas_in
from leitplanke.exchange.surveys.limesurvey.plan import CHECKS, Plan, plans_of, variables_of
from leitplanke.exchange.surveys.limesurvey.source import SourceSurvey, Texts
from leitplanke.exchange.surveys.limesurvey.variables import Variables
from leitplanke.exchange.surveys.losses import ImportLog, Part
from leitplanke.exchange.surveys.names import Names
from leitplanke.exchange.surveys.text_pieces import TextReader
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import OTHER, Expression, Operator, constant

TRIVIAL = frozenset({"", "1"})
_COMPARISONS = frozenset({Operator.EQUAL, Operator.UNEQUAL})


@dataclass
class Reading:
    """One import under way."""

    survey: SourceSurvey
    log: ImportLog
    names: Names

    @cached_property
    def plans(self) -> list[Plan]:
        """The plan of every question."""
        return plans_of(self.survey, self.names)

    @cached_property
    def by_id(self) -> dict[str, Plan]:
        """The plans by the identifiers that they gave away."""
        return {name: plan for plan in self.plans for name in (plan.id, plan.second, plan.comment) if name}

    @cached_property
    def languages(self) -> dict[str, str]:
        """Our tags of the survey's languages."""
        written = (tag for question in self.survey.questions for tag in question.texts)
        return our_languages([*self.survey.languages, *(tag for tag in written if tag)])

    @cached_property
    def texts(self) -> TextReader:
        """Reads texts with formulas in them."""
        return TextReader(self.log, self.names, formulas_in, self.formula, lambda tag: self.languages.get(tag, tag))

    @cached_property
    def _variables(self) -> Variables:
        return variables_of(self.plans)

    def formula(self, text: str, *, this: str = "") -> Expression:
        """A formula as a tree. Raises `NotExpressibleError`."""
        self._variables.this = this
        return self._settled(read_formula(text, dialect_of(self._variables)))

    def old_name(self, name: str) -> tuple[str, str] | None:
        """The question and part that a name such as `77X1X12SQ1` means; the place of a ranking as `#1`."""
        variable = self._variables.found(name)
        if variable is None:
            return None
        plan = self.by_id[variable.question]
        is_place = plan.source.kind == "R" and variable.part.isdecimal()
        return variable.question, f"#{variable.part}" if is_place else variable.part

    def condition(self, text: str, *, name: str, line: int | None) -> Expression | None:
        """The condition under which something is shown; None for always, and where it cannot be told."""
        if text.strip() in TRIVIAL:
            return None
        self.log.count(Part.CONDITION)
        try:
            return self.formula(text)
        except NotExpressibleError as error:
            words = Text(f"Wird immer gezeigt. {error.words.de}", f"Is always shown. {error.words.en}")
            self.log.lose(Part.CONDITION, name, words, line=line)
            return None

    def text(self, part: Part, written: Texts, *, name: str, line: int | None) -> Text:
        """A text that is counted, once per language."""
        self.log.count(part, sum(bool(text.strip()) for text in written.values()))
        found = self.texts.text({tag: text for tag, text in written.items() if text.strip()}, name=name, line=line)
        present = found.by_language()
        for tag, text in written.items():
            if text.strip() and self.languages.get(tag, tag) not in present:
                words = Text(f"Der Text besteht nur aus Gestaltung ({tag}).", f"The text is only markup ({tag}).")
                self.log.lose(part, name, words, line=line)
        return found

    def _settled(self, tree: Expression) -> Expression:
        """Codes become our identifiers; `Q_A == "Y"` says that A was chosen."""
        tree = replace(tree, terms=tuple(map(self._settled, tree.terms))) if tree.terms else tree
        if tree.operator not in _COMPARISONS:
            return tree
        for answer, value in (tree.terms, tree.terms[::-1]):
            plan = self.by_id.get(answer.question)
            if answer.operator is Operator.ANSWER and value.operator is Operator.VALUE and plan is not None:
                return self._settled_comparison(tree.operator, answer, value, plan)
        return tree

    def _settled_comparison(self, operator: Operator, answer: Expression, value: Expression, plan: Plan) -> Expression:
        code = value.value
        code = str(int(code)) if isinstance(code, float) and code.is_integer() else code
        if plan.source.kind in CHECKS and answer.question == plan.id and answer.part not in {"", OTHER} and code == "Y":
            chosen = Expression(Operator.CHOSEN, question=answer.question, part=answer.part)
            return chosen if operator is Operator.EQUAL else Expression(Operator.NOT, (chosen,))
        codes = plan.second_options if answer.question == plan.second else plan.options
        if code == "-oth-" and plan.source.has_other:
            value = constant(OTHER)
        elif isinstance(code, str) and codes.get(code, code) != code:
            value = constant(codes[code])
        return Expression(operator, (answer, value))
