"""What is said about a data file that cannot be used as it is, or about one that was used."""

import re
from collections.abc import Iterable

from leitplanke.kernel.texts import Text
from leitplanke.participation.not_answered import NOT_ANSWERED

Words = tuple[Text, Text]

DONT_KNOW = NOT_ANSWERED


def empty_cells(count: int, use: Text) -> Words:
    """A column of the design has empty fields."""
    return (
        Text(f"Leere Felder: {count}; dies ist das erste.", f"Empty fields: {count}; this is the first."),
        Text(
            f"{use.de} braucht jede Zeile einen Wert: ergänzen Sie ihn oder streichen Sie die Zeilen.",
            f"{use.en} every row needs a value: fill it in, or remove the rows.",
        ),
    )


FOR_WEIGHTING = Text("Zum Gewichten", "For weighting")
FOR_THE_DESIGN = Text("Für Schichten, Klumpen und Korrekturen", "For strata, clusters and corrections")


def no_weight(field: str) -> Words:
    """A weight that is none."""
    shown = field or "…"
    return (
        Text(f"„{shown}“ ist kein Gewicht über 0.", f"“{shown}” is no weight above 0."),
        Text("Berichtigen Sie es oder streichen Sie die Zeile.", "Mend it, or remove the row."),
    )


def no_number(field: str, column: str) -> Words:
    """One field among numbers is none."""
    return (
        Text(
            f"„{field}“ ist keine Zahl, die meisten Felder der Spalte sind es.",
            f"“{field}” is no number; most fields of the column are.",
        ),
        Text(
            f'Berichtigen Sie das Feld; ist es keine Antwort: --missing "{field}"; '
            f"sind es Kategorien: --of {column} --as share.",
            f'Mend the field; if it is no answer: --missing "{field}"; '
            f"if these are categories: --of {column} --as share.",
        ),
    )


def unreadable_number(field: str) -> Words:
    """One field of a column that must hold numbers is none."""
    return (
        Text(f"„{field}“ ist keine Zahl.", f"“{field}” is no number."),
        Text(
            f'Berichtigen Sie das Feld; ist es keine Antwort: --missing "{field}".',
            f'Mend the field; if it is no answer: --missing "{field}".',
        ),
    )


def both_notations(field: str) -> Words:
    """Decimal comma and decimal point in one column."""
    return (
        Text(
            f"Die Spalte mischt Dezimalkomma und Dezimalpunkt, hier „{field}“.",
            f"The column mixes decimal comma and decimal point, here “{field}”.",
        ),
        Text("Schreiben Sie alle Zahlen gleich.", "Write all numbers alike."),
    )


AMBIGUOUS: Words = (
    Text(
        "Alle Zahlen sehen aus wie 1.234: das kann eintausend heißen oder etwas über eins.",
        "All numbers look like 1.234: that may be a thousand, or a little more than one.",
    ),
    Text(
        "Sagen Sie es: --decimal , oder --decimal . (das Zeichen vor den Nachkommastellen).",
        "Say which: --decimal , or --decimal . (the character before the decimals).",
    ),
)


def not_numbers(field: str) -> Words:
    """A column of texts where numbers are needed."""
    if are_written_numbers((field,)):
        return (
            Text(f"„{field}“ ist so keine Zahl.", f"“{field}” is no number as it is written."),
            Text(
                "Schreiben Sie die bloße Zahl, ohne Einheit und ohne Zeichen zwischen den Tausendern.",
                "Write the bare number, without a unit and without signs between thousands.",
            ),
        )
    return (
        Text(f"Die Spalte enthält Text, zum Beispiel „{field}“.", f"The column holds text, for example “{field}”."),
        Text(
            "Hier sind Zahlen nötig; von Text gibt es Anteile: --as share.",
            "Numbers are needed here; text has shares: --as share.",
        ),
    )


NOTHING_FILLED: Words = (
    Text("Alle Felder sind leer.", "All fields are empty."),
    Text(
        "Daraus lässt sich nichts schätzen: prüfen Sie den Namen der Spalte.",
        "Nothing can be estimated: check the column's name.",
    ),
)

DATES: Words = (
    Text("Die Spalte enthält Tage oder Zeiten.", "The column holds days or times."),
    Text("Bilden Sie Kategorien, zum Beispiel Monate, als Text.", "Form categories, months for example, as text."),
)

EXCEL_DAYS: Words = (
    Text(
        "Alle Zahlen sehen aus wie Tage, die Excel als Zahlen schreibt (45000 ist der 15.3.2023).",
        "All numbers look like days that Excel writes as numbers (45000 is 2023-03-15).",
    ),
    Text("Sind es doch Messwerte: --as mean.", "If they are measurements after all: --as mean."),
)

_DAYS = (36_526, 55_153)  # 2000-01-01 to 2050-12-31 as Excel counts days


