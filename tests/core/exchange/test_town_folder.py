from datetime import date

import pytest

from factories.town_folder import town_files, write_town_folder
from leitplanke.evidence.model import PopulationCell
from leitplanke.exchange.town_folder import read_town, read_town_files
from leitplanke.kernel.contact import Contact
from leitplanke.kernel.dates import Month
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.licence import Licence
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply, ReplyKind, StatusRow
from leitplanke.participation.model import Agreement, Answer, Missing, Response, ResponseMode
from leitplanke.roadmap.model import FiscalYear
from leitplanke.strategy.model import (
    Contribution,
    EvidenceKind,
    EvidenceLink,
    Gate,
    Measure,
    MeasureClass,
    MeasureState,
    Mode,
    StaffNeed,
)


def test_town_is_read_whole(tmp_path):
    town = read_town(write_town_folder(tmp_path))

    assert town.profile.name == Text("Erlenbach", "Erlenbach")
    assert town.details == TownDetails(
        representative="Bürgermeister Emil Erlen (erfunden)",
        server_log="Nichts.\nAuch keine Adressen.",
        licence=Licence.CC_BY,
        authority=Contact(
            "Stadt Erlenbach (erfunden)",
            ("Am Bach 1", "00000 Erlenbach"),
            "rathaus@erlenbach.example",
            "+49 69 90009-200",
        ),
        accessibility_contact=Contact("Bürgerbüro Erlenbach (erfunden)", telephone="115"),
    )
    assert town.priority_question == "areas"
    assert [len([r for r in town.responses if r.audience == name]) for name in ("citizens", "companies", "staff")] == [
        40,
        20,
        20,
    ]
    assert town.populations[0].total == 700
    assert town.populations[0].variables == ("age", "district")
    assert [theme.id for theme in town.themes] == ["waiting"]
    assert [cluster.id for cluster in town.workshops[0].clusters] == ["queue", "parking"]
    assert town.resources.units[0].capacity == (150,) * 24
    assert town.resources.years[0] == FiscalYear(2026, 6_000_000, 3_000_000)
    assert town.resources.reference_selection == ("kita_online", "login")
    assert town.replies[2] == Reply(
        "start.parking", ReplyKind.DECLINED, "", Text("Gehört nicht zur Stadt.", "Not the town's task.")
    )


def test_responses_stand_by_key_with_one_answer_to_every_question(tmp_path):
    town = read_town(write_town_folder(tmp_path))

    keys = [response.key for response in town.responses if response.audience == "citizens"]
    assert keys == sorted(keys)
    assert town.responses[0] == Response(
        1000,
        "citizens",
        "open_link",
        ResponseMode.PAPER,
        "2026-1",
        (
            Answer("areas", ("kita", "mobility")),
            Answer("digital", ("no",)),
            Answer("wish", text="Keine Wartezeit"),
            Answer("age", ("a60",)),
            Answer("district", ("north",)),
        ),
    )


def test_short_names_and_what_counts_as_agreeing_are_read(tmp_path):
    questions = {question.id: question for question in read_town(write_town_folder(tmp_path)).questionnaire.questions}

    assert questions["district"].name == Text("Ortsteil", "district")
    assert questions["age"].name == Text("")
    assert questions["digital"].agreement == Agreement(("gladly",), Text("tun es gern", "like it"))


def test_missing_answers_are_kept_apart_and_points_belong_to_options(tmp_path):
    town = read_town(write_town_folder(tmp_path))

    areas = {r.answers[0].missing for r in town.responses if r.audience == "citizens"}
    wishes = {r.answers[2].missing for r in town.responses if r.audience == "citizens"}
    assert areas == {None, Missing.DONT_KNOW, Missing.NO_ANSWER}
    assert wishes == {None, Missing.PREFER_NOT, Missing.NO_ANSWER}
    first = next(r for r in town.responses if r.audience == "companies")
    assert first.answers[1] == Answer("budget", ("online", "help"), (0, 10))


def test_measure_has_its_modes_staff_and_cents(tmp_path):
    town = read_town(write_town_folder(tmp_path))

    assert town.draft.measures[0] == Measure(
        id="login",
        title=Text("Anmeldung", "Login"),
        description=Text("Ein Konto;\nfür alles", "One account"),
        for_whom=Text("Alle", "All"),
        field="services",
        service_area="kita",
        measure_class=MeasureClass.E_GOVERNMENT,
        lead_unit="it",
        state=MeasureState.RUNNING,
        state_reason=Text("läuft", "runs"),
        contributions=(Contribution("reach", 2, "CDO"),),
        modes=(Mode("own", Text("selbst", "own"), 8, 1_000_000, 500_000, 120_050, (StaffNeed("it", 50),)),),
        participants=("office",),
        is_mandatory=True,
        legal_basis="OZG",
        deadline=Month("2026-12"),
        analogue_access=Text("Schalter", "Counter"),
        evidence=("citizens.digital.no",),
        fixed_start=Month("2025-11"),
        fixed_mode="own",
    )
    assert town.draft.measures[3].examination is not None
    assert town.draft.measures[3].examination.decision_due == "2026-09"


