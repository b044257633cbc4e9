"""What stays behind when a town is exported, by name: nothing is left out in silence (docs/decisions/0027)."""

from collections.abc import Iterator

from leitplanke.kernel.texts import Text
from leitplanke_web.discussion.queries import NotMoving, not_moving
from leitplanke_web.towns.models import Town
from leitplanke_web.workshops.queries import note_count, photo_count, unfinished_workshops


def left_behind(town: Town) -> tuple[Text, ...]:
    """A sentence for each thing that the town's folder does not hold, with the remedy where there is one."""
    return (*_of_discussions(town), *_of_workshops(town))


def _of_discussions(town: Town) -> Iterator[Text]:
    for one in not_moving(town):
        for number, what in _kinds(one):
            if number:
                yield Text(
                    f"Diskussion {one.discussion}: {number} {what.de}",
                    f"discussion {one.discussion}: {number} {what.en}",
                )


def _kinds(one: NotMoving) -> tuple[tuple[int, Text], ...]:
    return (
        (
            one.waiting,
            Text(
                "Beiträge, über die noch niemand entschieden hat. Entscheiden Sie, dann exportieren Sie noch einmal.",
                "contributions on which nobody has decided yet. Decide on them, then export again.",
            ),
        ),
        (
            one.hidden,
            Text(
                "ausgeblendete Beiträge ohne ihre Worte; der Grund geht mit.",
                "hidden contributions without their words; the reason moves.",
            ),
        ),
        (
            one.votes,
            Text(
                "einzelne Stimmzettel. Wie viele zustimmten, steht nach dem Abschluss in den Unterlagen.",
                "single ballots. How many agreed stands in the record once the discussion is closed.",
            ),
        ),
        (
            one.notices,
            Text(
                "Hinweise zu Beiträgen, die noch niemand angesehen hat.",
                "notices about contributions that nobody has looked at yet.",
            ),
        ),
        (
            one.receipts,
            Text(
                "Belegcodes: Sie öffnen anderswo nichts.",
                "receipt codes: they open nothing elsewhere.",
            ),
        ),
    )


def _of_workshops(town: Town) -> Iterator[Text]:
    for name in unfinished_workshops(town):
        yield Text(
            f"Werkstatt {name}, die noch läuft oder kommt. Schließen Sie sie ab, dann exportieren Sie noch einmal.",
            f"workshop {name}, which is not closed yet. Close it, then export again.",
        )
    photos, notes = photo_count(town), note_count(town)
    if photos or notes:
        yield Text(
            f"{photos} Fotos und {notes} Einträge aus Protokollen von Werkstätten. Laden Sie die Protokolle herunter.",
            f"{photos} photos and {notes} entries of minutes of workshops. Download the minutes.",
        )
