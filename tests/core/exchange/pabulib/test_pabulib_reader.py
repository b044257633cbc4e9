from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.pabulib import Ballot, Project, VoteMeta, VoteType, read_pabulib
from leitplanke.kernel.faults import FaultyInputError

APPROVAL = """META
key;value
description;Bürgerbudget Musterstadt
country;Germany
unit;Musterstadt
instance;2025
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
date_begin;01.09.2024
date_end;30.09.2024
max_length;2
currency;EUR
PROJECTS
project_id;cost;votes;name;category;target;selected
1;600;2;Bänke am Brunnen;public space,seniors;seniors;1
2;800;2;"Spielplatz; Teil II";;;0
7;0;1;Żółte światło – déjà vu;public space;None;2
VOTES
voter_id;vote;age;sex;voting_method
a;1,2;17;F;internet
b;2,7;75;K;paper
c;1;;;
d;;999;M;letter
"""


def read(text, name="vote.pb"):
    return read_pabulib(text.encode(), name=name)


def small(vote_type, header, *rows, meta=""):
    return "\n".join([
        "META", "key;value", "budget;100", f"vote_type;{vote_type}", "date_end;2024", "currency;EUR", meta,
        "PROJECTS", "project_id;cost", "1;10", "2;20", "3;30", "VOTES", header, *rows,
    ])  # fmt: skip


def faults_of(text):
    with pytest.raises(FaultyInputError) as caught:
        read(text)
    return [(fault.row, fault.column) for fault in caught.value.faults]


def test_approval_vote_is_read_whole():
    vote = read(APPROVAL)

    assert vote.meta == VoteMeta(
        description="Bürgerbudget Musterstadt",
        country="Germany",
        unit="Musterstadt",
        subunit="",
        instance="2025",
        year=2025,
        language="",
        currency="EUR",
        vote_type=VoteType.APPROVAL,
        budget_cents=100_000,
        ended_on=date(2024, 9, 30),
        max_length=2,
        population=None,
        comment="",
        acknowledgments="",
        rule="greedy",
        is_artificial=False,
    )
    assert vote.projects == (
        Project("1", "1", "Bänke am Brunnen", "", 60_000, ("public space", "seniors"), ("seniors",), 2, 1),
        Project("2", "2", "Spielplatz; Teil II", "", 80_000, (), (), 2, 0),
        Project("7", "7", "Żółte światło – déjà vu", "", 0, ("public space",), (), 1, 2),
    )
    assert vote.ballots == (
        Ballot("a", ("1", "2"), (), "17", "F", "internet"),
        Ballot("b", ("2", "7"), (), "75", "K", "paper"),
        Ballot("c", ("1",)),
        Ballot("d", (), (), "999", "M", "letter"),
    )
    assert [note.en for note in vote.notes] == [
        "1× projects selected for a special reason (selected 2 or 3).",
        "1× empty ballots",
        "1× ages that cannot be read (they stay empty)",
    ]


def test_ordinal_vote_keeps_the_order():
    vote = read(small("ordinal", "voter_id;vote", "a;3,1,2", "b;2"))

    assert [ballot.projects for ballot in vote.ballots] == [("3", "1", "2"), ("2",)]


def test_choose_one_vote_has_one_project():
    vote = read(small("choose-1", "voter_id;vote", "a;3", "b;"))

    assert [ballot.projects for ballot in vote.ballots] == [("3",), ()]


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring"])
def test_points_belong_to_projects_and_zero_is_no_mention(vote_type):
    vote = read(small(vote_type, "voter_id;vote;points", "a;3,1;5,2", "b;1,2;3.0,0", "c;;"))

    assert [(ballot.projects, ballot.points) for ballot in vote.ballots] == [
        (("3", "1"), (5, 2)),
        (("1",), (3,)),
        ((), ()),
    ]


def test_points_of_a_project_named_twice_add_up():
    vote = read(small("cumulative", "voter_id;vote;points", "a;3,1,3;1,2,1"))

    assert [(ballot.projects, ballot.points) for ballot in vote.ballots] == [(("3", "1"), (2, 2))]
    assert "1× ballots that name a project twice (it counts once, its points add up)" in [n.en for n in vote.notes]


