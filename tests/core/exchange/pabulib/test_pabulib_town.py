import csv
import io
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.pabulib import read_pabulib, town_of
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.faults import FaultyInputError

VOTE = """META
key;value
description;Bürgerbudget Musterstadt
unit;Musterstadt
subunit;Nord
instance;2025
budget;1000,50
vote_type;{vote_type}
date_end;30.09.2024
currency;EUR
{meta}
PROJECTS
project_id;cost;name;category;target;selected
1;600;Bänke am Brunnen;public space,seniors;seniors;1
2;5000.25;"Spielplatz; Teil II";;;0
B/7;0;Licht;public space;None;2
VOTES
voter_id;vote;points;age;sex;voting_method;neighborhood
a;1,2;4,3;17;F;internet;Süd
b;2,B/7;1,2;75;K;paper;Ost
c;1;9;;;;Süd
d;;;999;M;letter;
"""
QUESTIONS = ("projects", "age", "sex", "neighborhood")


def files_of(vote_type="approval", meta="", **replacements):
    text = VOTE.format(vote_type=vote_type, meta=meta)
    for old, new in replacements.values():
        text = text.replace(old, new)
    return town_files(town_of(read_pabulib(text.encode(), name="musterstadt.pb")))


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def toml(content):
    return tomllib.loads(content.decode())


def answers(files):
    """Mode and answers without the key, in an order of their own."""
    return sorted(
        (row["mode"], *(row[question] for question in QUESTIONS)) for row in rows(files["answers_voters.csv"])
    )


def test_profile_tells_source_and_assumptions():
    files = files_of()

    profile = toml(files["town.toml"])

    assert profile.pop("notice")["en"] == (
        "A real vote on a participatory budget from the collection Pabulib (https://pabulib.org), file musterstadt.pb. "
        "Please ask there for the terms before passing the data on. Whoever voted chose to: the numbers hold for the "
        "voters, not for everybody. Duration, kind of budget and weights are assumptions of the import. The number of "
        "inhabitants given here is the number of ballots."
    )
    assert profile == {
        "id": "musterstadt-nord-2025",
        "is_fictitious": False,
        "inhabitants": 4,
        "as_of": date(2024, 9, 30),
        "plan_from": "2025-01",
        "plan_months": 12,
        "currency": "EUR",
        "short_term_months": 12,
        "medium_term_months": 36,
        "priority_question": "projects",
        "files": [name for name in files if name != "town.toml"],
        "name": {"de": "Musterstadt, Nord, 2025", "en": "Musterstadt, Nord, 2025"},
    }


def test_notice_names_the_rule_of_the_town():
    assert "by the rule “greedy”, the roadmap" in toml(files_of(meta="rule;greedy")["town.toml"])["notice"]["en"]
    assert "rule" not in toml(files_of(meta="rule;unknown")["town.toml"])["notice"]["en"]


def test_project_without_a_name_is_called_by_its_identifier():
    files = files_of(change=("B/7;0;Licht;", "B/7;0;;"))

    assert toml(files["questionnaire.toml"])["questions"][0]["options"][2]["text"]["en"] == "Project B/7"
    assert rows(files["measures.csv"])[2]["title_de"] == "Projekt B/7"


def test_questionnaire_asks_for_projects_and_about_the_person():
    questionnaire = toml(files_of(meta="max_length;2")["questionnaire.toml"])

    questions = {question["id"]: question for question in questionnaire["questions"]}
    projects = questions["projects"]
    assert tuple(questions) == QUESTIONS
    assert (projects["kind"], projects["max_choices"]) == ("multiple", 2)
    assert [(option["id"], option["text"]["de"]) for option in projects["options"]] == [
        ("1", "Bänke am Brunnen"),
        ("2", "Spielplatz; Teil II"),
        ("b-7", "Licht"),
    ]
    assert [option["id"] for option in questions["age"]["options"]] == [
        "0-17",
        "18-29",
        "30-44",
        "45-59",
        "60-74",
        "75-plus",
    ]
    assert [q["name"]["en"] for q in questionnaire["questions"][1:]] == ["age", "sex", "neighbourhood"]
    assert [(q["kind"], q.get("ordered", False), q["about_person"]) for q in questionnaire["questions"][1:]] == [
        ("single", True, True),
        ("single", False, True),
        ("single", False, True),
    ]


