"""What does not fit in a file but is no fault: told to whoever imports it."""

from collections import Counter
from collections.abc import Iterator

from leitplanke.exchange.pabulib.amounts import read_day, read_whole
from leitplanke.exchange.pabulib.meta import key_values
from leitplanke.exchange.pabulib.model import Vote
from leitplanke.exchange.pabulib.sections import Section
from leitplanke.exchange.pabulib.voters import age_scale
from leitplanke.kernel.texts import Text


def notes_on(vote: Vote, meta: Section, *, repeated: int) -> tuple[Text, ...]:
    """All notes in a fixed order; `repeated` ballots named a project twice."""
    values = key_values(meta)
    return (*_on_meta(vote, values, len(meta.rows)), *_on_projects(vote), *_on_ballots(vote, repeated))


def _on_meta(vote: Vote, values: dict[str, str], rows: int) -> Iterator[Text]:
    for key, found, de, en in (
        ("num_projects", len(vote.projects), "Projekte", "projects"),
        ("num_votes", len(vote.ballots), "Stimmzettel", "ballots"),
    ):
        told = values.get(key, "")
        if told and read_whole(told) != found:
            yield Text(
                f"META nennt {told} {de} ({key}), in der Datei stehen {found}.",
                f"META tells {told} {en} ({key}), the file has {found}.",
            )
    if len(values) < rows:
        yield Text(
            "META nennt einen Schlüssel mehrfach; der erste Wert zählt.", "META repeats a key; the first value counts."
        )
    if read_day(values.get("date_end", "")) is None:
        yield Text(
            f"date_end ist nicht lesbar; als Tag der Abstimmung gilt {vote.meta.ended_on}.",
            f"date_end cannot be read; {vote.meta.ended_on} is taken as the day of the vote.",
        )
    if not vote.meta.currency:
        yield Text("Die Währung ist unbekannt (XXX).", "The currency is unknown (XXX).")


def _on_projects(vote: Vote) -> Iterator[Text]:
    renamed = sum(project.id != project.original_id for project in vote.projects)
    if renamed:
        yield Text(
            f"{renamed} Projekte haben eine neue Kennung; die alte steht in der Beschreibung.",
            f"{renamed} projects have a new identifier; the old one stands in the description.",
        )
    special = sum((project.selected or 0) > 1 for project in vote.projects)
    if special:
        yield Text(
            f"{special} Projekte wurden aus einem besonderen Grund ausgewählt (selected 2 oder 3): {vote.meta.comment}",
            f"{special} projects were selected for a special reason (selected 2 or 3): {vote.meta.comment}",
        )
    counted = Counter(project for ballot in vote.ballots for project in ballot.projects)
    differing = sum(project.votes not in {None, counted[project.id]} for project in vote.projects)
    if differing:
        yield Text(
            f"Bei {differing} Projekten nennt die Datei eine andere Stimmenzahl, als ihre Stimmzettel ergeben.",
            f"For {differing} projects the file tells another number of votes than its ballots give.",
        )


def _on_ballots(vote: Vote, repeated: int) -> Iterator[Text]:
    times = Counter(ballot.voter for ballot in vote.ballots if ballot.voter)
    doubled = sum(many > 1 for many in times.values())
    longest = vote.meta.max_length or len(vote.projects)
    too_long = sum(len(ballot.projects) > longest for ballot in vote.ballots)
    empty = sum(not ballot.projects for ballot in vote.ballots)
    unreadable = age_scale(ballot.age for ballot in vote.ballots).unreadable
    ages = sum(ballot.age in unreadable for ballot in vote.ballots)
    for many, de, en in (
        (doubled, "Kennungen von Wählern kommen mehrfach vor", "voter ids occur more than once"),
        (
            repeated,
            "Stimmzettel nennen ein Projekt mehrfach; es zählt einmal",
            "ballots name a project twice; once counts",
        ),
        (too_long, f"Stimmzettel nennen mehr als {longest} Projekte", f"ballots name more than {longest} projects"),
        (empty, "Stimmzettel sind leer", "ballots are empty"),
        (ages, "Altersangaben sind nicht lesbar und bleiben leer", "ages cannot be read and stay empty"),
    ):
        if many:
            yield Text(f"{many} {de}.", f"{many} {en}.")
