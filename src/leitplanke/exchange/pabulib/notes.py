"""What does not fit in a file but is no fault: told to whoever imports it."""

from collections import Counter
from collections.abc import Iterator

from leitplanke.exchange.pabulib.amounts import read_day, read_whole
from leitplanke.exchange.pabulib.meta import key_values
from leitplanke.exchange.pabulib.model import Vote
from leitplanke.exchange.pabulib.sections import Section
from leitplanke.exchange.pabulib.voters import age_scale
from leitplanke.kernel.texts import Text

_BOUNDS = (
    "min_project_score_threshold",
    "budget_per_category",
    "budget_per_neighborhood",
    "max_sum_cost_per_category",
    "min_sum_cost_per_category",
    "leftover_budget",
    "fully_funded",
)


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
    yield from _rules_not_kept(values)
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


def _rules_not_kept(values: dict[str, str]) -> Iterator[Text]:
    """What else bound the town's selection: the plan knows the votes and the budget alone."""
    bounds = ", ".join(f"{key} {values[key]}" for key in _BOUNDS if values.get(key, "") not in {"", "0"})
    if bounds:
        yield Text(
            f"Der Fahrplan kennt nur Stimmen und Budget, nicht diese Vorgaben: {bounds}.",
            f"The roadmap knows votes and budget only, not these demands: {bounds}.",
        )


def _on_projects(vote: Vote) -> Iterator[Text]:
    renamed = sum(project.id != project.original_id for project in vote.projects)
    special = sum((project.selected or 0) > 1 for project in vote.projects)
    counted = Counter(project for ballot in vote.ballots for project in ballot.projects)
    differing = sum(project.votes not in {None, counted[project.id]} for project in vote.projects)
    reason = f" {vote.meta.comment}".rstrip()
    yield from _counts(
        (renamed, "Projekte mit neuer Kennung (die alte steht in der Beschreibung)", "projects with a new identifier"),
        (
            special,
            f"aus besonderem Grund ausgewählte Projekte (selected 2 oder 3).{reason}",
            f"projects selected for a special reason (selected 2 or 3).{reason}",
        ),
        (
            differing,
            "Projekte, deren Stimmenzahl (votes) nicht zu den Stimmzetteln passt",
            "projects whose number of votes does not fit the ballots",
        ),
    )


def _on_ballots(vote: Vote, repeated: int) -> Iterator[Text]:
    times = Counter(ballot.voter for ballot in vote.ballots if ballot.voter)
    longest = vote.meta.max_length or len(vote.projects)
    unreadable = age_scale(ballot.age for ballot in vote.ballots).unreadable
    yield from _counts(
        (sum(many > 1 for many in times.values()), "mehrfach vorkommende voter_id", "voter ids that occur repeatedly"),
        (
            repeated,
            "Stimmzettel, die ein Projekt mehrfach nennen (es zählt einmal, seine Punkte zählen zusammen)",
            "ballots that name a project twice (it counts once, its points add up)",
        ),
        (
            sum(len(ballot.projects) > longest for ballot in vote.ballots),
            f"Stimmzettel mit mehr als {longest} Projekten (max_length)",
            f"ballots with more than {longest} projects (max_length)",
        ),
        (sum(not ballot.projects for ballot in vote.ballots), "leere Stimmzettel", "empty ballots"),
        (
            sum(ballot.age in unreadable for ballot in vote.ballots),
            "nicht lesbare Altersangaben (bleiben leer)",
            "ages that cannot be read (they stay empty)",
        ),
    )


def _counts(*found: tuple[int, str, str]) -> Iterator[Text]:
    """One note per count above 0."""
    return (Text(f"{many}× {german}", f"{many}× {english}") for many, german, english in found if many)
