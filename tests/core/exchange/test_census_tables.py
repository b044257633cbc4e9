"""Invented tables in the form of official statistics become margins."""

import pytest

from leitplanke.cli import main
from leitplanke.exchange.census_tables import MarginWish, census_margins
from leitplanke.kernel.faults import FaultyInputError

HEADER = (
    "statistics_code;statistics_label;time_code;time_label;time;"
    "1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;"
    "2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "3_variable_code;3_variable_label;3_variable_attribute_code;3_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label"
)
AGES = {"unter 18 Jahre": 9, "18 bis unter 30 Jahre": 20, "30 bis unter 65 Jahre": 50, "65 Jahre und mehr": 30}
WISH = MarginWish("06999001", {"GES": "sex", "ALT": "age"}, (18, 30, 65), {"männlich": "m", "weiblich": "f"})


def line(sex, age, value, *, date="31.12.2024", region="06999001", kind="BEVSTD"):
    return (
        f"12411;Fortschreibung;STAG;Stichtag;{date};GEMEIN;Gemeinden;{region};Ahornstein;"
        f"GES;Geschlecht;{'' if sex == 'Insgesamt' else 'G'};{sex};ALT;Alter;{'' if age == 'Insgesamt' else 'A'};{age};"
        f"{value};Anzahl;{kind};Bevölkerung"
    )


def table(*more, ages=AGES):
    lines = [
        line(sex, age, count * factor)
        for sex, factor in (("männlich", 1), ("weiblich", 2), ("Insgesamt", 3))
        for age, count in (ages | {"Insgesamt": sum(ages.values())}).items()
    ]
    return "\n".join([HEADER, *lines, *more]).encode("utf-8-sig")


def test_table_becomes_one_margin_per_variable():
    found = census_margins(table(), name="t.csv", wish=WISH)

    assert found.rows == (
        ("sex", "m", 100), ("sex", "f", 200), ("age", "18-29", 60), ("age", "30-64", 150), ("age", "65+", 90)
    )  # fmt: skip
    assert (found.region, found.date, found.source) == ("Ahornstein", "2024-12-31", "Fortschreibung")


def test_crossed_margin_and_variable_that_is_left_out():
    crossed = MarginWish(WISH.region, WISH.variables, WISH.ages, WISH.names, crossed=True)
    alone = MarginWish(WISH.region, {"ALT": "age"}, (18, 65))

    assert ("sex*age", "f*65+", 60) in census_margins(table(), name="t.csv", wish=crossed).rows
    assert census_margins(table(), name="t.csv", wish=alone).rows == (("age", "18-64", 210), ("age", "65+", 90))


def test_latest_date_and_own_region_count():
    older = line("männlich", "65 Jahre und mehr", 999, date="31.12.2023")
    elsewhere = line("männlich", "65 Jahre und mehr", 999, region="06999002")
    nobody = line("divers", "65 Jahre und mehr", "-")

    rows = census_margins(table(older, elsewhere, nobody), name="t.csv", wish=WISH).rows

    assert ("age", "65+", 90) in rows
    assert ("sex", "divers", 0) in rows


FAULTS = {
    "no table": (b"a;b\n1;2\n", WISH, "no table in the format"),
    "region": (table(), MarginWish("1", WISH.variables), "key 1 does not occur"),
    "variable": (table(), MarginWish(WISH.region, {"NAT": "nation"}), "no variable NAT"),
    "cut": (table(), MarginWish(WISH.region, WISH.variables, (18, 40)), "cuts through the group of 30 to under 65"),
    "secret": (table(line("männlich", "18 bis unter 30 Jahre", "/")), WISH, "“/” is no count"),
    "values": (table(line("männlich", "18 bis unter 30 Jahre", "1", kind="X")), WISH, "several values: BEVSTD, X"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_fit_is_refused(name):
    data, wish, problem = FAULTS[name]

    with pytest.raises(FaultyInputError, match=problem):
        census_margins(data, name="t.csv", wish=wish)


def test_command_writes_margins_that_weights_reads(tmp_path, capsys):
    source, out, data = tmp_path / "t.csv", tmp_path / "margins.csv", tmp_path / "data.csv"
    source.write_bytes(table())
    data.write_text("sex,age\n" + "m,18-29\nf,30-64\nm,65+\nf,18-29\nm,30-64\nf,65+\n" * 5, "utf-8")

    wish = ["--variables", "GES=sex,ALT=age", "--ages", "18,30,65", "--names", "männlich=m,weiblich=f"]
    assert main(["import", "census", str(source), "--region", "06999001", *wish, "--out", str(out)]) == 0
    assert main(["diagnose", str(data), "--margins", str(out), "--language", "en"]) == 0
    assert "Too few: sex = f, 50% of rows and 67% of all." in capsys.readouterr().out
