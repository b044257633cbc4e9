"""An invented conversation whose votes follow from a rule: three camps of 40, 30 and 20 people, 20 statements."""

from leitplanke.evidence.opinions import Statement, VoteMatrix

CAMPS = (40, 30, 20)
PEOPLE, STATEMENTS = sum(CAMPS), 20
MODERATED_OUT, META = 18, 19
# in percent, by camp: how many of those asked agree; statements 0-3 unite, 4-15 divide, 16-19 say nothing
AGREEING = (
    (88, 84, 92, 12, *(90, 85, 92, 88), *(15, 10, 12, 8), *(15, 12, 10, 20), *(50, 50, 50, 50)),
    (85, 90, 86, 10, *(10, 15, 8, 12), *(90, 88, 85, 92), *(15, 10, 12, 20), *(50, 50, 50, 50)),
    (82, 86, 84, 15, *(12, 20, 15, 10), *(14, 12, 10, 20), *(92, 90, 88, 95), *(50, 50, 50, 50)),
)


def camp_of(person):
    return 0 if person < CAMPS[0] else 1 if person < CAMPS[0] + CAMPS[1] else 2


def rolled(person, statement, turn):
    """A number from 0 to 99 that looks drawn: the three numbers, mixed as at the end of MurmurHash3."""
    mixed = (person * 40_503 + statement * 2_654_435_761 + turn * 97_003) % 2**32
    for factor, shift in ((0x85EBCA6B, 16), (0xC2B2AE35, 13), (1, 16)):
        mixed = ((mixed ^ (mixed >> shift)) * factor) % 2**32
    return mixed * 100 >> 32


def votes_one_by_one():
    """(person, statement, vote) of everybody; nearly all statements were seen by each."""
    return [
        (person, statement, _vote(person, statement))
        for person in range(PEOPLE)
        for statement in range(STATEMENTS)
        if rolled(person, statement, 1) < 95
    ]


def _vote(person, statement):
    if rolled(person, statement, 2) < 8:
        return 0
    return 1 if rolled(person, statement, 3) < AGREEING[camp_of(person)][statement] else -1


def statements():
    return tuple(
        Statement(str(i), f"Aussage {i}", is_moderated_out=i == MODERATED_OUT, is_meta=i == META)
        for i in range(STATEMENTS)
    )


def vote_matrix(copies=1):
    """Everybody `copies` times."""
    everybody = [(person + copy * PEOPLE, *vote) for copy in range(copies) for person, *vote in votes_one_by_one()]
    people, columns, values = zip(*everybody, strict=True)
    participants = tuple(f"p{i}" for i in range(PEOPLE * copies))
    return VoteMatrix.of(participants, statements(), people=people, columns=columns, values=values)


def export_files(*, single_votes=True, by_person=True):
    """The same as Polis exports it; `votes.csv` and `participants-votes.csv` as wanted."""
    votes = votes_one_by_one()
    files = {"comments.csv": _comments(votes), "summary.csv": b"topic,Eine erfundene Unterhaltung\nvoters,90\n"}
    if single_votes:
        rows = (f"{1000 + i},{statement},{person},{vote}" for i, (person, statement, vote) in enumerate(votes))
        files["votes.csv"] = "\n".join(["timestamp,comment-id,voter-id,vote", *rows, ""]).encode()
    if by_person:
        files["participants-votes.csv"] = _by_person(votes)
    return files


def _comments(votes):
    lines = ["timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta"]
    for i in range(STATEMENTS):
        agrees = sum(s == i and v == 1 for _, s, v in votes)
        disagrees = sum(s == i and v == -1 for _, s, v in votes)
        moderated = -1 if i == MODERATED_OUT else 1
        lines.append(f'{i},Mon,{i},0,{agrees},{disagrees},{moderated},"Aussage {i}",{str(i == META).lower()}')
    return "\n".join([*lines, ""]).encode()


def _by_person(votes):
    given = {(person, statement): vote for person, statement, vote in votes}
    lines = [",".join(("participant", "group-id", "n-votes", *map(str, range(STATEMENTS))))]
    for person in range(PEOPLE):
        cells = [str(given.get((person, statement), "")) for statement in range(STATEMENTS)]
        lines.append(",".join((str(person), str(camp_of(person)), str(sum(map(bool, cells))), *cells)))
    return "\n".join([*lines, ""]).encode()
