"""A questionnaire with a question of every kind."""

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Audience,
    Bounds,
    Cells,
    ChoiceSet,
    DateForm,
    Expression,
    Item,
    Missing,
    Operator,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
)

BOTH = (Missing.DONT_KNOW, Missing.PREFER_NOT)


def options(*words: str) -> tuple[Option, ...]:
    """Options whose ids are `o1`, `o2` and so on."""
    return tuple(Option(f"o{number}", Text(word, f"{word} (en)")) for number, word in enumerate(words, 1))


def items(*words: str) -> tuple[Item, ...]:
    """Items whose ids are `i1`, `i2` and so on."""
    return tuple(Item(f"i{number}", Text(word, f"{word} (en)")) for number, word in enumerate(words, 1))


def question(name: str, kind: QuestionKind, words: str, **more: object) -> Question:
    """A question for citizens."""
    return Question(name, kind, Text(words, f"{words} (en)"), ("citizens",), **more)


AGREEMENT = options("stimme gar nicht zu", "stimme eher nicht zu", "teils, teils", "stimme eher zu", "stimme voll zu")
SERVICES = options("Personalausweis", "Kinderbetreuung", "Bauantrag", "Mängelmelder", "Führerschein")
QUESTIONS = (
    question(
        "single",
        QuestionKind.SINGLE,
        "Wie erledigen Sie Dinge mit dem Rathaus am liebsten?",
        offers=BOTH,
        options=options("am Schalter", "am Telefon", "im Internet"),
        other=Text("anders, nämlich", "otherwise, namely"),
        is_mandatory=True,
        hint=Text("Denken Sie an das letzte Jahr.", "Think of the last year."),
    ),
    question(
        "why",
        QuestionKind.TEXT,
        "Warum „{{single}}“?",
        shown_if=Expression(Operator.ANSWERED, question="single"),
    ),
    question(
        "multiple",
        QuestionKind.MULTIPLE,
        "Was nutzen Sie?",
        options=options("Computer", "Tablet", "Telefon"),
        offers=BOTH[:1],
    ),
    question(
        "top", QuestionKind.TOP, "Was soll zuerst digital werden?", options=SERVICES, max_choices=3, is_shuffled=True
    ),
    question("rank", QuestionKind.RANK, "Was ist Ihnen wie wichtig?", options=SERVICES[:3]),
    question("points", QuestionKind.POINTS, "Verteilen Sie zehn Punkte.", options=SERVICES[:3]),
    question(
        "scale",
        QuestionKind.SCALE,
        "Wie zufrieden sind Sie mit der Internetseite?",
        offers=BOTH[:1],
        bounds=Bounds(1, 7, low_end=Text("gar nicht", "not at all"), high_end=Text("sehr", "very")),
    ),
    question("rating", QuestionKind.RATING, "Wie viele Sterne?", bounds=Bounds(1, 5)),
    question(
        "number",
        QuestionKind.NUMBER,
        "Wie viele Personen leben bei Ihnen?",
        bounds=Bounds(1, 20, 1, Text("Personen", "people")),
    ),
    question("day", QuestionKind.DATE, "Wann waren Sie zuletzt im Rathaus?"),
    question("year", QuestionKind.DATE, "In welchem Jahr sind Sie geboren?", form=DateForm.YEAR),
    question("short", QuestionKind.SHORT_TEXT, "Ein Wort zu unserer Stadt?"),
    question(
        "matrix",
        QuestionKind.MATRIX,
        "Wie sehr stimmen Sie zu?",
        options=AGREEMENT,
        offers=BOTH[:1],
        items=items(
            "Ich erledige Behörden-Sachen gern im Internet.",
            "Ich finde auf der Internet-Seite schnell, was ich suche.",
            "Ich brauche dabei manchmal Hilfe.",
        ),
    ),
    question(
        "checks",
        QuestionKind.MATRIX,
        "Womit tun Sie was?",
        cells=Cells.CHECK,
        items=items("Lesen", "Schreiben"),
        options=options("Papier", "Bildschirm"),
    ),
    question(
        "amounts", QuestionKind.MATRIX, "Wie oft im Jahr?", cells=Cells.NUMBER, items=items("Schalter", "Internet")
    ),
    question(
        "statements",
        QuestionKind.STATEMENTS,
        "Was meinen Sie?",
        items=items("Die Stadt soll sparen.", "Das Rathaus soll samstags öffnen."),
    ),
    question(
        "best_worst",
        QuestionKind.BEST_WORST,
        "Was ist am wichtigsten, was am unwichtigsten?",
        options=SERVICES,
        sets=(ChoiceSet("s1", ("o1", "o2", "o3")), ChoiceSet("s2", ("o3", "o4", "o5"))),
    ),
    question("information", QuestionKind.INFORMATION, "Gleich geschafft. Es folgt noch eine Einwilligung."),
    question("consent", QuestionKind.CONSENT, "Dürfen wir Ihre Worte ohne Namen zitieren?"),
)


def every_kind() -> Questionnaire:
    """All kinds of questions, in three sections."""
    ids = tuple(one.id for one in QUESTIONS)
    return Questionnaire(
        "2026-alle",
        Text("Alle Arten von Fragen", "All kinds of questions"),
        (Audience("citizens", Text("Bürgerinnen und Bürger", "Citizens")),),
        QUESTIONS,
        sections=(
            Section("habits", Text("Ihre Gewohnheiten", "Your habits"), ids[:6]),
            Section("opinion", Text("Ihre Meinung", "Your opinion"), ids[6:12]),
            Section("more", Text("Und noch etwas", "One more thing"), ids[12:]),
        ),
        introduction=Text("Diese Umfrage ist erfunden.", "This survey is invented."),
        closing=Text("Danke für Ihre Zeit.", "Thank you for your time."),
        languages=("de", "en"),
    )
