"""What became of the questions of the version before, in words."""

from django.utils.translation import gettext_lazy

from leitplanke.participation.model import Questionnaire
from leitplanke.participation.succession import Succeeded, Succession, succession
from leitplanke_web.towns.form_fields import told

HOW = {
    Succession.SAME: gettext_lazy("gleich geblieben"),
    Succession.REWORDED: gettext_lazy("anders formuliert: nur mit Vorsicht vergleichen"),
    Succession.OTHER_ANSWERS: gettext_lazy("andere Antworten: nicht vergleichbar"),
    Succession.NEW: gettext_lazy("neu"),
    Succession.GONE: gettext_lazy("fällt weg"),
}


def succession_lines(before: Questionnaire | None, after: Questionnaire) -> list[tuple[Succeeded, str, str, str]]:
    """What becomes of each question: the text before, the text now, and how they relate, in words."""
    if before is None:
        return []
    old, new = ({one.id: told(one.text) for one in value.questions} for value in (before, after))
    return [(one, old.get(one.old, ""), new.get(one.new, ""), str(HOW[one.how])) for one in succession(before, after)]
