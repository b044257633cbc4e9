"""`comments.csv`: the statements, what moderators decided, and how often each was agreed with."""

from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.evidence.opinions import Statement
from leitplanke.exchange.foreign_sheets import ForeignSheet
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.kernel.texts import Text

_TRUE, _FALSE = {"1", "true", "t", "yes", "ja"}, {"0", "false", "f", "no", "nein", ""}
_MODERATION = {"-1": True, "0": False, "1": False, "": False}


@dataclass(frozen=True, slots=True)
class Comments:
    """The statements in the file's order. `tallies`: agreeing and disagreeing votes by id, as far as the file tells.

    `tells_meta`: whether the file says which statements are about the person.
    """

    statements: tuple[Statement, ...]
    tallies: dict[str, tuple[int, int]]
    tells_meta: bool


def read_comments(sheet: ForeignSheet, log: FaultLog) -> Comments:
    """The statements; faults are noted."""
    at_id = sheet.need(log, "comment-id", "statement-id", "tid")
    if at_id is None:
        return Comments((), {}, tells_meta=False)
    at_text = sheet.position("comment-body", "comment", "text", "body")
    at_moderated, at_meta = sheet.position("moderated", "mod"), sheet.position("is-meta", "meta")
    tally = [sheet.position("agrees"), sheet.position("disagrees")]
    statements: dict[str, Statement] = {}
    tallies: dict[str, tuple[int, int]] = {}
    for row, fields in sheet.rows:
        place = Place(sheet.file, row, "comment-id")
        found = fields[at_id].strip()
        if _is_new_id(found, statements, place, log):
            statements[found] = Statement(
                id=found,
                text="" if at_text is None else " ".join(fields[at_text].split()),
                is_moderated_out=_moderated_out(fields, at_moderated, place.at("moderated"), log),
                is_meta=_meta(fields, at_meta, place.at("is-meta"), log),
            )
            numbers = [int(fields[at]) for at in tally if at is not None and fields[at].strip().isdecimal()]
            if len(numbers) == len(tally):
                tallies[found] = (numbers[0], numbers[1])
    return Comments(tuple(statements.values()), tallies, tells_meta=at_meta is not None)


def _is_new_id(found: str, statements: dict[str, Statement], place: Place, log: FaultLog) -> bool:
    if not found:
        log.add(place, Text("Die Kennung fehlt.", "The identifier is missing."), Text("Ergänzen Sie sie.", "Add it."))
    elif found in statements:
        log.add(
            place,
            Text(f"Die Aussage {found} steht schon weiter oben.", f"Statement {found} stands further up already."),
            Text("Löschen Sie eine der Zeilen.", "Delete one of the rows."),
        )
    return bool(found) and found not in statements


def _moderated_out(fields: list[str], at: int | None, place: Place, log: FaultLog) -> bool:
    value = "" if at is None else fields[at].strip()
    if value not in _MODERATION:
        log.add(
            place,
            Text(f"„{value}“ ist keine Entscheidung.", f"“{value}” is no decision."),
            Text("-1 heißt abgelehnt, 0 offen, 1 angenommen.", "-1 means rejected, 0 open, 1 accepted."),
        )
    return _MODERATION.get(value, False)


def _meta(fields: list[str], at: int | None, place: Place, log: FaultLog) -> bool:
    value = "" if at is None else fields[at].strip().lower()
    if value not in _TRUE | _FALSE:
        log.add(
            place,
            Text(f"„{value}“ ist weder true noch false.", f"“{value}” is neither true nor false."),
            Text("true heißt: beschreibt die Person.", "true means: is about the person."),
        )
    return value in _TRUE


def with_unlisted(comments: Comments, voted_on: Iterator[str]) -> tuple[tuple[Statement, ...], int]:
    """The statements and those that were voted on but are not listed, without text; and how many these are."""
    listed = {statement.id for statement in comments.statements}
    unlisted = sorted({found for found in voted_on if found not in listed}, key=_by_number)
    return (*comments.statements, *(Statement(found, "") for found in unlisted)), len(unlisted)


def _by_number(identifier: str) -> tuple[int, str]:
    return (int(identifier) if identifier.isdecimal() else 0, identifier)