def are_excel_days(values: Iterable[float | str | None]) -> bool:
    """Whether all of these are whole numbers that Excel would show as days."""
    texts = [str(value).removesuffix(".0") for value in values]
    return bool(texts) and all(text.isdecimal() and _DAYS[0] <= int(text) <= _DAYS[1] for text in texts)


def said_excel_days(variable: str, first: str) -> Text:
    """Groups that may be days."""
    return Text(
        f"{variable}: Alle Gruppen sehen aus wie Tage, die Excel als Zahlen schreibt, zum Beispiel {first} (45000 ist "
        "der 15.3.2023). Sind es Tage, bilden Sie Monate oder Jahre als Text.",
        f"{variable}: All groups look like days that Excel writes as numbers, {first} for example (45000 is "
        "2023-03-15). If they are days, form months or years as text.",
    )


_WRITTEN_NUMBER = re.compile(
    r"[-+]?([0-9]{1,3}([ \u00a0\u202f'’][0-9]{3})+([.,][0-9]+)?|[0-9][0-9.,]*\s?(€|EUR|Euro|%|‰))", re.IGNORECASE
)


def are_written_numbers(values: Iterable[str]) -> bool:
    """Whether all of these are numbers for people, with blanks between thousands or with a unit."""
    texts = list(values)
    return bool(texts) and all(_WRITTEN_NUMBER.fullmatch(text) for text in texts)


def said_written_numbers(variable: str, first: str) -> Text:
    """Categories that may be numbers."""
    return Text(
        f"{variable}: Die Felder sehen aus wie Zahlen („{first}“), gezählt sind sie als Kategorien. Für einen "
        "Mittelwert schreiben Sie die bloße Zahl.",
        f"{variable}: The fields look like numbers (“{first}”) and are counted as categories. For a mean write the "
        "bare number.",
    )


NOT_FINITE: Words = (
    Text("Die Zahl ist unendlich.", "The number is infinite."),
    Text("Berichtigen Sie sie oder leeren Sie das Feld.", "Mend it, or empty the field."),
)

NO_ROWS: Words = (
    Text("Die Datei hat keine Zeile mit Daten.", "The file has no row of data."),
    Text("Prüfen Sie, ob es die richtige ist.", "Check whether it is the right one."),
)


def nobody_knows(category: str) -> Words:
    """Every answer is a missing one."""
    return (
        Text(f"Alle haben „{category}“ geantwortet.", f"Everybody answered “{category}”."),
        Text(
            "Dazu lässt sich kein Anteil nennen, der etwas aussagt.", "No share that means anything can be told of it."
        ),
    )


def total_unreadable(field: str) -> Words:
    """A total of a margin that is no number."""
    return (
        Text(f"„{field}“ ist keine Anzahl.", f"“{field}” is no total."),
        Text("Tragen Sie 0 oder mehr ein.", "Enter 0 or more."),
    )


def said_without_value(variable: str, empty: int, rows: int) -> Text:
    """How many rows do not count for a variable."""
    return Text(
        f"{variable}: {empty} von {rows} Zeilen haben keinen Wert; die Zahlen gelten für die übrigen.",
        f"{variable}: {empty} of {rows} rows have no value; the figures are about the others.",
    )


def said_dont_know(variable: str, category: str, count: int) -> Text:
    """A missing answer counted as a category."""
    return Text(
        f'{variable}: „{category}“ (n = {count}) zählt als Antwort; soll es fehlen: --missing "{category}".',
        f'{variable}: “{category}” (n = {count}) counts as an answer; to leave it out: --missing "{category}".',
    )


def said_no_statement(column: str, text: str, count: int) -> Text:
    """A text that says nothing."""
    return Text(
        f"{column}: „{text}“ (n = {count}) sagt nichts und zählt als Text; leeren Sie die Felder, wenn es fehlen soll.",
        f"{column}: “{text}” (n = {count}) says nothing and counts as a text; empty the fields to leave it out.",
    )


def said_normalised(difference: float, total: float) -> Text:
    """Margins were brought to one total."""
    return Text(
        f"Die Summen der Randverteilungen weichen bis zu {difference:.2%} voneinander ab; "
        f"alle sind auf {total:.10g} gebracht.",
        f"The sums of the margins differ by up to {difference:.2%}; all were brought to {total:.10g}.",
    )


def said_few(variable: str, group: str | None, n: int) -> Text:
    """A group that is too small to say anything."""
    of = f" ({group})" if group else ""
    return Text(
        f"{variable}{of}: n = {n}; unter 10 wird nichts veröffentlicht. Fassen Sie Gruppen zusammen.",
        f"{variable}{of}: n = {n}; under 10 nothing is published. Merge groups.",
    )


def said_all_equal(variable: str, group: str | None, n: int) -> Text:
    """Everybody gave the same answer."""
    of = f" ({group})" if group else ""
    return Text(
        f"{variable}{of}: alle {n} Zeilen sind gleich; ein Standardfehler von 0 ist kein Beleg für Genauigkeit.",
        f"{variable}{of}: all {n} rows are the same; a standard error of 0 is no proof of precision.",
    )
