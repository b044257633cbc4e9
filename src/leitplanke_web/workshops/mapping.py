"""Results in words: what a table of them says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Agenda, Step, StepKind, StepMinutes, result_words

if TYPE_CHECKING:
    from leitplanke.strategy.priorities import PairwiseWeights


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Columns for everybody and for each group of which something may be told, with how many voted."""

    kind: str
    groups: tuple[tuple[Text, int], ...]
    rows: tuple[tuple[Text, tuple[Text, ...]], ...]
    voters: int
    note: Text


def result_table(agenda: Agenda, told: StepMinutes) -> ResultTable:
    """Most first; statements in the order in which they were put."""
    kind, result, words = told.step.kind, told.result, told.item_words or {}
    assert result is not None
    names = {group.id: group.name for group in agenda.groups}
    order = list(range(len(result.items)))
    if kind is not StepKind.OPINIONS:
        order.sort(key=lambda at: -result.everybody[at][0])
    columns = (result.everybody, *result.groups.values())
    return ResultTable(
        kind=kind.value,
        groups=tuple((names[name], count) for name, count in result.told_voters.items()),
        rows=tuple(
            (words[result.items[at]], tuple(result_words(kind, column[at]) for column in columns)) for at in order
        ),
        voters=result.voters,
        note=told.note,
    )


def too_few_note(agenda: Agenda, voters: int) -> Text:
    """What is said in the place of a result while too few have voted for one."""
    german = {0: "Noch hat niemand abgestimmt.", 1: "Eine Person hat abgestimmt."}
    english = {0: "Nobody has voted yet.", 1: "One person has voted."}
    return Text(
        f"{german.get(voters, f'{voters} Personen haben abgestimmt.')} "
        f"Das Ergebnis erscheint ab {agenda.minimum_group} Personen.",
        f"{english.get(voters, f'{voters} people have voted.')} "
        f"The result appears once {agenda.minimum_group} people have.",
    )


def consistency_note(step: Step, found: PairwiseWeights) -> Text:
    """How far the room's comparisons fit together, and which three fit least where they do not."""
    ratio, words = f"{found.consistency_ratio:.2f}", {topic.id: topic.words for topic in step.topics}
    german = (
        "Die Vergleiche einer Gruppe sind Paar für Paar gemittelt (geometrisches Mittel) und dann gewichtet. "
        f"Widerspruchsmaß (CR) der Runde: {ratio.replace('.', ',')}; bis 0,10 passen Vergleiche zusammen."
    )
    english = (
        "The comparisons of a group are combined pair by pair (geometric mean) and then weighed. "
        f"Consistency ratio (CR) of the room: {ratio}; up to 0.10 comparisons fit together."
    )
    odd = found.contradiction
    if found.is_consistent or odd is None:
        return Text(german, english)
    three = [words[name] for name in (odd.first, odd.second, odd.third)]
    listed = ", ".join(f"„{one.de}“" for one in three), ", ".join(f"“{one.told('en')}”" for one in three)
    return Text(f"{german} Am wenigsten passen zusammen: {listed[0]}.", f"{english} These fit least: {listed[1]}.")
