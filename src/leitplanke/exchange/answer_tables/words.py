"""What is said of a column: how it was understood, why it was left out, what must be mended."""

from leitplanke.kernel.texts import Text

Words = tuple[Text, Text]


def understood(column: str, how: Text) -> Text:
    """An assumption."""
    return Text(f"{column}: {how.de}", f"{column}: {how.en}")


def no_question(notes: list[Text]) -> Words:
    """Every column was left out, with the reasons."""
    de, en = "; ".join(note.de for note in notes), "; ".join(note.en for note in notes)
    return (
        Text(
            f"Keine Spalte enthält etwas, das gezählt werden kann. {de}".strip(),
            f"No column holds anything that can be counted. {en}".strip(),
        ),
        Text("Prüfen Sie, ob es die richtige Datei ist.", "Check whether it is the right file."),
    )


def choice(categories: int) -> Text:
    """One of several answers."""
    if categories == 1:
        return Text("eine einzige Antwort kommt vor", "a single answer occurs")
    return Text(f"Auswahl aus {categories} Antworten", f"a choice among {categories} answers")


def codes(categories: int) -> Text:
    """Few whole numbers."""
    de, en = f"{categories} verschiedene ganze Zahlen", f"{categories} different whole numbers"
    if categories == 1:
        de, en = "eine einzige ganze Zahl", "one single whole number"
    return Text(
        f"{de}, gezählt als Auswahl in ihrer Reihenfolge, ohne Mittelwert; sind es Messwerte: --numbers",
        f"{en}, counted as choices in their order, without a mean; if they are measurements: --numbers",
    )


def several(categories: int, separator: str) -> Text:
    """Several answers in one field."""
    return Text(
        f"mehrere Antworten je Feld, getrennt durch „{separator}“, aus {categories}; ist es eine: --choices",
        f"several answers per field, separated by “{separator}”, among {categories}; if it is one: --choices",
    )


NUMBER = Text(
    "Zahlen, gezählt in Klassen; sind es Kennziffern: --choices",
    "numbers, counted in classes; if they are codes: --choices",
)
OWN_WORDS = Text(
    "eigene Worte: gezählt wird, wer etwas schrieb, der Text bleibt unter Verschluss; sind es Kategorien: --choices",
    "own words: counted is who wrote anything, the text is never shown; if these are categories: --choices",
)
ABOUT = Text("Merkmal der Person", "about the person")
PERSONAL = Text(
    "weggelassen: nennt nach der Überschrift Person, Gerät oder Zeit",
    "left out: names a person, device or time, by its heading",
)
NOTHING = Text("weggelassen: alle Felder sind leer", "left out: all fields are empty")
DATES = Text(
    "weggelassen: Tage oder Zeiten; sollen sie zählen, bilden Sie Monate oder Jahre als Text",
    "left out: days or times; to count them form months or years as text",
)
RUNNING = Text(
    "weggelassen: sieht aus wie eine laufende Nummer; ist es ein Messwert: --numbers",
    "left out: looks like a running number; if it is a measurement: --numbers",
)


def nobody_knows(words: str) -> Text:
    """Every answer is a missing one."""
    return Text(f"weggelassen: alle antworten „{words}“", f"left out: everybody answered “{words}”")


def counts_as_missing(words: str, count: int) -> Text:
    """Words that are no answer."""
    return Text(
        f"„{words}“ ({count}) zählt als fehlende Antwort und bleibt in der Basis",
        f"“{words}” ({count}) counts as a missing answer and stays in the base",
    )


def empty_rows(count: int) -> Text:
    """Rows in which nothing stands."""
    return Text(f"Leere Zeilen: {count}, nicht mitgezählt", f"empty rows: {count}, not counted")


def too_few(people: int, minimum: int) -> Words:
    """Nothing may be told of so few."""
    return (
        Text(
            f"Zeilen mit Antworten: {people}. Unter {minimum} wird nichts veröffentlicht.",
            f"Rows with answers: {people}. Under {minimum} nothing is published.",
        ),
        Text(
            "Für den eigenen Blick rechnen `leitplanke estimate` und `tabulate`; sie veröffentlichen nichts.",
            "For your own eyes use `leitplanke estimate` and `tabulate`; they publish nothing.",
        ),
    )


def few(people: int, minimum: int) -> Text:
    """No table yet."""
    return Text(
        f"{people} Antworten: Tabellen gibt es erst ab {minimum}.", f"{people} answers: tables begin at {minimum}."
    )


UNNAMED: Words = (
    Text("Die Spalte hat keine Überschrift, aber Werte.", "The column has values but no heading."),
    Text(
        "Die erste Zeile muss jede Spalte nennen: löschen Sie Zeilen darüber oder ergänzen Sie den Namen.",
        "The first row must name every column: delete rows above it, or add the name.",
    ),
)
EXCEL_DAYS: Words = (
    Text(
        "Alle Zahlen sehen aus wie Tage, die Excel als Zahlen schreibt (45000 ist der 15.3.2023).",
        "All numbers look like days that Excel writes as numbers (45000 is 2023-03-15).",
    ),
    Text(
        "Sind es Tage: --without mit dieser Spalte, oder bilden Sie Monate als Text. Sind es Messwerte: --numbers.",
        "If they are days: --without with this column, or form months as text. If they are measurements: --numbers.",
    ),
)
AMBIGUOUS: Words = (
    Text(
        "Alle Zahlen sehen aus wie 1.234: das kann eintausend heißen oder etwas über eins.",
        "All numbers look like 1.234: that may be a thousand, or a little more than one.",
    ),
    Text("Sagen Sie es: --decimal , oder --decimal .", "Say which: --decimal , or --decimal ."),
)


def no_number(field: str) -> Words:
    """One field among numbers is none."""
    return (
        Text(
            f"„{field}“ ist keine Zahl, die meisten Felder der Spalte sind es.",
            f"“{field}” is no number; most fields of the column are.",
        ),
        Text(
            f'Berichtigen Sie das Feld; ist es keine Antwort: --missing "{field}"; sind es Kategorien: --choices.',
            f'Mend the field; if it is no answer: --missing "{field}"; if these are categories: --choices.',
        ),
    )


def other_notation(field: str) -> Words:
    """Decimal comma and decimal point in one column."""
    return (
        Text(
            f"Die Spalte mischt Dezimalkomma und Dezimalpunkt, hier „{field}“.",
            f"The column mixes decimal comma and decimal point, here “{field}”.",
        ),
        Text("Schreiben Sie alle Zahlen gleich.", "Write all numbers alike."),
    )


def unknown_column(column: str, known: str) -> Words:
    """A column was named that the file lacks."""
    return (
        Text(f"Die Spalte {column} gibt es nicht.", f"There is no column {column}."),
        Text(f"Es gibt: {known}.", f"There are: {known}."),
    )


SAMPLE_WITHOUT_COUNTS: Words = (
    Text(
        "Eine Stichprobe oder Vollbefragung braucht ihre Grundgesamtheit und die Zahl der Eingeladenen.",
        "A sample or census needs its population and the number of people invited.",
    ),
    Text("Nennen Sie --population und --drawn.", "Give --population and --drawn."),
)
