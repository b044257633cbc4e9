"""From the files of an export to a conversation."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from leitplanke.evidence.opinions import Statement, VoteMatrix
from leitplanke.exchange.foreign_sheets import ForeignSheet, read_foreign_sheet
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.polis.ballots import Ballots, read_participants, read_votes
from leitplanke.exchange.polis.model import PolisExport
from leitplanke.exchange.polis.statements import Comments, read_comments, with_unlisted
from leitplanke.exchange.polis.wording import is_about_the_person
from leitplanke.kernel.texts import Text

COMMENTS, SUMMARY = ("comments.csv",), ("summary.csv",)
SINGLE_VOTES, PARTICIPANTS = ("votes.csv",), ("participants-votes.csv", "participant-votes.csv")
NAMES = (*COMMENTS, *SUMMARY, *SINGLE_VOTES, *PARTICIPANTS)

_NO_COMMENTS = Comments((), {}, tells_meta=False)


def read_polis(folder: Path, *, meta: Collection[str] | None = None) -> PolisExport:
    """The conversation in the files of `folder`, whose names may have something before them (`abc-votes.csv`).

    Raises `FaultyInputError` with every fault, and `OSError`.
    """
    found = {}
    for path in sorted(folder.iterdir()):
        name = next((name for name in NAMES if path.name.lower() == name), None) or next(
            (name for name in sorted(NAMES, key=len, reverse=True) if path.name.lower().endswith(name)), None
        )
        if name is not None and (name not in found or path.name.lower() == name):
            found[name] = path
    return read_polis_files({name: path.read_bytes() for name, path in found.items()}, meta=meta)


def read_polis_files(files: Mapping[str, bytes], *, meta: Collection[str] | None = None) -> PolisExport:
    """The conversation in these files, by the names of Polis.

    `meta`: ids of the statements about the person; None: as the export says or, if it does not, by their wording.
    """
    log = FaultLog()
    notes: list[Text] = []
    sheets = {name: read_foreign_sheet(name, data, log) for name, data in files.items() if name not in SUMMARY}
    comments = _comments(_first(sheets, COMMENTS), log, notes)
    ballots = _ballots(_first(sheets, SINGLE_VOTES), _first(sheets, PARTICIPANTS), comments, log, notes)
    if not ballots.people and not log.faults:
        log.add(
            Place(PARTICIPANTS[0]),
            Text("Es gibt keine Stimmen.", "There are no votes."),
            Text(
                "In den Ordner gehört votes.csv oder participants-votes.csv.",
                "votes.csv or participants-votes.csv belongs in the folder.",
            ),
        )
    log.raise_if_any(lambda file: (0, file))
    statements, unlisted = with_unlisted(comments, iter(ballots.statements))
    if unlisted and comments.statements:
        notes.append(
            Text(
                f"{unlisted} Aussagen mit Stimmen fehlen in comments.csv; sie zählen ohne Wortlaut.",
                f"{unlisted} statements with votes are missing in comments.csv; they count without their words.",
            )
        )
    statements = _with_meta(statements, meta, tells_meta=comments.tells_meta, log=log, notes=notes)
    log.raise_if_any(lambda file: (0, file))
    topic = _topic(files.get(SUMMARY[0], b""))
    return PolisExport(topic, _matrix(ballots, statements), ballots.groups or None, tuple(notes))


def _first(sheets: Mapping[str, ForeignSheet | None], names: Iterable[str]) -> ForeignSheet | None:
    return next((sheet for name in names if (sheet := sheets.get(name)) is not None), None)


def _comments(sheet: ForeignSheet | None, log: FaultLog, notes: list[Text]) -> Comments:
    if sheet is not None:
        return read_comments(sheet, log)
    notes.append(
        Text(
            "comments.csv fehlt: Der Wortlaut und was abgelehnt wurde sind unbekannt.",
            "comments.csv is missing: the words and what was moderated out are unknown.",
        )
    )
    return _NO_COMMENTS


def _ballots(
    single: ForeignSheet | None, whole: ForeignSheet | None, comments: Comments, log: FaultLog, notes: list[Text]
) -> Ballots:
    """The single votes where they are there, because they tell what was voted last; Polis' groups from the other."""
    by_person = Ballots() if whole is None else read_participants(whole, log)
    if single is None:
        return _oriented(by_person, comments, notes)
    ballots = _oriented(read_votes(single, log), comments, notes)
    ballots.groups = by_person.groups
    repeated = len(ballots.people) - len(ballots.state())
    if repeated:
        how = ("wie sie in der Datei stehen", "as they stand in the file")
        how = how if ballots.in_file_order else ("nach ihrer Zeit", "by their time")
        notes.append(
            Text(
                f"{repeated} Stimmen wurden später geändert oder wiederholt; die letzte zählt, {how[0]}.",
                f"{repeated} votes were changed or repeated later; the last one counts, {how[1]}.",
            )
        )
    if whole is not None and by_person.people:
        one, other = ballots.state(), _oriented(by_person, comments, []).state()
        differing = sum(one.get(cell) != other.get(cell) for cell in one.keys() | other.keys())
        if differing:
            notes.append(
                Text(
                    f"{differing} Stimmen sind in {whole.file} anders als in {single.file}; {single.file} zählt.",
                    f"{differing} votes differ between {whole.file} and {single.file}; {single.file} counts.",
                )
            )
    return ballots


