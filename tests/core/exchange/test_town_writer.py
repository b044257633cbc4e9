import tomllib
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings

from factories.odd_towns import odd_towns
from factories.questionnaires import EVERY_KIND
from factories.town_folder import town_files as folder_files
from factories.town_folder import write_town_folder
from leitplanke import chain
from leitplanke.exchange.town_folder import read_town, read_town_files
from leitplanke.exchange.town_writer import confidential, town_files, town_sources, write_town
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.kernel.provenance import Source
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, ItemAnswer, Missing, Section
from leitplanke.strategy.model import Contribution


def given_files(**changed):
    """The small folder in memory; `changed` holds pairs of old and new text by file name, a dot written as `__`."""
    files = folder_files()
    for name, (old, new) in changed.items():
        file = name.replace("__", ".")
        assert old in files[file]
        files[file] = files[file].replace(old, new)
    return {name: text.encode() for name, text in files.items()}


@pytest.fixture
def town():
    return read_town_files(given_files())


def rows(data):
    return data.decode().splitlines()


@settings(max_examples=150, deadline=None)
@given(odd_towns())
def test_town_returns_from_its_files(town):
    files = town_files(town)

    read = read_town_files(files)

    assert read == town
    assert town_files(read) == files


def test_town_toml_comes_first_and_lists_the_others_in_their_order(town):
    files = town_files(town)

    assert list(files) == ["town.toml", "details.toml", *tomllib.loads(files["town.toml"].decode())["files"]]
    assert list(files) == list(folder_files())


def test_profile_is_written_in_the_order_of_the_format_page(town):
    assert rows(town_files(town)["town.toml"])[:10] == [
        'id = "erlenbach"',
        "is_fictitious = true",
        "inhabitants = 900",
        "as_of = 2026-06-30",
        'plan_from = "2026-01"',
        "plan_months = 24",
        'currency = "EUR"',
        "short_term_months = 12",
        "medium_term_months = 36",
        'priority_question = "areas"',
    ]


@pytest.mark.parametrize("kind", ["investive", "consumptive"])
def test_money_that_carries_over_returns_from_the_files(town, kind):
    carried = replace(town, profile=replace(town.profile, **{f"{kind}_carries_over": True}))
    files = town_files(carried)

    assert rows(files["town.toml"])[9] == f"{kind}_carries_over = true"
    assert read_town_files(files).profile == carried.profile


def test_tables_have_german_numbers_and_every_optional_number(town):
    files = town_files(town)

    assert rows(files["modes.csv"])[:2] == [
        "measure;mode;name_de;name_en;duration_months;investive;consumptive;running_per_year;grant",
        "login;own;selbst;own;8;10000,00;5000,00;1200,50;0,00",
    ]
    assert rows(files["capacity.csv"])[:2] == ["month;it;office", "2026-01;1,50;2,00"]
    assert rows(files["frames.csv"])[2] == "open_link;citizens;open;Offener Link;Open link;700;;0"
    assert rows(files["examinations.csv"])[1].startswith("visits;Lohnt es sich?;Is it worth it?;")
    assert rows(files["answers_companies.csv"])[1] == "500;companies_all;online;2026-1;kita;online:0,help:10"


def test_what_makes_no_difference_to_the_town_makes_none_to_its_files():
    tidy = given_files()
    turned = [";".join(reversed(line.split(";"))) for line in folder_files()["frames.csv"].splitlines()]
    untidy = given_files(
        town__toml=("inhabitants = 900", "# counted\ninhabitants  =  900"),
        budgets__csv=("30000", "30.000,00"),
        staffing__csv=("0,5", "0,50"),
        units__csv=("it;IT;IT\n", "it;IT;IT\n\n;;\n"),
    )
    untidy["frames.csv"] = ("\ufeff" + "\r\n".join(turned)).encode()
    untidy["population_citizens.csv"] = b"district;count;age\nnorth;300;a16_59\n" + b"".join(
        f"{district};{count};{age}\n".encode()
        for age, district, count in (("a16_59", "south", 200), ("a60", "north", 120), ("a60", "south", 80))
    )

    assert town_files(read_town_files(untidy)) == town_files(read_town_files(tidy))