def test_categories_may_be_written_as_a_list():
    vote = read(APPROVAL.replace(";public space,seniors;", ';"[""public space"", ""seniors""]";'))

    assert vote.projects[0].categories == ("public space", "seniors")


def test_year_may_stand_in_the_description_alone():
    vote = read(small("approval", "vote", "1").replace("date_end;2024", "description;Budget 2022"))

    assert vote.meta.ended_on == date(2022, 12, 31)


def test_demands_that_the_plan_does_not_know_are_told():
    vote = read(small("approval", "vote", "1", meta="min_project_score_threshold;50\nbudget_per_category;60,40"))

    assert (
        "The roadmap knows votes and budget only, not these demands: "
        "min_project_score_threshold 50, budget_per_category 60,40."
    ) in [note.en for note in vote.notes]


def test_reading_is_robust_against_what_real_files_contain():
    text = APPROVAL.replace("META", "meta;;", 1).replace("PROJECTS", "Projects", 1).replace("VOTES", '"VOTES";;;', 1)
    text = text.replace("PROJECTS\n", "PROJECTS\n\n").replace("a;1,2", " a ; 1 , 2 ").replace("voter_id", " Voter_ID ")
    text = text.replace("7;0;1;Żółte", '7;0;1;"Żółte" i "białe') + "\n;;;;\n\n"

    vote = read_pabulib(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), name="vote.pb")

    assert vote.ballots == read(APPROVAL).ballots
    assert vote.projects[2].title == '"Żółte" i "białe światło – déjà vu'


def test_quoted_name_may_run_over_lines():
    vote = read(APPROVAL.replace('"Spielplatz; Teil II"', '"Spielplatz ""Nord""\nam; Bach"'))

    assert vote.projects[1].title == 'Spielplatz "Nord" am; Bach'
    assert len(vote.ballots) == 4


def test_single_quotation_marks_open_nothing():
    text = (
        APPROVAL.replace(";Bänke", ';"Bänke')
        .replace('"Spielplatz; Teil II"', '"Spielplatz')
        .replace(";Żółte", ';"Żółte')
    )

    assert [project.title for project in read(text).projects] == [
        '"Bänke am Brunnen',
        '"Spielplatz',
        '"Żółte światło – déjà vu',
    ]


def test_missing_optional_keys_and_columns_are_no_fault():
    vote = read(small("approval", "vote", "1", "1,2"))

    assert vote.ballots == (Ballot("", ("1",)), Ballot("", ("1", "2")))
    assert vote.projects[0] == Project("1", "1", "", "", 1_000)
    assert vote.meta.ended_on == date(2024, 12, 31)


def test_meta_values_may_hold_semicolons():
    assert read(small("approval", "vote", "1", meta="comment;#1: a; b")).meta.comment == "#1: a; b"


def test_odd_project_ids_become_valid_and_stay_distinct():
    text = APPROVAL.replace("\n1;600", "\nBO.1/ä;600").replace("\n7;0", "\nBO 1 ae;0")
    text = text.replace("a;1,2", "a;BO.1/ä,2").replace("b;2,7", "b;2,BO 1 ae").replace("c;1", "c;BO.1/ä")

    vote = read(text)

    assert [(project.id, project.original_id) for project in vote.projects] == [
        ("bo-1-ae", "BO.1/ä"),
        ("2", "2"),
        ("bo-1-ae-2", "BO 1 ae"),
    ]
    assert vote.ballots[1].projects == ("2", "bo-1-ae-2")


def test_notes_tell_what_does_not_fit():
    text = APPROVAL.replace("num_votes;4", "num_votes;5").replace("num_projects;3", "num_projects;2\nnum_projects;3")
    text = (
        text.replace("EUR", "Euro").replace("b;2,7", "a;2,7,7").replace("1;600;2", "1;600;9").replace("c;1", "c;1,2,7")
    )

    assert [note.en for note in read(text).notes] == [
        "META tells 2 projects (num_projects), the file has 3.",
        "META tells 5 ballots (num_votes), the file has 4.",
        "META repeats a key; the first value counts.",
        "The currency is unknown (XXX).",
        "1× projects selected for a special reason (selected 2 or 3).",
        "3× projects whose number of votes does not fit the ballots",
        "1× voter ids that occur repeatedly",
        "1× ballots that name a project twice (it counts once, its points add up)",
        "1× ballots with more than 2 projects (max_length)",
        "1× empty ballots",
        "1× ages that cannot be read (they stay empty)",
    ]


