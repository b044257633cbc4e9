# ruff: noqa: E501 - one fault per line reads as a table
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.town_folder import town_files, write_town_folder
from leitplanke.exchange.town_folder import read_town
from leitplanke.kernel.faults import Fault, FaultyInputError

# file to change, what stands there, what is put there; the fault: file, row, column, part of the English message
FAULTS = [
    # town.toml
    ("town.toml", 'id = "erlenbach"', "id = erlenbach", "town.toml", 1, "", "No valid TOML at column 6"),
    ("town.toml", "inhabitants = 900", "inhabitants = -5", "town.toml", 3, "inhabitants", "A town has inhabitants."),
    ("town.toml", "inhabitants = 900", 'inhabitants = "900"', "town.toml", 3, "inhabitants", "A whole number belongs"),
    ("town.toml", "inhabitants = 900", "inhabitants = 1" + "0" * 400, "town.toml", 3, "inhabitants", "no possible number"),
    ("town.toml", "as_of = 2026-06-30\n", "", "town.toml", None, "as_of", "The key is missing."),
    ("town.toml", "as_of = 2026-06-30", "as_of = 0001-01-01", "town.toml", 4, "as_of", "The year 1 is not possible."),
    ("town.toml", '"2026-01"', '"2026-13"', "town.toml", 5, "plan_from", "“2026-13” is not a month."),
    ("town.toml", "plan_months = 24", "plan_months = 1000000", "town.toml", 6, "plan_months", "no roadmap"),
    ("town.toml", '"areas"\n', '"arias"\n', "town.toml", 7, "priority_question", "Did you mean “areas”?"),
    ("town.toml", '"frames.csv", ', '"frames.csv", "../frames.csv", ', "town.toml", 9, "files", "no file of a town folder"),
    ("town.toml", '"frames.csv", ', '"frames.csv", "frames.csv", ', "town.toml", 9, "files", "stands twice"),
    ("town.toml", '"modes.csv", ', "", "town.toml", None, "files", "modes.csv is needed"),
    ("town.toml", '"status.csv", ', "", "status.csv", None, "", "there but not listed"),
    ("town.toml", '"status.csv"', '"statuses.csv"', "town.toml", 12, "files", "Did you mean “status.csv”?"),
    ("town.toml", "notice =", "hint =", "town.toml", 15, "hint", "The key is unknown."),
    ("town.toml", '"Diese Stadt ist erfunden."', '""', "town.toml", 15, "notice", "A fictitious town must say so."),
    ("town.toml", 'audience = "citizens"', 'audience = "citizen"', "town.toml", 18, "populations.audience", "“citizen”"),
    ("town.toml", '[["age"], ["district"]]', '[["sex"]]', "town.toml", 20, "populations.margins", "No variable: sex"),
    ("town.toml", "total = 700", "total = 701", "town.toml", 21, "populations.total", "adds up to 700 instead of 701"),
    # details.toml
    ("details.toml", "rathaus@erlenbach.example", "rathaus", "details.toml", 8, "authority.email", "“rathaus” is no e-mail address."),
    ("details.toml", '"115"', '"11"', "details.toml", 13, "accessibility_contact.telephone", "“11” is no telephone number."),
    ("details.toml", '"CC-BY-4.0"', '"CC-BY-NC-4.0"', "details.toml", 3, "licence", "Allowed are: 'dl-de/zero-2-0'"),
    ("details.toml", 'name = "Bürgerbüro Erlenbach (erfunden)"\n', "", "details.toml", 11, "accessibility_contact.name", "name of the office is missing"),
    ("details.toml", "[authority]", "[authorities]", "details.toml", 5, "authorities", "The key is unknown."),
    ("town.toml", '"frames.csv", ', '"frames.csv", "details.toml", ', "town.toml", 9, "files", "no file of a town folder"),
    # questionnaire.toml
    ("questionnaire.toml", 'version = "2026-1"', "version = 2026", "questionnaire.toml", 1, "version", "in quotes"),
    ("questionnaire.toml", 'id = "staff"', 'id = "companies"', "questionnaire.toml", 13, "audiences.id", "stands twice"),
    ("questionnaire.toml", 'kind = "top"', 'kind = "best"', "questionnaire.toml", 18, "questions.kind", "Allowed are: 'single'"),
    ("questionnaire.toml", "max_choices = 2", "max_choices = 9", "questionnaire.toml", 19, "questions.max_choices", "not fit"),
    ("questionnaire.toml", '["citizens", "staff"]', '["citizens", "stuff"]', "questionnaire.toml", 53, "questions.audiences", "Did you mean “staff”?"),
    ("questionnaire.toml", '{ id = "help"', '{ id = "prefer_not"', "questionnaire.toml", 47, "questions.options.id", "is reserved"),
    ("questionnaire.toml", '"Bauen"', '"Bau\\u0000en"', "questionnaire.toml", 24, "questions.options.text.de", "not allowed"),
    ("questionnaire.toml", 'id = "wish"', 'id = "mode"', "questionnaire.toml", 51, "questions.id", "“mode” is reserved."),
    ("questionnaire.toml", '["gladly"]', '["glad"]', "questionnaire.toml", 38, "questions.agreement.options", "no such option: glad"),
    ("questionnaire.toml", '["gladly"]', '["gladly", "no"]', "questionnaire.toml", 38, "questions.agreement.options", "others do not"),
    ("questionnaire.toml", "ordered = true\noptions", "options", "questionnaire.toml", 37, "questions.agreement", "Only a scale has"),
    # frames.csv
    ("frames.csv", "recruitment;", "recruitement;", "frames.csv", 1, "recruitement", "Did you mean “recruitment”?"),
    ("frames.csv", ";not_eligible", "", "frames.csv", 1, "not_eligible", "The column “not_eligible” is missing."),
    ("frames.csv", "All companies;40;40;1", "All companies;40;9;1", "frames.csv", 4, "drawn", "responses of 8 people."),
    ("frames.csv", ";", ",", "frames.csv", 1, "", "not separated by ;"),
    ("frames.csv", "sample", "sampled", "frames.csv", 2, "recruitment", "Allowed are: sample, census, open."),
    ("frames.csv", ";700;60;2", ";1e3;60;2", "frames.csv", 2, "population", "“1e3” is no whole number."),
    ("frames.csv", ";700;60;2", ";٧٠٠;60;2", "frames.csv", 2, "population", "is no whole number."),
    ("frames.csv", ";700;60;2", ";7_00;60;2", "frames.csv", 2, "population", "is no whole number."),
    ("frames.csv", ";700;60;2", ";700;60;60", "frames.csv", 2, "drawn", "The counts do not fit."),
    ("frames.csv", ";700;60;2", ";800;60;2", "frames.csv", 2, "population", "in town.toml 700"),
    ("frames.csv", "open_link;citizens", "open_link;people", "frames.csv", 3, "audience", "Unknown audience “people”."),
    ("frames.csv", "open_link;", "register;", "frames.csv", 3, "id", "stands in row 2 already"),
    ("frames.csv", "open_link;citizens;open;Offener Link", "open_link;citizens;open;", "frames.csv", 3, "name_de", "is empty"),
    ("frames.csv", "staff_all;staff", "all staff;staff", "frames.csv", 5, "id", "not a valid identifier"),
    # answers and population
    ("answers_citizens.csv", "1000;", "1000,5;", "answers_citizens.csv", 2, "key", "is no key"),
    ("answers_citizens.csv", "1037;", "1000;", "answers_citizens.csv", 3, "key", "stands in row 2 already"),
    ("answers_citizens.csv", "1000;open_link", "1000;staff_all", "answers_citizens.csv", 2, "frame", "no frame of this"),
    ("answers_citizens.csv", ";paper;", ";papers;", "answers_citizens.csv", 2, "mode", "Allowed are: online, paper"),
    ("answers_citizens.csv", "paper;2026-1", "paper;2025-1", "answers_citizens.csv", 2, "questionnaire", "is unknown"),
    ("answers_citizens.csv", "kita,mobility", "kita,mobile", "answers_citizens.csv", 2, "areas", "Did you mean “mobility”?"),
    ("answers_citizens.csv", "kita,mobility", "kita,kita", "answers_citizens.csv", 2, "areas", "empty or double items"),
    ("answers_citizens.csv", "kita,mobility", "kita,building,mobility", "answers_citizens.csv", 2, "areas", "3 choices are too many"),
    ("answers_citizens.csv", ";no;", ";no,gladly;", "answers_citizens.csv", 2, "digital", "2 choices are too many"),
    ("answers_citizens.csv", ";wish;", ";wishes;", "answers_citizens.csv", 1, "wishes", "Unknown column “wishes”."),
    ("answers_citizens.csv", '"Keine Wartezeit"', '"Keine\nWartezeit";x', "answers_citizens.csv", 2, "", "10 fields instead of 9"),
    ("answers_citizens.csv", '"Keine Wartezeit"', '"Keine"Wartezeit', "answers_citizens.csv", 2, "", "no valid CSV"),
    ("answers_companies.csv", "online:0,help:10", "online:-1,help:11", "answers_companies.csv", 2, "budget", "not possible"),
    ("answers_companies.csv", "online:0,help:10", "online,help", "answers_companies.csv", 2, "budget", "The number is missing"),
    ("answers_staff.csv", "areas;wish", "areas;digital", "answers_staff.csv", 1, "digital", "Unknown column “digital”."),
    ("population_citizens.csv", "north;300", "nord;300", "population_citizens.csv", 2, "district", "Did you mean “north”?"),
    ("population_citizens.csv", "north;300", "north;-300", "population_citizens.csv", 2, "count", "Negative count."),
    ("population_citizens.csv", "a60;south", "a60;north", "population_citizens.csv", 5, "district", "in row 4 already"),
    # codebook.toml, workshops.json
    ("codebook.toml", '["warte", "termin"]', "[]", "codebook.toml", 4, "themes.word_beginnings", "needs word beginnings"),
    ("codebook.toml", "[[themes]]", "[[theme]]", "codebook.toml", None, "themes", "The key is missing."),
    ("workshops.json", '"start"', '"start" 1', "workshops.json", 4, "", "No valid JSON at column"),
    ("workshops.json", '"held_on": "2026-02-14"', '"held_on": "14.02.2026"', "workshops.json", 3, "workshops.held_on", "no day"),
    ("workshops.json", '"participants": 12', '"participants": 0', "workshops.json", 11, "workshops.groups.participants", "without participants"),
    ("workshops.json", '"dots": 20', '"dots": NaN', "workshops.json", 59, "workshops.dots.dots", "no possible number"),
    ("workshops.json", '"dots": 20', '"dots": 20, "dots": 21', "workshops.json", 59, "", "key stands twice: dots"),
    ("workshops.json", "Nicht mehr anstehen", "\\ud800", "workshops.json", 45, "workshops.cards.text", "not allowed"),
    ("workshops.json", '"group": "people",\n     "cluster": "queue"', '"group": "council",\n     "cluster": "queue"', "workshops.json", 3, "workshops.group/cluster", "“council” / “queue” does not occur"),
    # strategy.toml
    ("strategy.toml", 'overall_goal = "generations"', 'overall_goal = "generation"', "strategy.toml", 11, "goals.serves", "Did you mean “generations”?"),
    ("strategy.toml", "strength = 3", "strength = 4", "strategy.toml", 11, "goals.serves.strength", "There is no strength 4."),
    ("strategy.toml", "target = 60", "target = inf", "strategy.toml", 15, "goals.target", "no possible number"),
    ("strategy.toml", 'id = "mobility"', 'id = "traffic"', "strategy.toml", 27, "service_areas.id", "Unknown option of the priority"),
    ("strategy.toml", "citizens.digital.no", "citizens.digital.never", "strategy.toml", 37, "guardrails.evidence", "Unknown finding"),
    ("strategy.toml", "citizens.themes.waiting", "citizens.themes.weather", "strategy.toml", 49, "guardrails.evidence", "Did you mean “citizens.themes.waiting”?"),
    ("strategy.toml", 'field = "analogue_access"', 'field = "analog_access"', "strategy.toml", 41, "guardrails.check.field", "Did you mean “analogue_access”?"),
    ("strategy.toml", 'value = "e_government"', 'value = "e_goverment"', "strategy.toml", 50, "guardrails.applies_to.value", "Possible: e_government, smart_city"),
    ("strategy.toml", '{ field = "analogue_access", test = "filled" }', '{ field = "requires", test = "equals", value = "x" }', "strategy.toml", 41, "guardrails.check.value", "A list equals no single value."),
    ("strategy.toml", "strength = 3 }]", 'strength = 3 }, { overall_goal = "generations", strength = 1 }]', "strategy.toml", 11, "goals.serves", "“generations” stands twice."),
    ("strategy.toml", "support_percent = 40", "support_percent = 50", "strategy.toml", 53, "weights.goals_percent", "add up to 110"),
    ("strategy.toml", "companies = 25, staff = 25", "companies = 75, staff = -25", "strategy.toml", 55, "weights.audience_percent", "A weight is negative."),
    ("strategy.toml", "companies = 25, staff = 25", "companies = 50", "strategy.toml", 55, "weights.audience_percent", "weight of “staff” is missing"),
    ("strategy.toml", "owner =", "oner =", "strategy.toml", 35, "guardrails.oner", "The key is unknown."),
    # gates, measures and their tables
    ("gates.csv", "2026-03", "März 2026", "gates.csv", 2, "met_on", "is not a month"),
    ("gates.csv", "2026-03", "2031-03", "gates.csv", 2, "met_on", "outside the period"),
    ("measures.csv", "services;kita;e_government;it", "service;kita;e_government;it", "measures.csv", 2, "field", "Did you mean “services”?"),
    ("measures.csv", "services;mobility", "services;mobil", "measures.csv", 5, "service_area", "Did you mean “mobility”?"),
    ("measures.csv", "services;mobility", "services;", "measures.csv", 5, "service_area", "It is not said which service area"),
    ("measures.csv", "smart_city;it", "smart_city;itt", "measures.csv", 5, "lead_unit", "Did you mean “it”?"),
    ("measures.csv", "smart_city", "smart city", "measures.csv", 5, "measure_class", "Allowed are: e_government"),
    ("measures.csv", ";idea;", ";running;", "measures.csv", 5, "fixed_start", "State and start do not fit."),
    ("measures.csv", "reach:1", "reach:7", "measures.csv", 5, "contributions", "There is no strength 7."),
    ("measures.csv", "reach:1", "beach:1", "measures.csv", 5, "contributions", "Did you mean “reach”?"),
    ("measures.csv", "nein;;2026-02", "jein;;2026-02", "measures.csv", 4, "is_mandatory", "neither yes nor no"),
    ("measures.csv", "2026-02;2027-06", "2025-02;2027-06", "measures.csv", 4, "release", "from 2026-01 to 2027-12"),
    ("measures.csv", "2026-02;2027-06", "2026-02;9999-12", "measures.csv", 4, "deadline", "is not a month"),
    ("measures.csv", "2026-02;2027-06", "2026-08;2026-06", "measures.csv", 4, "deadline", "precedes the release"),
    ("measures.csv", "2026-12;;;;Schalter", "2026-12;kita_online;;;Schalter", "measures.csv", 4, "requires", "“Childcare online” (kita_online) needs “Login” (login) needs “Childcare online”"),
    ("measures.csv", ";login;framework", ";log_in;framework", "measures.csv", 5, "helps", "Did you mean “login”?"),
    ("measures.csv", ";login;framework", ";parking;framework", "measures.csv", 5, "helps", "does not help itself"),
    ("measures.csv", ";login;framework", ";login;frame_work", "measures.csv", 5, "gates", "Did you mean “framework”?"),
    ("measures.csv", "waiting;building", "waiting;house", "measures.csv", 6, "asked_as", "Unknown option of the priority question"),
    ("measures.csv", "2025-11;own", "2025-11;bought", "measures.csv", 2, "fixed_mode", "Known are: own."),
    ("measures.csv", "2025-11;own", "2025-11;", "measures.csv", 2, "fixed_mode", "go together"),
    ("modes.csv", ";8;10.000,00;", ";8;10000.00;", "modes.csv", 2, "investive", "no number in German notation"),
    ("modes.csv", ";8;10.000,00;", ";8;-10000;", "modes.csv", 2, "investive", "-10000.00 is not possible"),
    ("modes.csv", ";8;10.000,00;", ";8;1" + "0" * 30 + ";", "modes.csv", 2, "investive", "is too large"),
    ("modes.csv", "1200,50", "1200,505", "modes.csv", 2, "running_per_year", "more than two decimals"),
    ("modes.csv", ";8;", ";0;", "modes.csv", 2, "duration_months", "A duration of 0 months is not possible."),
    ("modes.csv", "3000;5000", "3000;50000", "modes.csv", 3, "grant", "The grant exceeds the cost."),
    ("modes.csv", "parking;bought", "parken;bought", "modes.csv", 5, "measure", "Did you mean “parking”?"),
    ("modes.csv", "kita_online;bought", "kita_online;own", "modes.csv", 4, "mode", "stands in row 3 already"),
    ("staffing.csv", "login;own;it;0,5", "login;own;it;0,555", "staffing.csv", 2, "fte", "more than two decimals"),
    ("staffing.csv", "login;own;it;0,5", "login;own;it;0", "staffing.csv", 2, "fte", "FTE is impossible"),
    ("staffing.csv", "login;own;it", "login;won;it", "staffing.csv", 2, "mode", "Did you mean “own”?"),
    ("staffing.csv", "login;own;it", "login;own;is", "staffing.csv", 2, "unit", "Known are: it, office."),
    ("examinations.csv", "2026-09", "bald", "examinations.csv", 2, "decision_due", "is not a month"),
    ("examinations.csv", "visits;", "parking;", "measures.csv", 5, "state", "Add it or change state."),
    ("checks.csv", "short_waits;kept", "short_waits;yes", "checks.csv", 2, "verdict", "Allowed are: kept"),
    ("checks.csv", "short_waits", "analogue", "checks.csv", 2, "guardrail", "Data decide about this guardrail."),
    ("checks.csv", "2026-04-01", "2026-02-30", "checks.csv", 2, "checked_on", "is no day"),
    ("checks.csv", "kita_online;short_waits;kept", "parking;short_waits;kept", "checks.csv", 2, "verdict", "by the measure's profile it is “not applicable”"),
    # resources
    ("units.csv", "office;", "it;", "units.csv", 3, "id", "stands in row 2 already"),
    ("capacity.csv", "2026-07;1,5;2\n", "", "capacity.csv", None, "month", "The month 2026-07 is missing."),
    ("capacity.csv", "2026-01;1,5;2", "2026-01;-1,5;2", "capacity.csv", 2, "it", "-1,5 FTE is not possible."),
    ("capacity.csv", "2027-12;", "2028-01;", "capacity.csv", 25, "month", "outside the period"),
    ("capacity.csv", "month;it;office", "month;it;offices", "capacity.csv", 1, "offices", "Did you mean “office”?"),
    ("budgets.csv", "2027;", "2028;", "budgets.csv", None, "year", "The fiscal year 2027 is missing."),
    ("budgets.csv", "60.000,00", "-60.000,00", "budgets.csv", 2, "investive", "is not possible"),
    ("budgets.csv", "60.000,00", "6.00.000,00", "budgets.csv", 2, "investive", "no number in German notation"),
    ("budgets.csv", "60.000,00", "1e999", "budgets.csv", 2, "investive", "no number in German notation"),
    ("budgets.csv", "60.000,00", "NaN", "budgets.csv", 2, "investive", "no number in German notation"),
    # after the plan
    ("reference.csv", "kita_online", "kita", "reference.csv", 3, "measure", "Unknown measure “kita”."),
    ("status.csv", "login;", "log;", "status.csv", 2, "measure", "Did you mean “login”?"),
    ("status.csv", ";2026-05;", ";2026-07;", "status.csv", 2, "reported", "Allowed is up to 2026-06."),
    ("status.csv", ";60;", ";160;", "status.csv", 2, "percent_done", "160 % is impossible."),
    ("status.csv", "2025-11;;", "2025-11;2025-10;", "status.csv", 2, "actual_end", "The end precedes the start."),
    ("replies.csv", "start.queue", "start.queues", "replies.csv", 2, "to", "Did you mean “start.queue”?"),
    ("replies.csv", "guardrail;short_waits", "guardrail;short", "replies.csv", 2, "ref", "Unknown guardrail “short”."),
    ("replies.csv", "declined;;", "declined;login;", "replies.csv", 4, "ref", "refers to nothing"),
    ("replies.csv", "measure;kita_online", "measure;", "replies.csv", 3, "ref", "Unknown measure “”."),
]  # fmt: skip


