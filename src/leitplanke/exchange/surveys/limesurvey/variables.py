"""What names stand for in LimeSurvey's formulas: `code`, `code_sub`, and the older `SIDXGIDXQIDsub`."""

import re
from dataclasses import dataclass, field

from leitplanke.exchange.surveys.grammar import NotExpressibleError, Terms
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Expression, Operator

_SUFFIXES = frozenset({"naok", "value", "valuenaok", "code", "shown", "relevancestatus"})
_INSERTED = "INSERTANS:"  # how versions before 1.92 piped an answer
_OLD = re.compile(r"[0-9]+X[0-9]+X([0-9]+)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Variable:
    """A question or a part of it; `parts` are the names of its parts, for `that.` and `self.`."""

    question: str
    part: str = ""


@dataclass(slots=True)
class Variables:
    """All variables of a survey. `this` is the question whose rule is read."""

    names: dict[str, Variable] = field(default_factory=dict)
    by_qid: dict[str, dict[str, Variable]] = field(default_factory=dict)
    this: str = ""

    def add(self, *, qid: str, code: str, suffix: str, joined: str, variable: Variable) -> None:
        """A variable under its code, which `joined` follows, and its older name, where `suffix` follows a number."""
        self.names[f"{code}{joined}"] = variable
        self.by_qid.setdefault(qid, {})[suffix] = variable

    def refer(self, name: str) -> Terms:
        """What a name stands for. Raises `NotExpressibleError` if there is nothing."""
        if name.startswith(_INSERTED):
            name = f"{name.removeprefix(_INSERTED)}.shown"
        words = name.split(".")
        suffix = words.pop().lower() if len(words) > 1 and words[-1].lower() in _SUFFIXES else ""
        operator = Operator.SHOWN if suffix == "shown" else Operator.ANSWER
        if suffix == "relevancestatus":
            raise _unknown(name)
        if words[0] in {"self", "that", "this"}:
            return self._listed(name, words, operator)
        variable = self.found(".".join(words))
        if variable is None:
            raise _unknown(name)
        return (Expression(operator, question=variable.question, part=variable.part),)

    def found(self, name: str) -> Variable | None:
        """The variable of this name, in the present or the older form."""
        if name in self.names:
            return self.names[name]
        old = _OLD.fullmatch(name)
        return self._find_old(old[1] + old[2]) if old else None

    def _find_old(self, rest: str) -> Variable | None:
        """The number of the question ends where a part of it begins, which may be a digit too."""
        for end in range(len(rest), 0, -1):
            found = self.by_qid.get(rest[:end], {}).get(rest[end:]) if rest[:end].isdecimal() else None
            if found is not None:
                return found
        return None

    def _listed(self, name: str, words: list[str], operator: Operator) -> Terms:
        code = self.this if words[0] != "that" else words[1] if len(words) > 1 else ""
        rest = [word for word in words[1 if words[0] != "that" else 2 :] if word not in {"nocomments", "sqs"}]
        if words[0] == "this" or (words[0] == "self" and not rest and self._is_whole(code)):
            return (Expression(Operator.THIS),)
        parts = [word.removeprefix("sq_") for word in rest]
        found = [
            variable
            for known, variable in self.names.items()
            if known.startswith(f"{code}_")
            and not known.endswith(("comment", "_other"))
            and all(part in known.split("_")[1:] for part in parts)
        ]
        if not found:
            raise _unknown(name)
        unique = dict.fromkeys((variable.question, variable.part) for variable in found)
        return tuple(Expression(operator, question=question, part=part) for question, part in unique)

    def _is_whole(self, code: str) -> bool:
        return not any(known.startswith(f"{code}_") and not known.endswith("_other") for known in self.names)


def _unknown(name: str) -> NotExpressibleError:
    return NotExpressibleError(Text(f"„{name}“ gibt es hier nicht.", f"There is no “{name}” here."))
