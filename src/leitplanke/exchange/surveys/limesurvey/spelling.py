"""Our operators as ExpressionScript."""

from leitplanke.exchange.surveys.formula_writer import COMPARISONS, Spelling
from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.limesurvey.codes import Codes
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import OTHER, Expression, Missing, Operator, Question, QuestionKind, Questionnaire

_BETWEEN = COMPARISONS | {
    Operator.EQUAL: "==", Operator.ALL: "and", Operator.ANY: "or", Operator.ADD: "+", Operator.SUBTRACT: "-",
    Operator.MULTIPLY: "*", Operator.DIVIDE: "/",
}  # fmt: skip
_FUNCTIONS = {
    Operator.NOT: "!({})", Operator.IF: "if({})", Operator.POWER: "pow({})", Operator.SUM: "sum({})",
    Operator.COUNT: "count({})", Operator.LOWEST: "min({})", Operator.HIGHEST: "max({})", Operator.ROUND: "round({})",
    Operator.FLOOR: "floor({})", Operator.CEILING: "ceil({})", Operator.TRUNCATE: "intval({})",
    Operator.ABSOLUTE: "abs({})", Operator.ROOT: "sqrt({})", Operator.IS_NUMBER: "is_numeric({})",
    Operator.JOIN: "join({})", Operator.LENGTH: "strlen({})", Operator.LOWER: "strtolower({})",
    Operator.UPPER: "strtoupper({})", Operator.TRIM: "trim({})", Operator.PART: "substr({})",
    Operator.REMAINDER: "fmod({})",
}  # fmt: skip
_CHECKED = frozenset({QuestionKind.MULTIPLE, QuestionKind.TOP})


def spelling_of(questionnaire: Questionnaire, codes: Codes) -> Spelling:
    """ExpressionScript with the codes that `limesurvey.writer` gives."""
    questions = {question.id: question for question in questionnaire.questions}

    def look(tree: Expression) -> str:
        if tree.operator is Operator.THIS:
            return "self.NAOK"
        if tree.operator is Operator.TODAY:
            return 'date("Y-m-d")'
        return _spelled(tree, questions.get(tree.question), codes)

    return Spelling(_BETWEEN, _FUNCTIONS, look, _quoted, ("1", "0"))


def _spelled(tree: Expression, question: Question | None, codes: Codes) -> str:
    code = codes.question(tree.question)
    if question is not None and question.kind is QuestionKind.BEST_WORST:
        raise _no(tree)
    parts = [codes.part(tree.question, part) for part in tree.part.split(".")] if tree.part else []
    name = "_".join([code, *parts])
    if tree.part == OTHER and question is not None and question.other is not None:
        return f'({code}.NAOK == "-oth-")' if tree.operator is Operator.CHOSEN else f"{code}_other.NAOK"
    match tree.operator:
        case Operator.CHOSEN if tree.part in set(Missing):
            raise _no(tree)
        case Operator.CHOSEN:
            return _chosen(code, name, tree, question)
        case Operator.ANSWERED:
            return f"!is_empty({name}.NAOK)"
        case Operator.SHOWN:
            return f"{name}.shown"
        case Operator.CHOICES:
            return f"count(that.{code}.NAOK)"
    return f"{name}.NAOK"


def _chosen(code: str, name: str, tree: Expression, question: Question | None) -> str:
    if question is not None and question.kind in _CHECKED:
        return f'({name}.NAOK == "Y")'
    if question is not None and question.kind is QuestionKind.SINGLE:
        return f'({code}.NAOK == "{name.removeprefix(code + "_")}")'
    if question is not None and question.kind is QuestionKind.CONSENT:
        return f'({code}.NAOK == "Y")' if tree.part == "yes" else f'({code}.NAOK == "N")'
    raise _no(tree)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _no(tree: Expression) -> NotExpressibleError:
    return NotExpressibleError(
        Text(
            f"„{tree.operator}“ zu {tree.question} gibt es dort nicht.",
            f"There is no “{tree.operator}” of {tree.question} there.",
        )
    )
