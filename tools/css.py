"""Reading and writing style sheets, as far as our own and KERN's need it: rules, at-rules, declarations."""

import re
from dataclasses import dataclass

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector with declarations, or an at-rule that holds rules."""

    prelude: str
    declarations: tuple[str, ...] = ()
    rules: tuple["Rule", ...] = ()

    @property
    def selectors(self) -> tuple[str, ...]:
        """The selectors of a list, split at its top-level commas."""
        return tuple(_split(self.prelude, ","))


def parse(text: str) -> tuple[Rule, ...]:
    """The rules of a style sheet, without comments and `@charset`."""
    bare = COMMENT.sub("", text)
    return tuple(_rules(re.sub(r"@charset\s+[^;]+;", "", bare)))


def write(rules: tuple[Rule, ...]) -> str:
    """One rule per line, nothing superfluous."""
    return "".join(f"{_written(rule)}\n" for rule in rules if rule.declarations or rule.rules)


def _written(rule: Rule) -> str:
    inside = "".join(_written(one) for one in rule.rules) if rule.rules else ";".join(rule.declarations)
    return f"{rule.prelude}{{{inside}}}"


def _rules(text: str) -> list[Rule]:
    found, start, depth, opened = [], 0, 0, 0
    for place, sign in _signs(text, "{}"):
        depth += 1 if sign == "{" else -1
        if sign == "{" and depth == 1:
            opened = place
        elif sign == "}" and depth == 0:
            found.append(_rule(text[start:opened], text[opened + 1 : place]))
            start = place + 1
    return found


def _rule(prelude: str, body: str) -> Rule:
    head = SPACES.sub(" ", prelude).strip()
    if any(True for _ in _signs(body, "{")):
        return Rule(head, rules=tuple(_rules(body)))
    declarations = (SPACES.sub(" ", one).strip() for one in _split(body, ";"))
    return Rule(head, tuple(one.replace(": ", ":", 1) for one in declarations if one))


def _split(text: str, sign: str) -> list[str]:
    parts, start, depth = [], 0, 0
    for place, found in _signs(text, f"(){sign}"):
        depth += {"(": 1, ")": -1}.get(found, 0)
        if found == sign and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()]


def _signs(text: str, wanted: str) -> list[tuple[int, str]]:
    """Where the wanted signs stand outside of quotation marks."""
    found, quote, previous = [], "", ""
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote and previous != "\\" else quote
        elif sign in "\"'":
            quote = sign
        elif sign in wanted:
            found.append((place, sign))
        previous = sign
    return found
