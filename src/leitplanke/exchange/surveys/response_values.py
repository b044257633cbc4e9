"""Raw texts of one question in one row as an answer."""

import math
import re
from collections.abc import Mapping

from leitplanke.exchange.surveys.flat import STATEMENT_LIST, all_options
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    OTHER,
    Answer,
    Cells,
    DateForm,
    ItemAnswer,
    Missing,
    Option,
    Question,
    QuestionKind,
)
from leitplanke.participation.not_answered import missing_in_words

_YES = frozenset({"y", "yes", "ja", "1", "true", "wahr", "x", "oui"})
_NO = frozenset({"", "n", "no", "nein", "0", "false", "falsch", "n/a", "non"})
_BETWEEN = {True: ";", False: r"[,\s]+"}
_LENGTHS = {DateForm.DAY: 10, DateForm.MONTH: 7, DateForm.YEAR: 4, DateForm.MOMENT: 16}


def answer_from(question: Question, raw: Mapping[str, str]) -> Answer | None:
    """The answer in these cells (part → text); None if all are empty. Raises `InvalidValueError`."""
    filled = {part: text.strip() for part, text in raw.items() if text.strip()}
    if not filled:
        return None
    whole = filled.get("", next(iter(filled.values())))
    if whole in set(Missing) and all(text in {whole, ""} for text in filled.values()):
        return Answer(question.id, missing=Missing(whole))
    if len(filled) == 1 and "" in filled and not _is_an_option(question, whole):
        missing = missing_in_words(whole)
        if missing is not None:
            return Answer(question.id, missing=missing)
    return _READERS.get(question.kind, _text)(question, filled)


def _text(question: Question, raw: Mapping[str, str]) -> Answer | None:
    return Answer(question.id, text=raw[""]) if "" in raw else None


def _date(question: Question, raw: Mapping[str, str]) -> Answer | None:
    text = raw.get("", "").replace(" ", "T", 1)
    if question.form is DateForm.TIME:
        found = re.search(r"[0-9]{2}:[0-9]{2}", text)
        return Answer(question.id, text=found[0] if found else text) if text else None
    return Answer(question.id, text=text[: _LENGTHS[question.form]]) if text else None


def _number(question: Question, raw: Mapping[str, str]) -> Answer | None:
    return Answer(question.id, number=as_number(raw[""])) if "" in raw else None


def as_number(text: str) -> float:
    """A number with a decimal point or comma. Raises `InvalidValueError`."""
    plain = text.strip().replace(" ", "")
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    if not re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", plain) or not math.isfinite(float(plain)):
        raise InvalidValueError(
            "number",
            Text(f"„{text[:30]}“ ist keine Zahl.", f"“{text[:30]}” is no number."),
            Text("Schreiben Sie zum Beispiel 12,5.", "Write 12.5, for example."),
        )
    return float(plain)


def _single(question: Question, raw: Mapping[str, str]) -> Answer | None:
    typed, code = raw.get(OTHER, ""), raw.get("", "")
    if question.kind is QuestionKind.CONSENT:
        return Answer(question.id, ("yes" if code.lower() in _YES | {"ok"} else "no",))
    if typed and (not code or code in {"-oth-", OTHER} or question.other is None):
        return Answer(question.id, (OTHER,), other=typed)
    return Answer(question.id, (option_code(all_options(question), code),), other="") if code else None


def option_code(options: tuple[Option, ...], written: str) -> str:
    """The option that a code or, in any language, a text means. Raises `InvalidValueError`."""
    if written == "-oth-":
        return OTHER
    for option in options:
        if option.id == written:
            return option.id
    lower = written.casefold()
    for option in options:
        if option.id.casefold() == lower or lower in {text.casefold() for text in option.text.by_language().values()}:
            return option.id
    raise InvalidValueError(
        "option",
        Text(f"Die Antwort „{written[:40]}“ gibt es nicht.", f"There is no answer “{written[:40]}”."),
        Text("Prüfen Sie Code und Fassung.", "Check code and version."),
    )