def test_every_ballot_is_one_answer():
    assert answers(files_of()) == [
        ("online", "1,2", "0-17", "female", "sued"),
        ("other", "", "", "male", ""),
        ("other", "1", "", "", "sued"),
        ("paper", "2,b-7", "75-plus", "female", "Ost"),
    ]


@pytest.mark.parametrize(
    ("vote_type", "kind", "chosen"),
    [
        ("approval", "multiple", ["", "1", "1,2", "2,b-7"]),
        ("ordinal", "rank", ["", "1", "1,2", "2,b-7"]),
        ("cumulative", "points", ["", "1:4,2:3", "1:9", "2:1,b-7:2"]),
        ("scoring", "points", ["", "1:4,2:3", "1:9", "2:1,b-7:2"]),
    ],
)
def test_vote_type_decides_the_kind_of_question(vote_type, kind, chosen):
    files = files_of(vote_type)

    question = toml(files["questionnaire.toml"])["questions"][0]
    assert question["kind"] == kind
    assert "max_choices" not in question
    assert sorted(row["projects"] for row in rows(files["answers_voters.csv"])) == chosen


def test_choose_one_is_a_single_choice():
    files = files_of("choose-1", one=("a;1,2", "a;1"), other=("b;2,B/7", "b;B/7"))

    assert toml(files["questionnaire.toml"])["questions"][0]["kind"] == "single"
    assert sorted(row["projects"] for row in rows(files["answers_voters.csv"])) == ["", "1", "1", "b-7"]


@pytest.mark.parametrize(("max_length", "max_choices"), [("1", 2), ("3", 3), ("99", 3)])
def test_max_choices_leaves_room_for_every_ballot_and_no_more_than_all_projects(max_length, max_choices):
    question = toml(files_of(meta=f"max_length;{max_length}")["questionnaire.toml"])["questions"][0]

    assert question["max_choices"] == max_choices


def test_projects_are_measures_whatever_they_cost():
    files = files_of()

    measures = rows(files["measures.csv"])
    modes = rows(files["modes.csv"])
    assert [(m["id"], m["asked_as"], m["field"], m["state"], m["for_whom_de"]) for m in measures] == [
        ("1", "1", "public-space", "idea", "seniors"),
        ("2", "2", "general", "idea", "in der Abstimmung nicht angegeben"),
        ("b-7", "b-7", "public-space", "idea", "in der Abstimmung nicht angegeben"),
    ]
    assert measures[2]["description_de"] == "Projekt B/7 der Abstimmung."
    assert [(mode["measure"], mode["duration_months"], mode["investive"], mode["consumptive"]) for mode in modes] == [
        ("1", "12", "600,00", "0,00"),
        ("2", "12", "5000,25", "0,00"),
        ("b-7", "12", "0,00", "0,00"),
    ]
    assert rows(files["budgets.csv"]) == [{"year": "2025", "investive": "1000,50", "consumptive": "0,00"}]
    assert rows(files["reference.csv"]) == [{"measure": "1"}, {"measure": "b-7"}]


def test_strategy_lets_only_votes_decide():
    strategy = toml(files_of()["strategy.toml"])

    assert strategy["weights"].pop("set_by")["en"] == "Assumption of the import: only votes count"
    assert strategy["weights"] == {
        "goals_percent": 0,
        "support_percent": 100,
        "audience_percent": {"voters": 100},
        "set_on": date(2024, 9, 30),
        "is_assumption": True,
    }
    assert [field["id"] for field in strategy["fields"]] == ["general", "public-space"]
    assert len(strategy["goals"]) == len(strategy["overall_goals"]) == 1
    assert "guardrails" not in strategy


