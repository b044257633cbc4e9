"""Our operators as XPath of XLSForms."""

from leitplanke.exchange.surveys.flat import columns_of
from leitplanke.exchange.surveys.formula_writer import COMPARISONS, Spelling
from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import OTHER, Expression, Missing, Operator, QuestionKind, Questionnaire

_BETWEEN = COMPARISONS | {
    Operator.ALL: "and", Operator.ANY: "or", Operator.ADD: "+", Operator.SUBTRACT: "-", Operator.MULTIPLY: "*",
    Operator.DIVIDE: "div", Operator.REMAINDER: "mod",
}  # fmt: skip
_FUNCTIONS = {
    Operator.NOT: "not({})", Operator.IF: "if({})", Operator.FIRST: "coalesce({})", Operator.POWER: "pow({})",
    Operator.SUM: "sum({})", Operator.COUNT: "count-non-empty({})", Operator.LOWEST: "min({})",
    Operator.HIGHEST: "max({})", Operator.ROUND: "round({}, 0)", Operator.TRUNCATE: "int({})",
    Operator.ABSOLUTE: "abs({})", Operator.ROOT: "sqrt({})", Operator.JOIN: "concat({})",
    Operator.LENGTH: "string-length({})", Operator.CONTAINS: "contains({})", Operator.BEGINS: "starts-with({})",
    Operator.ENDS: "ends-with({})", Operator.MATCHES: "regex({})", Operator.TRIM: "normalize-space({})",
}  # fmt: skip
_SEVERAL = frozenset({QuestionKind.MULTIPLE, QuestionKind.TOP, QuestionKind.RANK})
OFFERING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TOP})  # "don't know" is an answer there
_WHOLE = frozenset({QuestionKind.MATRIX, QuestionKind.STATEMENTS, QuestionKind.POINTS, QuestionKind.BEST_WORST})


def spelling_of(questionnaire: Questionnaire) -> Spelling:
    """XPath with the names that `xlsform.writer` gives to questions and their rows."""
    questions = {question.id: question for question in questionnaire.questions}

    def look(tree: Expression) -> str:
        if tree.operator in {Operator.THIS, Operator.TODAY}:
            return "." if tree.operator is Operator.THIS else "today()"
        question = questions.get(tree.question)
        if question is None:
            return f"${{{tree.question}}}"
        if tree.part == OTHER and question.other is not None and tree.operator is not Operator.CHOSEN:
            return f"${{{tree.question}_other_text}}"
        if tree.part in set(Missing) and question.kind not in OFFERING:
            raise NotExpressibleError(Text("„Weiß nicht“ gibt es dort nicht.", "There is no “don’t know” there."))
        if question.kind in _WHOLE:
            return _row(tree, {column.name for column in columns_of(question)})
        if question.kind is QuestionKind.CONSENT:
            return f"(${{{tree.question}}} = 'OK')"
        return _of_choice(tree, is_several=question.kind in _SEVERAL)

    return Spelling(_BETWEEN, _FUNCTIONS, look, _quoted, ("true()", "false()"))


def _of_choice(tree: Expression, *, is_several: bool) -> str:
    name = f"${{{tree.question}}}"
    part = offered_name(tree.part) if tree.part in set(Missing) else tree.part
    chosen = f"selected({name}, '{part}')" if is_several else f"({name} = '{part}')"
    spelled = {
        Operator.CHOSEN: chosen,
        Operator.ANSWERED: chosen if tree.part else f"({name} != '')",
        Operator.ANSWER: f"if({chosen}, 'Y', '')" if tree.part else name,
        Operator.SHOWN: f"jr:choice-name({name}, '{name}')",
        Operator.CHOICES: f"count-selected({name})",
    }
    return spelled[tree.operator]


def offered_name(missing: str) -> str:
    """What "don't know" is called among the answers of a form."""
    return f"{missing}_offered"


def _row(tree: Expression, known: set[str]) -> str:
    name = f"{tree.question}_{tree.part.replace('.', '_')}"
    if not tree.part or name not in known or tree.operator is Operator.CHOICES:
        raise NotExpressibleError(
            Text(f"„{tree.question}“ hat dort mehrere Felder.", f"“{tree.question}” has several fields there.")
        )
    return f"(${{{name}}} != '')" if tree.operator in {Operator.ANSWERED, Operator.CHOSEN} else f"${{{name}}}"


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise NotExpressibleError(Text("Beide Anführungszeichen in einem Wert.", "Both kinds of quotes in one value."))
