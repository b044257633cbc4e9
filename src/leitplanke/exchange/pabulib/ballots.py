"""The VOTES section."""

from collections.abc import Mapping

from leitplanke.exchange.pabulib.amounts import read_whole
from leitplanke.exchange.pabulib.model import Ballot, Project, VoteType
from leitplanke.exchange.pabulib.projects import require_columns
from leitplanke.exchange.pabulib.sections import Row, Section
from leitplanke.exchange.places import FaultLog
from leitplanke.kernel.texts import Text

MOST_POINTS = 1_000_000  # for one project on one ballot


def read_ballots(
    section: Section, projects: tuple[Project, ...], vote_type: VoteType | None, log: FaultLog
) -> tuple[tuple[Ballot, ...], int]:
    """The ballots in the file's order, and how many of them named a project twice.

    The first mention counts; where ballots carry points, all points of a project on one ballot add up.

    Without a vote type or without projects nothing can be said about ballots; that fault is noted already.
    """
    has_points = vote_type is not None and vote_type.has_points
    if not require_columns(section, ("vote", "points") if has_points else ("vote",), log):
        return (), 0
    if vote_type is None or not projects:
        return (), 0
    ids = {project.original_id: project.id for project in projects}
    ballots, repeated = [], 0
    for row in section.rows:
        choices = _choices(row)
        distinct = dict.fromkeys(choices)
        repeated += len(distinct) < len(choices)
        if _is_sound(row, choices, tuple(distinct), ids, vote_type, log):
            ballots.append(_ballot(row, choices, ids, has_points=has_points))
    if not section.rows:
        log.add(
            section.place("vote"),
            Text("Es gibt keine Stimmzettel.", "There are no ballots."),
            Text("Prüfen Sie, ob die Datei vollständig ist.", "Check whether the file is complete."),
        )
    return tuple(ballots), repeated


def _choices(row: Row) -> list[str]:
    vote = row.text("vote")
    return [part for part in map(str.strip, vote.split(",")) if part] if vote else []


def _is_sound(
    row: Row,
    choices: list[str],
    distinct: tuple[str, ...],
    ids: Mapping[str, str],
    vote_type: VoteType,
    log: FaultLog,
) -> bool:
    unknown = [choice for choice in distinct if choice not in ids]
    if unknown:
        listed = ", ".join(unknown)
        log.add(
            row.place("vote"),
            Text(f"Nicht unter PROJECTS: {listed}.", f"Not listed in PROJECTS: {listed}."),
            Text("Ergänzen Sie das Projekt oder berichtigen Sie die Stimme.", "Add the project or mend the vote."),
        )
    if vote_type is VoteType.CHOOSE_ONE and len(distinct) > 1:
        log.add(
            row.place("vote"),
            Text(f"{len(distinct)} Projekte statt eines.", f"{len(distinct)} projects instead of one."),
            Text("Bei choose-1 hat jeder eine Stimme.", "With choose-1 everybody has one vote."),
        )
    points_fit = not vote_type.has_points or _points_fit(row, choices, log)
    return not unknown and points_fit and (vote_type is not VoteType.CHOOSE_ONE or len(distinct) <= 1)


def _points_fit(row: Row, choices: list[str], log: FaultLog) -> bool:
    points = row.items("points")
    if len(points) != len(choices):
        log.add(
            row.place("points"),
            Text(
                f"{len(points)} Punktzahlen zu {len(choices)} Projekten.",
                f"{len(points)} numbers of points for {len(choices)} projects.",
            ),
            Text("Zu jedem Projekt gehört genau eine Zahl.", "Every project needs exactly one number."),
        )
        return False
    odd = [number for number in points if (whole := read_whole(number)) is None or whole > MOST_POINTS]
    if odd:
        log.add(
            row.place("points"),
            Text(
                f"Keine ganzen Punkte von 0 bis {MOST_POINTS}: {', '.join(odd)}.",
                f"No whole points from 0 to {MOST_POINTS}: {', '.join(odd)}.",
            ),
            Text(
                "Vervielfachen oder verschieben Sie die Punkte aller Stimmzettel, bis sie ganze Zahlen ab 0 sind.",
                "Multiply or shift the points of all ballots until they are whole numbers from 0 upwards.",
            ),
        )
    return not odd


def _ballot(row: Row, choices: list[str], ids: Mapping[str, str], *, has_points: bool) -> Ballot:
    """Zero points say the same as no mention (default_score is 0), so they are left out."""
    given = dict.fromkeys((ids[choice] for choice in choices), 0)
    if has_points:
        for choice, number in zip(choices, row.items("points"), strict=True):
            given[ids[choice]] += read_whole(number) or 0
    projects = tuple(project for project, number in given.items() if number or not has_points)
    return Ballot(
        voter=row.text("voter_id"),
        projects=projects,
        points=tuple(given[project] for project in projects) if has_points else (),
        age=row.text("age"),
        sex=row.text("sex"),
        voting_method=row.text("voting_method"),
        district=row.text("district"),
        neighborhood=row.text("neighborhood"),
    )