def test_strategy_gates_and_status_are_read(tmp_path):
    town = read_town(write_town_folder(tmp_path))

    assert town.draft.guardrails[0].evidence == (
        EvidenceLink(EvidenceKind.FINDING, "citizens.digital.no"),
        EvidenceLink(EvidenceKind.LAW, "§ 1 OZG", Text("Verwaltungsleistungen online", "Services online")),
    )
    assert town.draft.goals[0].due == date(2027, 12, 31)
    assert town.draft.gates[1] == Gate("framework", Text("Rahmen geklärt", "Framework settled"))
    assert town.status_rows == (
        StatusRow(
            "login",
            Month("2026-05"),
            MeasureState.RUNNING,
            60,
            900_000,
            Month("2025-11"),
            None,
            Month("2026-08"),
            Text("Krankheit", "Illness"),
        ),
    )


def test_byte_order_mark_carriage_returns_and_column_order_change_nothing(tmp_path):
    plain = read_town(write_town_folder(tmp_path / "plain"))
    files = town_files()
    header, *rows = files["frames.csv"].splitlines()
    turned = [";".join(reversed(line.split(";"))) for line in (header, *rows)]
    files["frames.csv"] = "\ufeff" + "\r\n".join(turned) + "\r\n;;;;;;;\r\n"

    excel = read_town(write_town_folder(tmp_path / "excel", files))

    assert excel.frames == plain.frames
    assert excel.responses == plain.responses


def test_optional_files_may_be_left_out(tmp_path):
    files = town_files()
    left_out = ["reference.csv", "status.csv", "replies.csv", "checks.csv"]
    del files["details.toml"]
    for name in left_out:
        del files[name]
        files["town.toml"] = files["town.toml"].replace(f'"{name}",', "")

    town = read_town(write_town_folder(tmp_path, files))

    assert (town.resources.reference_selection, town.status_rows, town.replies) == ((), (), ())
    assert town.details == TownDetails()
    assert town.draft.personal_checks == ()


def test_town_without_units_names_any_lead_unit(tmp_path):
    files = town_files()
    for name in ("units.csv", "capacity.csv", "staffing.csv"):
        del files[name]
        files["town.toml"] = files["town.toml"].replace(f'"{name}",', "")

    town = read_town(write_town_folder(tmp_path, files))

    assert town.resources.units == ()
    assert town.draft.measures[0].lead_unit == "it"


def test_other_files_of_the_folder_are_left_alone(tmp_path):
    write_town_folder(tmp_path)
    (tmp_path / "generate.py").write_text("x = 1")

    assert read_town(tmp_path) == read_town_files({name: text.encode() for name, text in town_files().items()})


def test_files_in_memory_are_held_to_the_same_as_a_folder(tmp_path):
    files = town_files() | {"budgets.csv": "year;investive\n", "README.md": "no file of a town"}
    del files["units.csv"]

    with pytest.raises(FaultyInputError) as in_memory:
        read_town_files({name: text.encode() for name, text in files.items()})
    with pytest.raises(FaultyInputError) as in_folder:
        read_town(write_town_folder(tmp_path, files))

    assert in_memory.value.faults == in_folder.value.faults
    assert {fault.file for fault in in_memory.value.faults} == {"budgets.csv", "units.csv"}


def test_no_files_at_all_lack_the_first_one():
    with pytest.raises(FaultyInputError) as refused:
        read_town_files({})

    assert ("town.toml", "The file is missing.") in [(one.file, one.problem.en) for one in refused.value.faults]


def test_link_that_leads_nowhere_is_a_missing_file(tmp_path):
    write_town_folder(tmp_path)
    (tmp_path / "units.csv").unlink()
    (tmp_path / "units.csv").symlink_to(tmp_path / "gone.csv")

    with pytest.raises(FaultyInputError) as refused:
        read_town(tmp_path)

    assert [(one.file, one.problem.en) for one in refused.value.faults] == [("units.csv", "The file is missing.")]


def test_link_to_a_file_is_read(tmp_path):
    plain = read_town(write_town_folder(tmp_path / "town"))
    (tmp_path / "town" / "units.csv").rename(tmp_path / "elsewhere.csv")
    (tmp_path / "town" / "units.csv").symlink_to(tmp_path / "elsewhere.csv")

    assert read_town(tmp_path / "town") == plain


def test_plain_language_is_read_from_tables_and_toml(tmp_path):
    files = town_files()
    files["units.csv"] = "id;name_de;name_en;name_plain\nit;IT;IT;Computer\noffice;Büro;Office;\n"
    files["strategy.toml"] = files["strategy.toml"].replace('de = "Dienste"', 'de = "Dienste", plain = "Hilfe"')

    town = read_town(write_town_folder(tmp_path, files))

    assert [unit.name for unit in town.resources.units] == [Text("IT", "IT", "Computer"), Text("Büro", "Office")]
    assert town.draft.fields[0].title == Text("Dienste", "Services", "Hilfe")


def test_variables_stand_in_the_order_of_the_questionnaire(tmp_path):
    files = town_files()
    rows = [line.split(";") for line in files["population_citizens.csv"].splitlines()]
    turned = "".join(f"{count};{district};{age}\n" for age, district, count in rows)

    town = read_town(write_town_folder(tmp_path, files | {"population_citizens.csv": turned}))

    assert town.populations[0].variables == ("age", "district")
    assert town.populations[0].cells[1] == PopulationCell(("a16_59", "south"), 200)