def _oriented(ballots: Ballots, comments: Comments, notes: list[Text]) -> Ballots:
    """Some exports have the signs of the database, where −1 agrees; the tallies of comments.csv give it away."""
    counted: dict[str, list[int]] = {}
    for (_, statement), value in ballots.state().items():
        if value:
            counted.setdefault(statement, [0, 0])[value < 0] += 1
    as_is = turned = 0
    for statement, (agrees, disagrees) in comments.tallies.items():
        ones, minus = counted.get(statement, [0, 0])
        as_is += abs(agrees - ones) + abs(disagrees - minus)
        turned += abs(agrees - minus) + abs(disagrees - ones)
    if 2 * turned < as_is:
        ballots.values = [-value for value in ballots.values]
        notes.append(
            Text(
                "Die Vorzeichen der Stimmen sind vertauscht (-1 stimmt zu), wie die Summen in comments.csv zeigen; "
                "sie wurden gedreht.",
                "The signs of the votes are reversed (-1 agrees), as the sums in comments.csv show; they were turned.",
            )
        )
    return ballots


def _with_meta(
    statements: tuple[Statement, ...],
    meta: Collection[str] | None,
    *,
    tells_meta: bool,
    log: FaultLog,
    notes: list[Text],
) -> tuple[Statement, ...]:
    if meta is not None:
        for unknown in sorted(set(meta) - {statement.id for statement in statements}):
            log.add(
                Place(COMMENTS[0], None, "comment-id"),
                Text(f"Die Aussage {unknown} gibt es nicht.", f"There is no statement {unknown}."),
                Text("Prüfen Sie die Kennungen bei --meta.", "Check the identifiers after --meta."),
            )
        return tuple(replace(statement, is_meta=statement.id in meta) for statement in statements)
    if tells_meta:
        return statements
    guessed = {s.id for s in statements if not s.is_moderated_out and is_about_the_person(s.text)}
    if guessed:
        listed = ", ".join(s.id for s in statements if s.id in guessed)
        notes.append(
            Text(
                f"Der Export sagt nicht, welche Aussagen die Person beschreiben. Dem Wortlaut nach: {listed}. "
                "Sie bilden keine Gruppen. Anders geht es mit --meta.",
                f"The export does not tell which statements are about the person. By their words: {listed}. "
                "They form no groups. --meta changes that.",
            )
        )
    return tuple(replace(statement, is_meta=statement.id in guessed) for statement in statements)


def _matrix(ballots: Ballots, statements: tuple[Statement, ...]) -> VoteMatrix:
    participants = tuple(dict.fromkeys(ballots.people))
    who = {participant: i for i, participant in enumerate(participants)}
    what = {statement.id: i for i, statement in enumerate(statements)}
    return VoteMatrix.of(
        participants,
        statements,
        people=[who[participant] for participant in ballots.people],
        columns=[what[statement] for statement in ballots.statements],
        values=ballots.values,
    )


def _topic(summary: bytes) -> str:
    """A summary is pairs of a name and a value, one per row."""
    rows = csv.reader(io.StringIO(summary.decode("utf-8-sig", errors="replace"), newline=""))
    try:
        return next((" ".join(row[1].split()) for row in rows if len(row) > 1 and row[0].strip() == "topic"), "")
    except csv.Error:  # a summary that cannot be read costs the title, nothing else
        return ""
