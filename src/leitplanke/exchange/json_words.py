"""What is wrong with a JSON file, in the words of whoever has to mend it; the libraries' own are English alone."""

from collections.abc import Callable, Mapping
from json import JSONDecodeError

from pydantic_core import ErrorDetails

from leitplanke.kernel.texts import Text

CHECK_SYNTAX = Text("Prüfen Sie Klammern, Kommas und Anführungszeichen.", "Check brackets, commas and quotes.")
_SCHEMA = Text("Siehe docs/schemas.", "See docs/schemas.")


def syntax_words(error: JSONDecodeError) -> Text:
    """Where the text stops being JSON, and what should stand there."""
    german = next((words for begins, words in _SYNTAX.items() if error.msg.startswith(begins)), error.msg)
    german = german + error.msg.removeprefix(DOUBLED) if error.msg.startswith(DOUBLED) else german
    return Text(
        f"Kein gültiges JSON an Stelle {error.colno} ({german}).",
        f"No valid JSON at column {error.colno} ({error.msg}).",
    )


def schema_words(error: ErrorDetails) -> tuple[Text, Text]:
    """What a value is that the schema does not allow, and what would be right."""
    tell = _KINDS.get(error["type"])
    german, remedy = ("Der Wert passt nicht zum Schema.", _SCHEMA) if tell is None else tell(error)
    return Text(german, f"The value is not as the schema wants ({error['msg']})."), remedy


def _said(german: str, de: str, en: str) -> Callable[[ErrorDetails], tuple[str, Text]]:
    return lambda _error: (german, Text(de, en))


def _one_of(error: ErrorDetails) -> tuple[str, Text]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    german = expected.replace(" or ", " oder ")
    return "Diesen Wert gibt es hier nicht.", Text(f"Erlaubt: {german}.", f"Allowed: {expected}.")


DOUBLED = "key stands twice: "
_SYNTAX = {
    DOUBLED: "ein Schlüssel steht doppelt: ",
    "Expecting property name": "hier fehlt ein Schlüssel in Anführungszeichen, oder ein Komma ist zu viel",
    "Expecting ':'": "hier fehlt ein Doppelpunkt",
    "Expecting ','": "hier fehlt ein Komma oder eine schließende Klammer",
    "Expecting value": "hier fehlt ein Wert",
    "Illegal trailing comma": "hier ist ein Komma zu viel",
    "Unterminated string": "ein Text ohne schließendes Anführungszeichen",
    "Invalid control character": "ein Steuerzeichen oder Zeilenumbruch mitten im Text",
    "Invalid \\": "ein Zeichen nach einem umgekehrten Schrägstrich, das es nicht gibt",
    "Extra data": "hinter dem Ende steht noch etwas",
    "Unexpected UTF-8 BOM": "eine Bytemarke am Anfang",
}
_WHOLE = _said("Hier steht keine ganze Zahl.", "Schreiben Sie eine ganze Zahl, zum Beispiel 12.", "Write 12, say.")
_NUMBER = _said("Hier steht keine Zahl.", "Schreiben Sie eine Zahl, zum Beispiel 0.5.", "Write a number, 0.5, say.")
_LIST = _said("Hier steht keine Liste.", "Eine Liste steht in eckigen Klammern.", "A list stands in square brackets.")
_TABLE = _said(
    "Hier stehen keine Felder.", "Felder stehen in geschweiften Klammern.", "Fields stand in curly brackets."
)
_DAY = _said("Hier steht kein Tag.", "Schreiben Sie Jahr-Monat-Tag: 2027-02-28.", "Write year-month-day: 2027-02-28.")
_UNKNOWN = _said("Dieses Feld gibt es hier nicht.", "Nehmen Sie es heraus.", "Take it out.")
_KINDS: Mapping[str, Callable[[ErrorDetails], tuple[str, Text]]] = {
    "missing": _said("Das Feld fehlt.", "Ergänzen Sie es.", "Add it."),
    "unexpected_keyword_argument": _UNKNOWN,
    "extra_forbidden": _UNKNOWN,
    "literal_error": _one_of,
    "enum": _one_of,
    "bool_type": _said("Hier steht weder true noch false.", "Schreiben Sie true oder false.", "Write true or false."),
    "string_type": _said("Hier steht kein Text.", "Ein Text steht in Anführungszeichen.", "A text stands in quotes."),
    "none_required": _said("Hier ist nichts erlaubt.", "Schreiben Sie null.", "Write null."),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), _NUMBER),
    **dict.fromkeys(("tuple_type", "list_type"), _LIST),
    **dict.fromkeys(("dict_type", "dataclass_type", "dataclass_exact_type", "mapping_type"), _TABLE),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), _DAY),
}
