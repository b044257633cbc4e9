"""The answers and rows that LimeSurvey's question types bring along without writing them into the file."""

from leitplanke.kernel.texts import Text, Translation
from leitplanke.participation.model import Option


def _text(de: str, en: str, fr: str, it: str, es: str) -> Text:
    return Text(de, en, "", (Translation("es", es), Translation("fr", fr), Translation("it", it)))


YES, NO = _text("Ja", "Yes", "Oui", "Sì", "Sí"), _text("Nein", "No", "Non", "No", "No")
FIXED_OPTIONS = {
    "Y": (Option("Y", YES), Option("N", NO)),
    "G": (
        Option("F", _text("weiblich", "female", "féminin", "femminile", "femenino")),
        Option("M", _text("männlich", "male", "masculin", "maschile", "masculino")),
    ),
    "A": tuple(Option(str(number), Text(str(number), str(number))) for number in range(1, 6)),
    "B": tuple(Option(str(number), Text(str(number), str(number))) for number in range(1, 11)),
    "C": (
        Option("Y", YES),
        Option("U", _text("Unsicher", "Uncertain", "Incertain", "Incerto", "No estoy seguro")),
        Option("N", NO),
    ),
    "E": (
        Option("I", _text("Mehr", "Increase", "Augmenter", "Aumento", "Aumentar")),
        Option("S", _text("Gleich", "Same", "Sans changement", "Uguale", "Igual")),
        Option("D", _text("Weniger", "Decrease", "Diminuer", "Diminuzione", "Disminuir")),
    ),
}
OTHER_TEXT = _text("Sonstiges", "Other", "Autre", "Altro", "Otro")
COMMENT_TEXT = _text(
    "Ihr Kommentar dazu", "Your comment on this", "Votre commentaire", "Il tuo commento", "Su comentario"
)