def refused(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(FaultyInputError) as error:
        read_town(folder)
    return error.value.faults


@pytest.mark.parametrize(
    ("changed", "old", "new", "file", "row", "column", "message"),
    FAULTS,
    ids=[f"{number}-{case[0]}" for number, case in enumerate(FAULTS)],
)
def test_planted_fault_is_named_with_its_place(tmp_path, changed, old, new, file, row, column, message):
    files = town_files()
    assert old in files[changed]
    files[changed] = files[changed].replace(old, new) if old == ";" else files[changed].replace(old, new, 1)
    write_town_folder(tmp_path, files)

    faults = refused(tmp_path)

    told = {(fault.file, fault.row, fault.column): f"{fault.problem.en} {fault.remedy.en}" for fault in faults}
    assert message in told[file, row, column]
    assert all(fault.problem.de and fault.problem.en for fault in faults)


@pytest.mark.parametrize("name", sorted(town_files()))
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "The file is missing."),
        (b"\xff\xfea\x00", "The file is not saved as UTF-8."),
        (b"a\n\x00", "The row contains a NUL character."),
        ("folder", "There is a folder in place of a file."),
    ],
    ids=["missing", "utf-16", "nul", "folder"],
)
def test_unreadable_file_is_named_without_follow_up_faults(tmp_path, name, content, message):
    if content is None and name == "details.toml":
        pytest.skip("a town may say nothing about itself")
    write_town_folder(tmp_path)
    (tmp_path / name).unlink()
    if content == "folder":
        (tmp_path / name).mkdir()
    elif content is not None:
        (tmp_path / name).write_bytes(content)

    faults = refused(tmp_path)

    assert [(fault.file, fault.problem.en) for fault in faults] == [(name, message)]


