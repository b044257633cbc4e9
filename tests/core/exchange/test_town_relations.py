# ruff: noqa: E501 - one fault per line reads as a table
from dataclasses import replace

import pytest

from factories.town_folder import related_town_files, town_files, write_town_folder
from leitplanke.exchange.town_folder import read_town, read_town_files
from leitplanke.exchange.town_writer import town_files as files_of
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.relations import Choice, Wait, WaitKind, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Pot

FAULTS = [
    ("relations.csv", "after_start", "before_start", "relations.csv", 2, "kind", "Allowed are: after_end, after_start, any_of."),
    ("relations.csv", "login;6", "log_in;6", "relations.csv", 2, "others", "Did you mean “login”?"),
    ("relations.csv", "login;6", ";6", "relations.csv", 2, "others", "The field others is empty."),
    ("relations.csv", "login;6", "login;-1", "relations.csv", 2, "months", "-1 months are no wait."),
    ("relations.csv", "login;6", "login;1000000", "relations.csv", 2, "months", "1000000 months are no wait."),
    ("relations.csv", "visits,login;", "visits,login;3", "relations.csv", 4, "months", "There is no wait with any_of."),
    ("relations.csv", "visits,login;", "visits,parking;", "relations.csv", 4, "others", "does not wait for itself"),
    ("relations.csv", "kita_online;after_start", "kita_onlin;after_start", "relations.csv", 2, "measure", "Did you mean “kita_online”?"),
    ("relations.csv", "kita_online;after_start;login;6", "kita_online;after_start;parking;6", "relations.csv", 2, "others", "Remove one of them."),
    ("choices.csv", "kita_online,parking", "kita_online,park", "choices.csv", 2, "members", "Did you mean “parking”?"),
    ("choices.csv", "parking;;1", "parking;2;1", "choices.csv", 2, "most", "2 to 1 of 2 is no choice."),
    ("choices.csv", "parking;;1", "parking;;0", "choices.csv", 2, "most", "is no choice"),
    ("choices.csv", "Nur eine App", "", "choices.csv", 2, "name_de", "is empty"),
    ("grants.csv", ";5000;", ";-5000;", "grants.csv", 2, "amount", "is not possible"),
    ("grants.csv", ";40", ";140", "grants.csv", 2, "share_percent", "140 % is no share."),
    ("grants.csv", ";40", ";10", "modes.csv", 3, "grant", "pays 10 % of the one-off cost at most. That is 3000,00 here."),
    ("grants.csv", "2025-10;2027-06", "2027-10;2027-06", "grants.csv", 2, "last", "the window ends too early"),
    ("grants.csv", "2025-10;2027-06", "2024-10;2025-06", "grants.csv", 2, "last", "outside the period"),
    ("grants.csv", "2025-10;2027-06", "2028-10;2029-06", "grants.csv", 2, "first", "outside the period"),
    ("modes.csv", ";land", ";lnad", "modes.csv", 3, "grant_pot", "Did you mean “land”?"),
    ("measures.csv", "2027-03;5", ";5", "measures.csv", 4, "late_counts", "It is not said when the measure is wanted."),
    ("measures.csv", "2027-03;5", "2027-03;0", "measures.csv", 4, "late_counts", "is no weight of being late"),
    ("measures.csv", "2027-03;5", "2035-03;5", "measures.csv", 4, "wanted_by", "outside the period"),
    ("measures.csv", "wanted_by", "wanted_buy", "measures.csv", 1, "wanted_buy", "Unknown column “wanted_buy”."),
]  # fmt: skip


@pytest.fixture
def town():
    return read_town_files({name: text.encode() for name, text in related_town_files().items()})


def test_relations_choices_and_grants_are_read(town):
    kita, parking = (next(one for one in town.draft.measures if one.id == name) for name in ("kita_online", "parking"))

    assert (kita.waits, kita.any_of, kita.wanted) == (
        (Wait("login", WaitKind.AFTER_START, 6),),
        (),
        Wanted(Month("2027-03"), 5),
    )
    assert parking.waits == (Wait("kita_online", WaitKind.AFTER_END, 2), Wait("login", WaitKind.AFTER_END, 2))
    assert (parking.any_of, parking.wanted) == ((("visits", "login"),), Wanted(Month("2027-09"), 3))
    assert kita.mode("own").grant_pot == "land"
    assert town.draft.choices == (
        Choice("apps", ("kita_online", "parking"), 0, 1, Text("Nur eine App", "Only one app")),
    )
    assert town.resources.pots == (Pot("land", Text("Landesmittel", "Grant of the Land"), 500_000, -3, 17, 40),)


def test_town_with_relations_returns_from_its_files(town):
    files = files_of(town)

    assert read_town_files(files) == town
    assert files_of(read_town_files(files)) == files
    assert files["relations.csv"].decode().splitlines() == [
        "measure;kind;others;months",
        "kita_online;after_start;login;6",
        "parking;after_end;kita_online;2",
        "parking;after_end;login;2",
        "parking;any_of;visits,login;",
    ]


def test_files_of_a_town_without_relations_stay_as_they_were():
    plain = read_town_files({name: text.encode() for name, text in town_files().items()})

    assert list(files_of(plain)) == list(town_files())
    assert "wanted_by" not in files_of(plain)["measures.csv"].decode()
    assert "grant_pot" not in files_of(plain)["modes.csv"].decode()


def test_column_of_one_filled_field_alone_is_written(town):
    measures = tuple(replace(one, wanted=None) if one.id != "parking" else one for one in town.draft.measures)

    header = (
        files_of(replace(town, draft=replace(town.draft, measures=measures)))["measures.csv"].decode().splitlines()[0]
    )

    assert header.endswith(";fixed_start;fixed_mode;wanted_by;late_counts")


@pytest.mark.parametrize(("changed", "old", "new", "file", "row", "column", "message"), FAULTS)
def test_planted_fault_is_named_with_its_place(tmp_path, changed, old, new, file, row, column, message):
    files = related_town_files()
    assert old in files[changed]
    files[changed] = files[changed].replace(old, new, 1)
    write_town_folder(tmp_path, files=files)

    with pytest.raises(FaultyInputError) as refused:
        read_town(tmp_path)

    fault = refused.value.faults[0]
    assert (fault.file.removeprefix(f"{tmp_path}/"), fault.row, fault.column) == (file, row, column)
    assert message in f"{fault.problem.en} {fault.remedy.en}"