def _several(question: Question, raw: Mapping[str, str]) -> Answer | None:
    if "" in raw:  # all in one cell: texts between semicolons, or codes
        whole = raw[""]
        is_one = ";" not in whole and _is_an_option(question, whole)
        codes = [whole] if is_one else [part.strip() for part in re.split(_BETWEEN[";" in whole], whole)]
        codes = [code for code in codes if code]
        chosen = tuple(dict.fromkeys(option_code(all_options(question), code) for code in codes))
    else:
        chosen = tuple(option.id for option in question.options if _is_chosen(raw.get(option.id, ""), option))
    typed = raw.get(OTHER, "") if question.other is not None else ""
    typed = "" if typed.lower() in _NO | {"1", "y"} else typed
    if typed and OTHER not in chosen:
        chosen = (*chosen, OTHER)
    return Answer(question.id, chosen, other=typed) if chosen else None


def _is_an_option(question: Question, written: str) -> bool:
    try:
        option_code(all_options(question), written)
    except InvalidValueError:
        return False
    return True


def _is_chosen(text: str, option: Option) -> bool:
    if text.lower() in _NO:
        return False
    labels = {label.casefold() for label in option.text.by_language().values()}
    if text.lower() in _YES or text.casefold() in labels or text == option.id:
        return True
    raise InvalidValueError(
        option.id,
        Text(f"„{text[:30]}“ ist weder gewählt noch nicht.", f"“{text[:30]}” is neither chosen nor not."),
        Text("Erlaubt sind Y, 1, ja oder leer.", "Y, 1, yes or nothing are allowed."),
    )


def _ranked(question: Question, raw: Mapping[str, str]) -> Answer | None:
    if "" in raw:
        codes = [part for part in re.split(r"[,;\s]+", raw[""]) if part]
    elif any(part.startswith("#") for part in raw):
        codes = [raw[part] for part in sorted(raw, key=lambda part: int(part[1:])) if part.startswith("#")]
    else:
        codes = sorted(raw, key=lambda part: as_number(raw[part]))
    return Answer(question.id, tuple(option_code(question.options, code) for code in codes)) if codes else None


def _points(question: Question, raw: Mapping[str, str]) -> Answer | None:
    given = {option.id: int(as_number(raw[option.id])) for option in question.options if option.id in raw}
    return Answer(question.id, tuple(given), tuple(given.values())) if given else None


def _rows(question: Question, raw: Mapping[str, str]) -> Answer | None:
    found = [one for item in question.item_ids for one in _row(question, item, raw)]
    return Answer(question.id, items=tuple(found)) if found else None


def _row(question: Question, item: str, raw: Mapping[str, str]) -> list[ItemAnswer]:
    is_statement = question.kind is QuestionKind.STATEMENTS
    cells = Cells.CHOICE if is_statement else question.cells
    raw = {part: text for part, text in raw.items() if text != Missing.NO_ANSWER}
    if raw.get(item, "") in set(Missing):
        return [ItemAnswer(item, missing=Missing(raw[item]))]
    if cells is Cells.CHOICE:
        options = STATEMENT_LIST if is_statement else question.options
        return [ItemAnswer(item, (option_code(options, raw[item]),))] if item in raw else []
    if cells is Cells.CHECK:
        checked = tuple(one.id for one in question.options if _is_chosen(raw.get(f"{item}.{one.id}", ""), one))
        return [ItemAnswer(item, checked)] if checked else []
    names = [(f"{item}.{option.id}", option.id) for option in question.options] or [(item, "")]
    if cells is Cells.NUMBER:
        return [ItemAnswer(item, number=as_number(raw[name]), column=column) for name, column in names if name in raw]
    return [ItemAnswer(item, text=raw[name], column=column) for name, column in names if name in raw]


def _sets(question: Question, raw: Mapping[str, str]) -> Answer | None:
    found = []
    for one in question.sets:
        ends = [raw.get(f"{one.id}.{end}", "") for end in ("best", "worst")]
        if all(ends):
            found.append(ItemAnswer(one.id, tuple(option_code(question.options, end) for end in ends)))
    return Answer(question.id, items=tuple(found)) if found else None


_READERS = {
    **dict.fromkeys((QuestionKind.SINGLE, QuestionKind.CONSENT), _single),
    **dict.fromkeys((QuestionKind.MULTIPLE, QuestionKind.TOP), _several),
    **dict.fromkeys((QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING), _number),
    **dict.fromkeys((QuestionKind.MATRIX, QuestionKind.STATEMENTS), _rows),
    QuestionKind.RANK: _ranked,
    QuestionKind.POINTS: _points,
    QuestionKind.BEST_WORST: _sets,
    QuestionKind.DATE: _date,
}