def test_all_faults_are_told_at_once_with_their_lines():
    text = APPROVAL.replace("budget;1000", "budget;12,345").replace("approval", "lottery")
    text = text.replace("1;600;2", "1;cheap;2").replace("7;0;1", "2;-5;1").replace(";None;2", ";None;4")

    assert faults_of(text) == [
        (9, "budget"),
        (10, "vote_type"),
        (18, "cost"),
        (19, "project_id"),
        (20, "project_id"),
        (20, "cost"),
        (20, "selected"),
    ]


def test_faulty_ballots_are_told_with_their_lines():
    header = "voter_id;vote;points"

    assert faults_of(small("approval", "vote", "1", "1,9", "8")) == [(16, "vote"), (17, "vote")]
    assert faults_of(small("choose-1", "vote", "1,2")) == [(15, "vote")]
    assert faults_of(small("cumulative", header, "a;1;1", "b;1,2;1", "c;1,1;1,1", "d;1;-1", "e;1;0.5")) == [
        (16, "points"),
        (18, "points"),
        (19, "points"),
    ]
    assert faults_of(small("scoring", "vote", "1")) == [(14, "points")]
    assert faults_of(small("scoring", header, "a;1;1", meta="default_score;1")) == [(7, "default_score")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [(None, "META"), (None, "PROJECTS"), (None, "VOTES")]),
        ("hello\n" + APPROVAL, [(1, "")]),
        (APPROVAL + APPROVAL[: APPROVAL.index("PROJECTS")], [(None, "META")]),
        (APPROVAL.replace("cost;", "price;"), [(17, "cost")]),
        (APPROVAL.replace(";name;", ";cost;"), [(17, "PROJECTS")]),
        (APPROVAL.replace('"Spielplatz; Teil II"', "Spielplatz; Teil II"), [(19, "")]),
        (APPROVAL[: APPROVAL.index("a;1,2")], [(21, "vote")]),
        (small("approval", "vote", "1").replace("date_end;2024", ""), [(1, "date_end")]),
        (small("approval", "vote").replace("1;10\n2;20\n3;30\n", ""), [(8, "project_id")]),
    ],
)
def test_faulty_sections_are_refused(text, places):
    assert faults_of(text)[: len(places)] == places


def test_file_in_another_encoding_is_refused_with_its_line():
    with pytest.raises(FaultyInputError) as caught:
        read_pabulib(APPROVAL.encode("cp1250", "replace"), name="vote.pb")

    assert [(fault.file, fault.row) for fault in caught.value.faults][:1] == [("vote.pb", 3)]


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)
ballots = st.builds(
    Ballot,
    voter=words.map(lambda word: f"v{word}"),
    projects=st.lists(st.sampled_from(["1", "2", "3"]), unique=True).map(tuple),
    age=st.integers(0, 120).map(str),
    sex=st.sampled_from(["F", "M", "K", "x"]),
    voting_method=st.sampled_from(["internet", "paper", ""]),
    district=words.map(lambda word: f"d{word}"),
    neighborhood=st.sampled_from(['"Nord"; links', "Süd"]),
)


def written(ballot):
    cells = (ballot.voter, ",".join(ballot.projects), ballot.age, ballot.sex, ballot.voting_method)
    return ";".join('"' + cell.replace('"', '""') + '"' for cell in (*cells, ballot.district, ballot.neighborhood))


@given(st.lists(ballots, min_size=1, max_size=5))
def test_ballots_survive_the_round_trip(expected):
    header = "voter_id;vote;age;sex;voting_method;district;neighborhood"

    assert read(small("ordinal", header, *map(written, expected))).ballots == tuple(expected)