@pytest.mark.parametrize("name", [name for name in sorted(town_files()) if name.endswith(".csv")])
def test_empty_table_is_named(tmp_path, name):
    write_town_folder(tmp_path, town_files() | {name: ""})

    faults = refused(tmp_path)

    assert [(fault.file, fault.problem.en) for fault in faults] == [(name, "The file is empty.")]


def test_faults_of_all_files_are_told_at_once_in_the_order_of_files_and_rows(tmp_path):
    files = town_files()
    files["town.toml"] = files["town.toml"].replace("total = 700", "total = 701")
    files["frames.csv"] = files["frames.csv"].replace(";40;40;1", ";-1;40;1").replace("sample", "simple")
    files["modes.csv"] = files["modes.csv"].replace("10.000,00", "10,000.00")
    files["replies.csv"] = files["replies.csv"].replace("start.queue", "start.snake")
    files["strategy.toml"] = files["strategy.toml"].replace("[weights]", "[weights")
    write_town_folder(tmp_path, files)

    faults = refused(tmp_path)

    assert [(fault.file, fault.row, fault.column) for fault in faults] == [
        ("town.toml", 21, "populations.total"),
        ("frames.csv", 2, "recruitment"),
        ("frames.csv", 3, "population"),
        ("frames.csv", 4, "population"),
        ("strategy.toml", 52, ""),
        ("modes.csv", 2, "investive"),
        ("replies.csv", 2, "to"),
    ]


