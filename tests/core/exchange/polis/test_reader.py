import pytest

from factories.conversation import PEOPLE, camp_of, export_files, statements, vote_matrix
from leitplanke.exchange.polis import read_polis, read_polis_files
from leitplanke.exchange.polis.wording import is_about_the_person
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Language


def cells(votes):
    """(participant, statement, vote) in a fixed order."""
    told = (
        (int(votes.participants[row]), votes.statements[column].id, int(value))
        for row, column, value in zip(votes.rows, votes.columns, votes.values, strict=True)
    )
    return sorted(told)


def expected_cells():
    votes = vote_matrix()
    return sorted(
        (int(r), votes.statements[c].id, int(v))
        for r, c, v in zip(votes.rows, votes.columns, votes.values, strict=True)
    )


def faults_of(files, **options):
    with pytest.raises(FaultyInputError) as refused:
        read_polis_files(files, **options)
    return [fault.in_language(Language.EN) for fault in refused.value.faults]


@pytest.mark.parametrize(("single", "by_person"), [(True, True), (True, False), (False, True)])
def test_either_file_of_votes_is_enough(single, by_person):
    export = read_polis_files(export_files(single_votes=single, by_person=by_person))

    assert cells(export.votes) == expected_cells()
    assert export.votes.statements == statements()
    assert export.topic == "Eine erfundene Unterhaltung"
    assert export.groups == ({str(i): str(camp_of(i)) for i in range(PEOPLE)} if by_person else None)
    assert export.notes == ()


def test_columns_may_stand_in_any_order_and_be_cut_by_semicolons():
    files = export_files(by_person=False)
    rows = [line.split(",") for line in files["votes.csv"].decode().splitlines()]
    files["votes.csv"] = "\n".join(";".join(reversed(row)) for row in rows).encode("utf-8-sig")

    assert cells(read_polis_files(files).votes) == expected_cells()


def test_last_vote_by_time_counts_whatever_stands_where():
    files = {
        "comments.csv": b"comment-id,comment-body\n7,Parken\n",
        "votes.csv": b"timestamp,comment-id,voter-id,vote\n30,7,a,-1\n10,7,a,1\n20,7,b,1\n",
    }

    export = read_polis_files(files)

    assert export.votes.values.tolist() == [-1, 1]
    assert [note.en for note in export.notes] == [
        "1 votes were changed or repeated later; the last one counts, by their time."
    ]


def test_signs_of_the_database_are_turned_and_told():
    files = export_files(by_person=False)
    lines = files["votes.csv"].decode().splitlines()
    turned = [f"{line.rpartition(',')[0]},{-int(line.rpartition(',')[2])}" for line in lines[1:]]
    files["votes.csv"] = "\n".join([lines[0], *turned]).encode()

    export = read_polis_files(files)

    assert cells(export.votes) == expected_cells()
    assert "The signs of the votes are reversed" in export.notes[0].en


def test_without_comments_only_numbers_are_known():
    files = {name: data for name, data in export_files().items() if name != "comments.csv"}

    export = read_polis_files(files)

    assert cells(export.votes) == expected_cells()
    assert {statement.text for statement in export.votes.statements} == {""}
    assert "comments.csv is missing" in export.notes[0].en


def test_statements_about_the_person_are_named_by_whoever_knows_them():
    export = read_polis_files(export_files(), meta={"3", "4"})

    assert [statement.id for statement in export.votes.statements if statement.is_meta] == ["3", "4"]


def test_statements_about_the_person_are_guessed_where_the_export_is_silent():
    files = {
        "comments.csv": b"comment-id,comment-body\n1,Ich wohne in der Kernstadt\n2,Mehr Busse!\n",
        "votes.csv": b"comment-id,voter-id,vote\n1,a,1\n2,a,1\n",
    }

    export = read_polis_files(files)

    assert [statement.is_meta for statement in export.votes.statements] == [True, False]
    assert "By their words: 1." in export.notes[0].en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am between 20 and 25 years old.", True),
        ("12. I'm a farmer or commercial grower", True),
        ("My gender has changed since birth.", True),
        ("English is my first language.", True),
        ("Ich bin unter 30 Jahre alt", True),
        ("Ich bin Mutter von zwei Kindern", True),
        ("I am worried about the river", False),
        ("I am under pressure because rents rise", False),
        ("I live in a town that should have more buses", False),
        ("Ich bin bereit, mehr zu zahlen", False),
        ("Ich bin gegen Windräder", False),
        ("Ich lebe in Angst, wenn nichts geschieht", False),
    ],
)
def test_wording_tells_a_fact_about_the_person_from_an_opinion(text, expected):
    assert is_about_the_person(text) is expected


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("votes.csv", b"comment-id,voter-id,vote\n1,a,yes\n", "votes.csv, row 2, field vote: “yes” is no vote."),
        (
            "votes.csv",
            b"comment-id,voter-id,vote\n1,,1\n",
            "row 2, field vote: The person or the statement is missing.",
        ),
        ("votes.csv", b"comment-id,vote\n1,1\n", "votes.csv, row 1, field voter-id: The column is missing"),
        ("votes.csv", b"comment-id,voter-id,vote\n1,a\n", "votes.csv, row 2: 2 fields instead of 3."),
        ("votes.csv", b'comment-id,voter-id,vote\n1,"a\n', "votes.csv, row 2: The row is no valid CSV"),
        ("votes.csv", b"", "votes.csv: The file is empty."),
        ("votes.csv", b"PK\x00\x01", "votes.csv: This is no text file."),
        ("participants-votes.csv", b"participant,1\na,2\n", "participants-votes.csv, row 2, field 1: “2” is no vote."),
        (
            "participants-votes.csv",
            b"participant,1\na,1\na,1\n",
            "row 3, field participant: a stands in row 2 already.",
        ),
        ("participants-votes.csv", b"participant,1,1\na,1,1\n", "row 1, field 1: The column stands twice."),
        ("participants-votes.csv", b"participant,group-id\na,1\n", "There is no column with votes."),
        ("comments.csv", b"comment-id,moderated\n1,2\n", "comments.csv, row 2, field moderated: “2” is no decision."),
        ("comments.csv", b"comment-id\n1\n1\n", "comments.csv, row 3, field comment-id: Statement 1 stands further up"),
        ("comments.csv", b"comment-id,is-meta\n1,maybe\n", "row 2, field is-meta: “maybe” is neither true nor false."),
        ("summary.csv", b"topic,x\n", "participants-votes.csv: There are no votes."),
    ],
)
def test_faults_name_file_row_field_and_remedy(name, data, expected):
    assert expected in faults_of({name: data})[0]


def test_unknown_statement_about_the_person_is_a_fault():
    told = faults_of(export_files(), meta={"99"})

    assert told == ["comments.csv, field comment-id: There is no statement 99. Check the identifiers after --meta."]


def test_folder_may_put_something_before_the_names(tmp_path):
    for name, data in export_files().items():
        (tmp_path / f"abc123-{name}").write_bytes(data)

    assert cells(read_polis(tmp_path).votes) == expected_cells()