def test_frame_is_open():
    assert rows(files_of()["frames.csv"]) == [
        {
            "id": "vote",
            "audience": "voters",
            "recruitment": "open",
            "name_de": "Offene Abstimmung",
            "name_en": "Open vote",
            "population": "4",
            "drawn": "",
            "not_eligible": "0",
        }
    ]


def test_missing_columns_leave_questions_and_reference_out():
    text = VOTE.format(vote_type="approval", meta="").replace(";selected", ";other").replace("EUR", "")
    text = text.replace("points;age;sex;voting_method;neighborhood", "p;q;r;s;t")

    files = town_files(town_of(read_pabulib(text.encode(), name="vote.pb")))

    assert "reference.csv" not in files
    assert [question["id"] for question in toml(files["questionnaire.toml"])["questions"]] == ["projects"]
    assert {row["mode"] for row in rows(files["answers_voters.csv"])} == {"other"}
    assert toml(files["town.toml"])["currency"] == "XXX"


@pytest.mark.parametrize(
    ("instance", "ended", "year"),
    [("2025", "2024", "2025"), ("2024", "2024", "2025"), ("2019", "2024", "2025"), ("2100", "2024", "2025")],
)
def test_fiscal_year_follows_the_vote(instance, ended, year):
    files = files_of(i=("instance;2025", f"instance;{instance}"), d=("30.09.2024", ended))

    assert rows(files["budgets.csv"])[0]["year"] == year


def test_artificial_vote_is_fictitious_and_says_so():
    profile = toml(files_of(meta="experimental;1\npopulation;5000\nacknowledgments;Thanks to X.")["town.toml"])

    assert (profile["is_fictitious"], profile["inhabitants"]) == (True, 5000)
    assert profile["notice"]["de"].startswith(
        "Künstliche Abstimmung aus der Sammlung Pabulib (https://pabulib.org), Datei musterstadt.pb. Thanks to X."
    )


def test_same_vote_gives_same_bytes_and_keys_tell_nothing():
    first, second = files_of(), files_of()

    keys = [int(row["key"]) for row in rows(first["answers_voters.csv"])]
    assert first == second
    assert keys == sorted(set(keys))
    assert max(keys) < 10**15


def test_town_is_accepted_by_the_reader_as_it_is():
    town = town_of(read_pabulib(VOTE.format(vote_type="scoring", meta="").encode(), name="vote.pb"))

    assert read_town_files(town_files(town)) == town


def test_large_vote_is_read_and_written_whole():
    projects = "".join(f"{number};1000;Projekt {number};c{number % 9};;1\n" for number in range(100))
    ballots = "".join(
        f"v{number};{number % 100},{(number * 7 + 1) % 100};;{number % 100};M;paper;\n" for number in range(20_000)
    )
    head, _, tail = VOTE.format(vote_type="approval", meta="").partition("1;600")
    text = head + projects + "VOTES\n" + tail[tail.index("voter_id") : tail.index("a;1,2")] + ballots

    vote = read_pabulib(text.encode(), name="large.pb")

    assert (len(vote.projects), len(vote.ballots)) == (100, 20_000)
    assert town_files(town_of(vote))["answers_voters.csv"].count(b"\n") == 20_001


@given(
    st.sampled_from(["approval", "ordinal", "cumulative", "scoring", "choose-1"]),
    st.lists(
        st.tuples(
            st.integers(0, 900), st.integers(0, 5), st.sampled_from([*'";,\n\r=\x00\x85-²', "META", "99999", "75+"])
        ),
        max_size=3,
    ),
)
def test_damaged_file_is_refused_with_faults_or_becomes_a_town(vote_type, damages):
    text = VOTE.format(vote_type=vote_type, meta="")
    for place, length, replacement in damages:
        text = text[:place] + replacement + text[place + length :]

    files, faults = {}, ()
    try:
        files = town_files(town_of(read_pabulib(text.encode(), name="vote.pb")))
    except FaultyInputError as refusal:
        faults = refusal.faults

    assert bool(faults) != bool(files)
    assert all(toml(content) for name, content in files.items() if name.endswith(".toml"))