@pytest.mark.parametrize("name", ["frames.csv", "measures.csv", "modes.csv", "budgets.csv"])
def test_needed_table_with_a_header_alone_wants_a_row(tmp_path, name):
    files = town_files()
    write_town_folder(tmp_path, files | {name: files[name].splitlines()[0] + "\n"})

    assert [(fault.file, fault.remedy.en) for fault in refused(tmp_path)] == [(name, "Add at least one row.")]


def test_two_cycles_of_prerequisites_are_both_named(tmp_path):
    files = town_files()
    files["measures.csv"] = (
        files["measures.csv"].replace("2026-12;;;;Schalter", "2026-12;kita_online;;;Schalter")
        .replace("CDO;nein;;;;;login;framework", "CDO;nein;;;;parking;login;framework")
    )  # fmt: skip
    write_town_folder(tmp_path, files)

    assert [fault.problem.en for fault in refused(tmp_path)] == [
        (
            "Prerequisites go round in a circle: “Childcare online” (kita_online) "
            "needs “Login” (login) needs “Childcare online” (kita_online)."
        ),
        "Prerequisites go round in a circle: “Parking app” (parking) needs “Parking app” (parking).",
    ]


def test_condition_that_nobody_can_answer_is_told_once(tmp_path):
    files = town_files()
    files["strategy.toml"] = files["strategy.toml"].replace('value = "e_government"', 'value = "e_goverment"')
    write_town_folder(tmp_path, files)

    assert [(fault.file, fault.row) for fault in refused(tmp_path)] == [("strategy.toml", 50)]


def test_folder_that_does_not_exist_is_refused(tmp_path):
    assert [fault.problem.en for fault in refused(tmp_path / "nowhere")] == ["There is no such folder."]


def test_deeply_nested_workshops_are_refused_and_do_not_end_the_program(tmp_path):
    write_town_folder(tmp_path, town_files() | {"workshops.json": "[" * 100_000})

    assert [fault.file for fault in refused(tmp_path)] == ["workshops.json"]


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(sorted(town_files())),
    share=st.floats(0, 1),
    length=st.integers(0, 12),
    put=st.sampled_from(
        ["", '"', "[", "]", "{", "}", "=", ";", ",", "\n", "null", "-1", "1e999", "nan", "9" * 400, "[[x]]"]
    )
    | st.text(st.characters(codec="utf-8"), max_size=5),
)
def test_any_damage_is_told_or_harmless(tmp_path_factory, name, share, length, put):
    files = town_files()
    at = int(share * len(files[name]))
    files[name] = files[name][:at] + put + files[name][at + length :]
    folder = write_town_folder(tmp_path_factory.mktemp("town"), files)

    with suppress(FaultyInputError):
        assert read_town(folder).profile.id