def test_optional_table_without_rows_is_left_out_and_population_file_gets_its_name():
    files = given_files(
        town__toml=("population_citizens.csv", "population_2025.csv"),
        status__csv=("login;2026-05;running;60;9000;2025-11;;2026-08;Krankheit;Illness\n", ""),
    )
    files["population_2025.csv"] = files.pop("population_citizens.csv")

    written = town_files(read_town_files(files))

    assert sorted(set(folder_files()) - set(written)) == ["status.csv"]
    assert b"status.csv" not in written["town.toml"]
    assert b'file = "population_citizens.csv"' in written["town.toml"]


def test_plain_language_is_written_where_some_row_has_it(town):
    login, *others = town.draft.measures
    login = replace(login, title=Text("Anmeldung", "", "So melden Sie sich an."))
    town = replace(town, draft=replace(town.draft, measures=(login, *others)))

    files = town_files(town)

    assert rows(files["measures.csv"])[0].startswith("id;title_de;title_en;title_plain;description_de;description_en;")
    assert rows(files["measures.csv"])[1].startswith("login;Anmeldung;;So melden Sie sich an.;")
    assert "name_plain" not in files["modes.csv"].decode()
    assert read_town_files(files) == town


def test_plain_language_without_german_is_a_fault():
    files = given_files(units__csv=("id;name_de;name_en\nit;IT;IT", "id;name_de;name_en;name_plain\nit;;;Computer"))
    files["units.csv"] = files["units.csv"].replace(b"Citizens' office", b"Citizens' office;")

    with pytest.raises(FaultyInputError) as refused:
        read_town_files(files)

    assert ("units.csv", 2, "name_de") in [(one.file, one.row, one.column) for one in refused.value.faults]


def test_sources_are_the_hashes_of_the_canonical_files(town):
    named = {name: data for name, data in town_files(town).items() if name != "details.toml"}

    assert town_sources(town) == tuple(Source(name, sha256(data).hexdigest()) for name, data in sorted(named.items()))


def test_details_change_no_file_that_documents_are_made_from(town):
    moved = replace(town.details, authority=replace(town.details.authority, telephone="+49 69 90009-299"))
    silent = replace(town, details=TownDetails())

    assert town_files(replace(town, details=moved)) != town_files(town)
    assert town_sources(replace(town, details=moved)) == town_sources(town) == town_sources(silent)
    assert "details.toml" not in town_files(silent)


def test_weights_are_written_in_one_order(town):
    turned = dict(reversed(town.draft.weights.audience_percent.items()))
    weights = replace(town.draft.weights, audience_percent=turned)

    assert town_files(replace(town, draft=replace(town.draft, weights=weights))) == town_files(town)


def test_list_item_with_a_comma_is_refused(town):
    login, *others = town.draft.measures
    login = replace(login, participants=("Amt für Bauen, Wohnen",))

    with pytest.raises(InvalidValueError, match="participants"):
        town_files(replace(town, draft=replace(town.draft, measures=(login, *others))))


def test_contributions_said_by_two_people_are_refused(town):
    login, *others = town.draft.measures
    login = replace(login, contributions=(Contribution("reach", 2, "CDO"), Contribution("reach2", 1, "Amt")))

    with pytest.raises(InvalidValueError, match=r"measures\.login\.said_by"):
        town_files(replace(town, draft=replace(town.draft, measures=(login, *others))))


def test_confidential_files_are_those_that_hold_what_single_people_said(town):
    assert sorted(confidential(town_files(town))) == [
        "answers_citizens.csv",
        "answers_companies.csv",
        "answers_staff.csv",
        "workshops.json",
    ]


def test_written_folder_is_read_as_the_same_town(town, tmp_path):
    names = write_town(town, folder=tmp_path / "new")

    assert names == tuple(town_files(town))
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(names)
    assert read_town(tmp_path / "new") == town


def test_folder_with_a_file_of_another_town_is_refused_and_left_as_it_was(town, tmp_path):
    write_town_folder(tmp_path, {"answers_children.csv": "key\n", "notes.txt": "mine"})

    with pytest.raises(FaultyInputError) as refused:
        write_town(town, folder=tmp_path)

    assert [fault.file for fault in refused.value.faults] == [str(tmp_path / "answers_children.csv")]
    assert {path.name for path in tmp_path.iterdir()} == {"answers_children.csv", "notes.txt"}


