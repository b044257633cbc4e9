"""What keeps a questionnaire from being asked. The model lets a draft be unfinished; a published version may not be."""

from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.kernel.texts import Text
from leitplanke.participation.languages import untranslated
from leitplanke.participation.model import Questionnaire
from leitplanke.participation.piping import unknown_pipes
from leitplanke.participation.quotas import FEWEST_COUNTED, opinions_counted


@dataclass(frozen=True, slots=True)
class Unready:
    """One thing that is missing: the path of where, as in `Questionnaire.texts`, what, and what to do."""

    path: str
    problem: Text
    remedy: Text


def unready(questionnaire: Questionnaire) -> tuple[Unready, ...]:
    """Everything that is missing, in the order of the questionnaire; empty if it can be published."""
    return (
        *_missing_parts(questionnaire),
        *_missing_texts(questionnaire),
        *_late_references(questionnaire),
        *_telling_quotas(questionnaire),
    )


def _missing_parts(questionnaire: Questionnaire) -> Iterator[Unready]:
    if not questionnaire.title.by_language():
        yield Unready("title", Text("Der Titel fehlt.", "There is no title."), Text("Ergänzen Sie ihn.", "Add it."))
    for audience in questionnaire.audiences:
        if not any(question.is_answered for question in questionnaire.shown_to(audience.id)):
            words = Text("Diese Zielgruppe wird nichts gefragt.", "This audience is asked nothing.")
            remedy = Text("Ergänzen Sie eine Frage oder streichen Sie sie.", "Add a question, or remove the audience.")
            yield Unready(f"audiences.{audience.id}", words, remedy)
    if not questionnaire.audiences:
        words = Text("Niemand wird gefragt.", "Nobody is asked.")
        yield Unready("audiences", words, Text("Nennen Sie eine Zielgruppe.", "Name an audience."))
    for section in questionnaire.sections:
        if not section.questions:
            words = Text("Dieser Abschnitt ist leer.", "This section is empty.")
            yield Unready(f"sections.{section.id}", words, Text("Füllen oder streichen Sie ihn.", "Fill or remove it."))


def _missing_texts(questionnaire: Questionnaire) -> Iterator[Unready]:
    for question in questionnaire.questions:
        if not question.text.by_language():
            words = Text("Die Frage hat keinen Text.", "The question has no text.")
            yield Unready(f"questions.{question.id}.text", words, Text("Schreiben Sie ihn.", "Write it."))
    for missing in untranslated(questionnaire):
        words = Text(f"Der Text fehlt ({missing.language}).", f"The text is missing ({missing.language}).")
        remedy = Text(
            "Übersetzen Sie ihn, oder bieten Sie die Sprache nicht an.", "Translate it, or do not offer the language."
        )
        yield Unready(missing.path, words, remedy)
    for path, name in unknown_pipes(questionnaire):
        words = Text(f"„{{{{{name}}}}}“ steht für keine Frage.", f"“{{{{{name}}}}}” stands for no question.")
        yield Unready(path, words, Text("Nennen Sie eine Frage davor.", "Name an earlier question."))


def _late_references(questionnaire: Questionnaire) -> Iterator[Unready]:
    """Whoever has not been asked yet has not answered: such a condition would never hold."""
    place = _places(questionnaire)
    for question in questionnaire.questions:
        here = place[question.id]
        own = {name for name, at in place.items() if at == here} if question.rules else set()
        looked_at = {name for tree in question.expressions() for name in tree.references} - own
        late = sorted(name for name in looked_at if place.get(name, -1) >= here)
        if late:
            words = Text(
                f"Die Bedingung meint eine spätere Frage: {', '.join(late)}.",
                f"The condition looks at a later question: {', '.join(late)}.",
            )
            remedy = Text("Stellen Sie diese davor.", "Move that one before it.")
            yield Unready(f"questions.{question.id}", words, remedy)
    for section in questionnaire.sections:
        first = min((place[one] for one in section.questions), default=len(place))
        references = section.shown_if.references if section.shown_if is not None else frozenset()
        late = sorted(name for name in references if place.get(name, -1) >= first)
        if late:
            words = Text(
                f"Die Bedingung des Abschnitts meint eine spätere Frage: {', '.join(late)}.",
                f"The section's condition looks at a later question: {', '.join(late)}.",
            )
            yield Unready(f"sections.{section.id}", words, Text("Stellen Sie diese davor.", "Move that one before it."))


def _places(questionnaire: Questionnaire) -> dict[str, int]:
    """Where each question stands; a computed value stands where the last question does that it needs."""
    place = {question.id: number for number, question in enumerate(questionnaire.questions)}
    waiting = {one.id: one.value.references for one in questionnaire.computed}
    while waiting:
        known = {name: needed for name, needed in waiting.items() if waiting.keys().isdisjoint(needed)}
        place |= {name: max((place[one] for one in needed), default=-1) for name, needed in known.items()}
        waiting = {name: needed for name, needed in waiting.items() if name not in known}
    return place


def _telling_quotas(questionnaire: Questionnaire) -> Iterator[Unready]:
    """A quota that is full tells how many answered so; opinions are not counted while a survey runs."""
    for quota in questionnaire.quotas:
        if quota.most and (opinions := opinions_counted(questionnaire, quota)):
            words = Text(
                f"Diese Quote verriete Meinungen, solange die Umfrage läuft: {', '.join(opinions)}.",
                f"This quota would tell opinions while the survey runs: {', '.join(opinions)}.",
            )
            remedy = Text("Zählen Sie nur nach Angaben zur Person.", "Count by questions about the person alone.")
            yield Unready(f"quotas.{quota.id}", words, remedy)
        if 0 < quota.most < FEWEST_COUNTED:
            words = Text(
                f"Diese Quote verriete, dass {quota.most} Menschen so geantwortet haben.",
                f"This quota would tell that {quota.most} people answered so.",
            )
            remedy = Text(
                f"Erlaubt sind {FEWEST_COUNTED} und mehr, oder 0 für niemanden.",
                f"{FEWEST_COUNTED} and more are allowed, or 0 for nobody.",
            )
            yield Unready(f"quotas.{quota.id}", words, remedy)
