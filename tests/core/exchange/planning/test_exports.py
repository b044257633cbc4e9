"""A plan in other programs' forms, each read back by a reader that is not ours."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from factories import handovers
from leitplanke.cli import DONE, FAILED, FAULTY_INPUT, main
from leitplanke.exchange.planning.bars import roadmap_timetable
from leitplanke.exchange.planning.documents import problem_bytes, read_plan_json
from leitplanke.exchange.planning.exports import PlanFormat, export_plan, format_of
from leitplanke.exchange.planning.files import read_plan
from leitplanke.exchange.planning.icalendar import folded
from leitplanke.exchange.planning.roadmap_files import ROADMAP_FILES, export_roadmap
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import Wait, WaitKind
from leitplanke.kernel.texts import Language, Text
from leitplanke.roadmap.model import (
    Activity,
    ActivityMode,
    FiscalYear,
    Named,
    NameKind,
    PlannedStart,
    Problem,
    Unit,
)
from leitplanke.strategy.model import StaffNeed

PLAN = (PlannedStart("base", "own", 0), PlannedStart("portal", "bought", 3), PlannedStart("open", "own", 5))


def _mode(name, duration, *, profiles=(), investive=0):
    return ActivityMode(name, duration, (), (investive,) * duration, (0,) * duration, 0, profiles=profiles)


@pytest.fixture
def town():
    """December to May: two months of groundwork, a month of waiting, two months of the portal, then a milestone."""
    after_base = (Wait("base", WaitKind.AFTER_END, 1), Wait("base", WaitKind.AFTER_START, 2))
    return Problem(
        first_month=Month("2027-12"),
        months=6,
        units=(Unit("it", Text("IT; Netze, Süd", "IT"), (100,) * 6),),
        years=(FiscalYear(2027, 500, 0), FiscalYear(2028, 900, 0)),
        activities=(
            Activity("base", (_mode("own", 2, profiles=(("it", (50, 100)),), investive=250),), (10,)),
            Activity("portal", (_mode("bought", 2),), (20,), waits=after_base, deadline=4, is_mandatory=True),
            Activity("open", (_mode("own", 0),), (0,), prerequisites=("portal",)),
        ),
        exclusions=(),
        audiences=("all",),
        weights_percent=(100,),
    )


def test_workbook_is_read_back_as_the_plan_and_accounts_for_people_and_money(town):
    data = export_plan(town, PLAN, PlanFormat.XLSX)

    book = openpyxl.load_workbook(io.BytesIO(data))
    assert read_plan(data, name="plan.xlsx", first_month=town.first_month) == PLAN
    assert [cell.value for cell in book["Personal (Stellen)"][3]] == ["2028-01", 1.0, 1.0]
    assert [cell.value for cell in book["Geld"][2]] == ["2027", 2.5, 5.0, 0.0, 0.0]
    assert export_plan(town, PLAN, PlanFormat.XLSX) == data


@pytest.mark.parametrize("form", [PlanFormat.CSV, PlanFormat.JSON])
def test_table_and_json_are_read_back_as_the_plan(town, form):
    assert read_plan(export_plan(town, PLAN, form), name="plan", first_month=town.first_month) == PLAN


def test_json_tells_the_value(town):
    assert read_plan_json(export_plan(town, PLAN, PlanFormat.JSON), "plan.json").value == 1000 * 16 + 2000 * 13


def test_calendar_has_an_event_of_whole_days_for_each_measure(town):
    text = export_plan(town, PLAN, PlanFormat.ICAL).decode()

    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    events = [_properties(part) for part in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]]
    assert [(one["SUMMARY"], one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) for one in events] == [
        ("base", "20271201", "20280201"),
        ("portal", "20280301", "20280501"),
        ("open", "20280501", "20280502"),
    ]
    assert len({one["UID"] for one in events}) == 3
    assert events[1]["DESCRIPTION"] == "Umsetzungsart: bought\\nFrist: 30.04.2028"


def _properties(event):
    return dict(line.split(":", 1) for line in event.split("\r\n") if ":" in line)


def test_a_long_name_is_folded_between_letters():
    long = "ä" * 30 + "-" + "x" * 64

    lines = folded(f"SUMMARY:{long}")

    assert lines.replace("\r\n ", "") == f"SUMMARY:{long}"
    assert max(len(line.encode()) for line in lines.split("\r\n")) <= 75


def test_project_names_dates_links_and_people(town):
    root = ET.fromstring(export_plan(town, PLAN, PlanFormat.MSPROJECT))  # noqa: S314 - our own bytes
    ns = {"p": "http://schemas.microsoft.com/project"}
    tasks = [{part.tag.split("}")[1]: part.text for part in task} for task in root.findall("p:Tasks/p:Task", ns)]

    assert [(one["Name"], one["Start"], one["Finish"], one["Milestone"]) for one in tasks] == [
        ("base", "2027-12-01T08:00:00", "2028-01-31T17:00:00", "0"),
        ("portal", "2028-03-01T08:00:00", "2028-04-28T17:00:00", "0"),
        ("open", "2028-05-01T08:00:00", "2028-05-01T08:00:00", "1"),
    ]
    weekdays = sum((date(2027, 12, 1) + timedelta(day)).weekday() < 5 for day in range(62))
    assert [one["Duration"] for one in tasks] == [f"PT{weekdays * 8}H0M0S", "PT344H0M0S", "PT0H0M0S"]
    assert (tasks[1]["Deadline"], "Deadline" in tasks[0]) == ("2028-04-30T17:00:00", False)
    links = [
        tuple(link.findtext(f"p:{name}", None, ns) for name in ("PredecessorUID", "Type", "LinkLag"))
        for link in root.findall("p:Tasks/p:Task/p:PredecessorLink", ns)
    ]
    a_day = (
        24 * 60 * 10
    )  # 29 days from the evening of 31 January to the morning of 1 March; 62 from 1 December to 1 February
    assert links == [("1", "1", str(29 * a_day)), ("1", "3", str(62 * a_day)), ("2", "1", "0")]
    assert [one.text for one in root.findall("p:Resources/p:Resource/p:MaxUnits", ns)] == ["1.0"]
    assert [one.text for one in root.findall("p:Assignments/p:Assignment/p:Work", ns)] == ["PT264H0M0S"]
    assert [one.text for one in root.findall("p:Resources/p:Resource/p:Name", ns)] == ["IT; Netze, Süd"]
    assert [one.text for one in root.findall("p:Assignments/p:Assignment/p:Units", ns)] == ["0.75"]


def test_project_has_a_week_of_forty_hours(town):
    root = ET.fromstring(export_plan(town, PLAN, PlanFormat.MSPROJECT))  # noqa: S314 - our own bytes
    ns = {"p": "http://schemas.microsoft.com/project"}

    days = root.findall("p:Calendars/p:Calendar/p:WeekDays/p:WeekDay", ns)

    assert [day.findtext("p:DayWorking", None, ns) for day in days] == list("0111110")
    assert len(root.findall(".//p:WorkingTime", ns)) == 10


@pytest.mark.parametrize("name", ROADMAP_FILES)
def test_roadmap_of_a_town_leaves_by_its_own_names_and_says_that_it_is_invented(name):
    roadmap, strategy = handovers.roadmap(), handovers.strategy()

    text = export_roadmap(strategy, roadmap, name=name).decode().replace("\r\n ", "").replace("\\;", ";")

    titles = {measure.id: measure.title.de for measure in strategy.draft.measures}
    assert [titles[line.measure] for line in roadmap.assignments if titles[line.measure] not in text] == []
    assert "Alle Angaben sind erfunden." in text
    assert export_roadmap(strategy, roadmap, name=name) == export_roadmap(strategy, roadmap, name=name)


def test_people_of_a_measure_in_stages_are_told_by_the_mean_of_its_months():
    """Six months: four of 0.5, two of 0.2 are 2.4 person-months."""
    strategy, roadmap = handovers.strategy(), handovers.roadmap()
    first, *others = strategy.draft.measures
    staged = replace(first.modes[0], staff=(StaffNeed("office", 50, 1, 4), StaffNeed("office", 20, 5)))
    draft = replace(strategy.draft, measures=(replace(first, modes=(staged,)), *others))

    timetable = roadmap_timetable(replace(strategy, draft=draft), roadmap)

    assert {bar.id: bar.staff for bar in timetable.bars}[first.id] == (("office", 40),)


def test_openproject_gets_bodies_for_packages_and_relations(town):
    found = json.loads(export_plan(town, PLAN, PlanFormat.OPENPROJECT))

    bodies = {one["key"]: one["body"] for one in found["work_packages"]}
    assert (bodies["portal"]["startDate"], bodies["portal"]["dueDate"]) == ("2028-03-01", "2028-04-28")
    assert "IT; Netze, Süd: 0,75 Stellen" in bodies["base"]["description"]["raw"]
    # Each pair once: another relation between the same two is refused (409, API v3, Relations).
    assert [(one["from_key"], one["to_key"], one["body"]) for one in found["relations"]] == [
        ("portal", "base", {"type": "follows", "lag": 20, "_links": _to("{base}")}),
        ("open", "portal", {"type": "follows", "lag": 0, "_links": _to("{portal}")}),
    ]


def _to(key):
    return {"to": {"href": f"/api/v3/work_packages/{key}"}}


def test_a_start_to_start_relation_alone_only_relates(town):
    base, portal, opening = town.activities
    after_start = replace(portal, waits=(Wait("base", WaitKind.AFTER_START, 2),))
    found = json.loads(
        export_plan(replace(town, activities=(base, after_start, opening)), PLAN, PlanFormat.OPENPROJECT)
    )

    assert found["relations"][0]["body"] == {"type": "relates", "_links": _to("{base}")}


def test_no_bar_begins_or_ends_on_a_weekend(town):
    """May 2027 begins on a Saturday, and October 2027 ends on a Sunday."""
    plan = (PlannedStart("base", "own", 0), PlannedStart("portal", "bought", 4))
    found = json.loads(export_plan(replace(town, first_month=Month("2027-05")), plan, PlanFormat.OPENPROJECT))

    dates = [(one["body"]["startDate"], one["body"]["dueDate"]) for one in found["work_packages"]]
    assert dates == [("2027-05-03", "2027-06-30"), ("2027-09-01", "2027-10-29")]


# The order in which mspdi_pj12.xsd has the elements that we write (xsd:sequence; Microsoft, Project 2007 SDK,
# Project XML Data Interchange Reference), and those without minOccurs="0", which have to be there.
_ORDER = {
    "Project": [
        *("SaveVersion", "Name", "Title", "Subject", "ScheduleFromStart", "StartDate", "CurrencyCode", "CalendarUID"),
        *("Calendars", "Tasks", "Resources", "Assignments"),
    ],
    "Calendar": ["UID", "Name", "IsBaseCalendar", "WeekDays"],
    "WeekDay": ["DayType", "DayWorking", "WorkingTimes"],
    "WorkingTime": ["FromTime", "ToTime"],
    "Task": [
        *("UID", "ID", "Name", "Type", "Start", "Finish", "Duration", "DurationFormat", "Estimated", "Milestone"),
        *("ConstraintType", "ConstraintDate", "Deadline", "Notes", "PredecessorLink"),
    ],
    "PredecessorLink": ["PredecessorUID", "Type", "LinkLag", "LagFormat"],
    "Resource": ["UID", "ID", "Name", "Type", "MaxUnits"],
    "Assignment": ["UID", "TaskUID", "ResourceUID", "Units", "Work"],
}
_REQUIRED = {"Project": {"SaveVersion", "CurrencyCode"}, "Task": {"UID"}, "Resource": {"UID"}, "Assignment": {"UID"}}


def test_project_keeps_the_order_of_the_published_schema(town):
    root = ET.fromstring(export_plan(town, PLAN, PlanFormat.MSPROJECT))  # noqa: S314 - our own bytes

    for element in root.iter():
        name, parts = element.tag.split("}")[1], [part.tag.split("}")[1] for part in element]
        order = _ORDER.get(name, sorted(set(parts)))
        assert [part for part in parts if part not in order] == []
        assert parts == sorted(parts, key=order.index)
        assert _REQUIRED.get(name, set()) <= set(parts)
    assert {name for name in _ORDER if root.find(f".//{{*}}{name}") is None} == {"Project"}  # nothing is tested in vain


def test_export_takes_the_form_from_the_ending_or_asks(town, tmp_path, capsys):
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.csv"
    problem.write_bytes(problem_bytes(town))
    plan.write_bytes(export_plan(town, PLAN, PlanFormat.CSV))
    command = ["roadmap", "export", str(problem), str(plan), "--language", "en", "--out"]

    assert main([*command, str(tmp_path / "plan.ics")]) == DONE
    assert (tmp_path / "plan.ics").read_bytes() == export_plan(town, PLAN, PlanFormat.ICAL, language=Language.EN)
    assert main([*command, str(tmp_path / "op.json"), "--format", "openproject"]) == DONE
    assert "work_packages" in (tmp_path / "op.json").read_text("utf-8")
    assert main([*command, str(tmp_path / "plan.doc")]) == FAULTY_INPUT
    assert "--format" in capsys.readouterr().err
    assert format_of(".XML") is PlanFormat.MSPROJECT


def test_robustness_tells_deadlines_and_weights(town, tmp_path, capsys):
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.csv"
    problem.write_bytes(problem_bytes(town))
    plan.write_bytes(export_plan(town, PLAN, PlanFormat.CSV))
    command = ["roadmap", "robustness", str(problem), str(plan), "--language", "en", "--weights", "2", "--runs", "100"]

    assert main([*command, "--slip", "100", "100", "100"]) == DONE
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == [
        (
            "portal: hard deadline April 2028, kept in 100 of 100 courses; half end by April 2028, "
            "nine in ten by April 2028."
        ),
        "In the plan under all 2 weightings:",
        "  base",
        "  portal",
        "In the plan under none of 2 weightings:",
        "  open",
    ]
    assert main([*command, "--slip", "100", "90", "100"]) == FAULTY_INPUT


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_what_export_writes_every_command_reads(town, tmp_path, capsys, ending):
    problem, plan = tmp_path / "problem.json", tmp_path / f"plan.{ending}"
    named = replace(town, names=(Named(NameKind.MEASURE, "base", Text("=Grundlage; für alle")),))
    problem.write_bytes(problem_bytes(named))
    plan.write_bytes(export_plan(named, PLAN, PlanFormat(ending)))
    files, new = [str(problem), str(plan)], str(tmp_path / "new.csv")

    codes = [
        main(["roadmap", "check", *files]),
        main(["roadmap", "explain", *files]),
        main(["roadmap", "compare", *files, str(plan)]),
        main(["roadmap", "repair", *files, "--out", new, "--work", "1"]),
        main(["roadmap", "export", *files, "--out", str(tmp_path / "again.csv")]),
    ]

    assert (codes, capsys.readouterr().err) == ([DONE] * 5, "")
    assert (tmp_path / "again.csv").read_bytes() == export_plan(named, PLAN, PlanFormat.CSV)
    assert (tmp_path / "new.csv").read_bytes() == export_plan(named, PLAN, PlanFormat.CSV)


def test_a_title_that_a_spreadsheet_would_run_stays_text(town):
    named = replace(town, names=(Named(NameKind.MEASURE, "base", Text("=1+1")),))

    table = export_plan(named, PLAN, PlanFormat.CSV).decode("utf-8-sig")
    cell = openpyxl.load_workbook(io.BytesIO(export_plan(named, PLAN, PlanFormat.XLSX)))["Plan"]["B2"]

    assert table.splitlines()[1] == "base;'=1+1;own;;0;2027-12;2028-01"
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_workbook_is_ready_to_be_read(town):
    book = openpyxl.load_workbook(io.BytesIO(export_plan(town, PLAN, PlanFormat.XLSX)))

    assert [(sheet.title, sheet.freeze_panes) for sheet in book] == [
        ("Plan", "A2"),
        ("Personal (Stellen)", "A2"),
        ("Geld", "A2"),
    ]
    assert [cell.value for cell in book["Personal (Stellen)"][1]] == [
        "Monat",
        "IT; Netze, Süd: gebraucht",
        "IT; Netze, Süd: vorhanden",
    ]
    assert book["Geld"].column_dimensions["B"].width > len("investiv: gebraucht")


@pytest.mark.parametrize("form", [form for form in PlanFormat if form is not PlanFormat.JSON])
def test_an_english_export_holds_no_german_word(town, tmp_path, form):
    german = (
        "Fahrplan",
        "Umsetzungsart",
        "Frist",
        "Stellen",
        "Monat",
        "Geld",
        "gebraucht",
        "Netze",
        "Grundlage",
        "gekauft",
    )
    named = replace(
        town,
        names=(
            Named(NameKind.MEASURE, "base", Text("Grundlage", "Groundwork")),
            Named(NameKind.MODE, "portal.bought", Text("gekauft", "purchased")),
        ),
    )
    problem, plan, out = tmp_path / "problem.json", tmp_path / "plan.csv", tmp_path / "out"
    problem.write_bytes(problem_bytes(named))
    plan.write_bytes(export_plan(named, PLAN, PlanFormat.CSV))
    command = ["roadmap", "export", str(problem), str(plan), "--out", str(out), "--format", form]

    assert main([*command, "--language", "en"]) == DONE

    english, table = _words(out.read_bytes(), form), _words(export_plan(named, PLAN, form), form)
    assert ["Groundwork" in english, "purchased" in english] == [True, True]
    assert ["Grundlage" in table, "gekauft" in table] == [True, True]
    assert [word for word in german if word in english] == []


def _words(data, form):
    """All text of an export, a calendar unfolded and a workbook unpacked."""
    if form is not PlanFormat.XLSX:
        return data.decode().replace("\r\n ", "")
    book = openpyxl.load_workbook(io.BytesIO(data))
    return " ".join([*book.sheetnames, *(str(cell.value) for sheet in book for row in sheet for cell in row)])


def test_an_english_export_tells_deadline_and_staff_as_english_does(town):
    found = json.loads(export_plan(town, PLAN, PlanFormat.OPENPROJECT, language=Language.EN))

    notes = {one["key"]: one["body"]["description"]["raw"].split("\n\n") for one in found["work_packages"]}
    assert notes == {
        "base": ["Mode: own", "IT: 0.75 FTE"],
        "portal": ["Mode: bought", "Deadline: 30 April 2028"],
        "open": ["Mode: own"],
    }
    assert (
        "PRODID:-//Leitplanke//roadmap//EN" in export_plan(town, PLAN, PlanFormat.ICAL, language=Language.EN).decode()
    )


@pytest.mark.parametrize("start", [-1600, 2100, 99_990, 10**8])
def test_a_plan_beyond_all_calendars_is_read_back_from_a_table_and_refused_by_a_calendar(town, start):
    """Projects of the literature count thousands of periods."""
    far = replace(town.activities[0], deadline=99_999)
    town, plan = replace(town, activities=(far, *town.activities[1:])), (PlannedStart("base", "own", start),)

    for form in (PlanFormat.CSV, PlanFormat.XLSX, PlanFormat.JSON):
        assert read_plan(export_plan(town, plan, form), name="plan", first_month=town.first_month) == plan
    for form in (PlanFormat.ICAL, PlanFormat.MSPROJECT, PlanFormat.OPENPROJECT):
        with pytest.raises(InvalidValueError, match="base"):
            export_plan(town, plan, form)
        assert export_plan(town, (PlannedStart("base", "own", 0),), form)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_every_command_writes_the_form_that_the_ending_says(town, tmp_path, ending):
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.csv"
    problem.write_bytes(problem_bytes(town))
    plan.write_bytes(export_plan(town, PLAN, PlanFormat.CSV))

    for command in (["solve"], ["fairest"], ["repair", str(plan), "--work", "1"]):
        verb, *options = command
        written = tmp_path / f"{verb}.{ending}"
        assert main(["roadmap", verb, str(problem), *options, "--out", str(written)]) == DONE
        begins = {"csv": "\ufeffactivity;".encode(), "xlsx": b"PK", "json": b"{"}[ending]
        assert written.read_bytes().startswith(begins)
        assert main(["roadmap", "check", str(problem), str(written)]) == DONE


@pytest.mark.parametrize("verb", ["solve", "fairest", "repair"])
def test_a_plan_that_cannot_be_written_is_told_before_the_work(tmp_path, capsys, verb):
    """No problem is read for a name that is a folder, or lies in a file."""
    (tmp_path / "file").write_text("", "utf-8")
    plan = [str(tmp_path / "none.csv")] if verb == "repair" else []

    for out, said in ((tmp_path, "folder"), (tmp_path / "file" / "plan.csv", "file")):
        command = ["roadmap", verb, str(tmp_path / "none.json"), *plan, "--out", str(out), "--language", "en"]
        assert main(command) == FAILED
        told = capsys.readouterr().err
        assert "none" not in told
        assert str(out if said == "folder" else out.parent) in told