GIVEN = {
    "x_consent": Answer("x_consent", ("yes",)),
    "x_use": Answer("x_use", ("other",), other='Rad; "a"'),
    "x_mood": Answer("x_mood", number=7),
    "x_born": Answer("x_born", text="1980-01"),
    "x_name": Answer("x_name", text="5"),
    "x_views": Answer("x_views", items=(ItemAnswer("s1", ("agree",)),)),
    "x_sums": Answer("x_sums", items=(ItemAnswer("hall", number=2.5),)),
}


@pytest.fixture
def surveyed(town):
    """The small town with a question of every kind, asked of citizens."""
    extra = tuple(
        replace(one, id=f"x_{one.id}", audiences=("citizens",), variants=(), rules=(), shown_if=None)
        for one in EVERY_KIND.questions
    )
    questions = town.questionnaire.questions + extra
    sections = (Section("all", Text("Alles"), tuple(one.id for one in questions)),)
    answers = tuple(GIVEN.get(one.id, Answer(one.id, missing=Missing.NO_ANSWER)) for one in extra)
    responses = tuple(
        replace(one, answers=one.answers + answers) if one.audience == "citizens" else one for one in town.responses
    )
    whole = replace(town.questionnaire, questions=questions, sections=sections, introduction=Text("Guten Tag"))
    return replace(town, questionnaire=whole, responses=responses)


def test_questions_and_answers_of_every_kind_return_from_their_files(surveyed):
    files = town_files(surveyed)

    assert read_town_files(files) == surveyed
    assert town_files(read_town_files(files)) == files


def test_chain_runs_over_questions_of_every_kind(surveyed):
    documents = chain.run(surveyed, seed=1).files

    assert b'"x_use"' in documents["evidence.json"]
    assert b"Rad; " not in documents["evidence.json"]


def test_answer_that_its_question_refuses_is_told_with_its_row(surveyed):
    files = town_files(surveyed)
    name = "answers_citizens.csv"
    files[name] = files[name].replace(b";7;", b";77;", 1)

    with pytest.raises(FaultyInputError) as refused:
        read_town_files(files)

    (fault,) = refused.value.faults
    assert (fault.file, fault.row, fault.column) == (name, 2, "x_mood")
    assert fault.problem.en == "Allowed is 0 to 10."


def test_other_versions_come_along_in_order_and_make_no_document(town):
    first = replace(EVERY_KIND, version="2024-1")
    next_one = _with_wish_renamed(replaces="2025-1", continues="wish")
    whole = replace(town, earlier=(first, replace(first, version="2025-1")), later=(next_one,))
    files = town_files(whole)

    again = read_town_files(files)

    assert again == whole
    assert town_files(again) == files
    assert town_sources(whole) == town_sources(town)
    assert "versions.json" not in town_files(town)


def _with_wish_renamed(*, replaces, continues):
    """A version in which another question stands in the place of `wish`, and continues some question."""
    questions = tuple(
        replace(one, id="wishes", continues=continues) if one.id == "wish" else one for one in EVERY_KIND.questions
    )
    sections = tuple(
        replace(one, questions=tuple("wishes" if name == "wish" else name for name in one.questions))
        for one in EVERY_KIND.sections
    )
    return replace(EVERY_KIND, version="2027-1", replaces=replaces, questions=questions, sections=sections)


@pytest.mark.parametrize(("continues", "named"), [("never_asked", "wishes"), ("areas", "areas")])
def test_version_that_continues_what_it_cannot_is_told_with_its_file(town, continues, named):
    wrong = _with_wish_renamed(replaces="2025-1", continues=continues)
    files = town_files(replace(town, earlier=(replace(EVERY_KIND, version="2025-1"),), later=(wrong,)))

    with pytest.raises(FaultyInputError) as caught:
        read_town_files(files)

    (fault,) = caught.value.faults
    assert (fault.file, fault.column) == ("versions.json", f"2027-1.questions.{named}.continues")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"version": "2027-1"', '"version": "2026-1"', "later"),
        ('"kind": "top"', '"kind": "best_guess"', "later"),
        ('"earlier": []', '"earliest": []', "earlier"),
    ],
)
def test_faulty_other_version_is_told_with_its_file(town, old, new, field):
    files = town_files(replace(town, later=(replace(town.questionnaire, version="2027-1"),)))
    text = files["versions.json"].decode()
    assert old in text

    with pytest.raises(FaultyInputError) as caught:
        read_town_files(files | {"versions.json": text.replace(old, new).encode()})

    assert {fault.file for fault in caught.value.faults} == {"versions.json"}
    assert field in " ".join(str(fault) for fault in caught.value.faults)
