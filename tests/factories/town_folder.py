"""A complete, tiny, fictitious town folder: three audiences, two units, four measures, a workshop, a first status.

`town_files()` answers its files as text, so that a test can change one before `write_town_folder` writes them.
"""

import json
from pathlib import Path

TOWN = """id = "erlenbach"
is_fictitious = true
inhabitants = 900
as_of = 2026-06-30
plan_from = "2026-01"
plan_months = 24
priority_question = "areas"
files = [
  "questionnaire.toml", "frames.csv", "answers_citizens.csv", "answers_companies.csv", "answers_staff.csv",
  "population_citizens.csv", "codebook.toml", "workshops.json", "strategy.toml", "gates.csv", "measures.csv",
  "modes.csv", "staffing.csv", "examinations.csv", "checks.csv", "units.csv", "capacity.csv", "budgets.csv",
  "reference.csv", "status.csv", "replies.csv",
]
name = { de = "Erlenbach", en = "Erlenbach" }
notice = { de = "Diese Stadt ist erfunden.", en = "This town is fictitious." }

[[populations]]
audience = "citizens"
file = "population_citizens.csv"
margins = [["age"], ["district"]]
total = 700
source = { de = "Melderegister, erfunden", en = "Register, fictitious" }
as_of = 2025-12-31
"""

QUESTIONNAIRE = """version = "2026-1"
title = { de = "Digitales Erlenbach", en = "Digital Erlenbach" }

[[audiences]]
id = "citizens"
name = { de = "Bürgerinnen und Bürger", en = "Citizens" }

[[audiences]]
id = "companies"
name = { de = "Unternehmen", en = "Companies" }

[[audiences]]
id = "staff"
name = { de = "Beschäftigte", en = "Staff" }

[[questions]]
id = "areas"
kind = "top"
max_choices = 2
audiences = ["citizens", "companies", "staff"]
text = { de = "Was zuerst?", en = "What first?" }
options = [
  { id = "kita", text = { de = "Kinderbetreuung", en = "Childcare" } },
  { id = "building", text = { de = "Bauen", en = "Building" } },
  { id = "mobility", text = { de = "Mobilität", en = "Mobility" } },
]

[[questions]]
id = "digital"
kind = "single"
audiences = ["citizens"]
text = { de = "Wie gern erledigen Sie Dinge online?", en = "How much do you like to do things online?" }
ordered = true
options = [
  { id = "gladly", text = { de = "gern", en = "gladly" } },
  { id = "no", text = { de = "ungern", en = "not" } },
]
agreement = { options = ["gladly"], words = { de = "tun es gern", en = "like it" } }

[[questions]]
id = "budget"
kind = "points"
audiences = ["companies"]
text = { de = "Verteilen Sie 10 Punkte.", en = "Spread 10 points." }
options = [
  { id = "online", text = { de = "Onlinedienste", en = "Online services" } },
  { id = "help", text = { de = "Beratung", en = "Advice" } },
]

[[questions]]
id = "wish"
kind = "text"
audiences = ["citizens", "staff"]
text = { de = "Was wünschen Sie sich?", en = "What do you wish for?" }

[[questions]]
id = "age"
kind = "single"
ordered = true
about_person = true
audiences = ["citizens"]
text = { de = "Wie alt sind Sie?", en = "How old are you?" }
options = [
  { id = "a16_59", text = { de = "16 bis 59", en = "16 to 59" } },
  { id = "a60", text = { de = "60 und älter", en = "60 and over" } },
]

[[questions]]
id = "district"
kind = "single"
about_person = true
audiences = ["citizens"]
name = { de = "Ortsteil", en = "district" }
text = { de = "Wo wohnen Sie?", en = "Where do you live?" }
options = [
  { id = "north", text = { de = "Nord", en = "North" } },
  { id = "south", text = { de = "Süd", en = "South" } },
]
"""

FRAMES = """id;audience;recruitment;name_de;name_en;population;drawn;not_eligible
register;citizens;sample;Stichprobe;Sample;700;60;2
open_link;citizens;open;Offener Link;Open link;700;;
companies_all;companies;census;Alle Betriebe;All companies;40;40;1
staff_all;staff;census;Alle Beschäftigten;All staff;30;30;
"""

POPULATION = """age;district;count
a16_59;north;300
a16_59;south;200
a60;north;120
a60;south;80
"""

CODEBOOK = """[[themes]]
id = "waiting"
name = { de = "Wartezeiten", en = "Waiting times" }
word_beginnings = ["warte", "termin"]
"""

STRATEGY = """guiding_sentence = { de = "Digital für alle.", en = "Digital for everybody." }

[[overall_goals]]
id = "generations"
title = { de = "Stadt für alle Generationen", en = "A town for all generations" }
source = { de = "Leitbild 2020", en = "Mission statement 2020" }

[[goals]]
id = "reach"
title = { de = "Alle erreichen", en = "Reach everybody" }
serves = [{ overall_goal = "generations", strength = 3 }]
indicator = { de = "Anteil online", en = "Share online" }
unit = { de = "Prozent", en = "percent" }
baseline = 12.5
target = 60
due = 2027-12-31

[[fields]]
id = "services"
title = { de = "Dienste", en = "Services" }

[[service_areas]]
id = "kita"
name = { de = "Kinderbetreuung", en = "Childcare" }

[[service_areas]]
id = "mobility"
name = { de = "Mobilität", en = "Mobility" }

[[guardrails]]
id = "analogue"
rule = { de = "Jeder Dienst hat einen Weg ohne Internet.", en = "Every service has a way without the internet." }
reason = { de = "Nicht alle sind online.", en = "Not everybody is online." }
test_question = { de = "Gibt es einen Weg ohne Internet?", en = "Is there a way without the internet?" }
owner = "Bürgermeisterin"
adopted_on = 2026-03-01
evidence = [
  { kind = "finding", ref = "citizens.digital.no" },
  { kind = "law", ref = "§ 1 OZG", note = { de = "Verwaltungsleistungen online", en = "Services online" } },
]
check = { field = "analogue_access", test = "filled" }

[[guardrails]]
id = "short_waits"
rule = { de = "Dienste verkürzen Wartezeiten.", en = "Services shorten waiting." }
reason = { de = "Das wünschen viele.", en = "Many wish for it." }
test_question = { de = "Wird das Warten kürzer?", en = "Does waiting get shorter?" }
owner = "Hauptamt"
evidence = [{ kind = "finding", ref = "citizens.themes.waiting" }, { kind = "finding", ref = "start.queue" }]
applies_to = { field = "measure_class", test = "equals", value = "e_government" }

[weights]
goals_percent = 60
support_percent = 40
audience_percent = { citizens = 50, companies = 25, staff = 25 }
set_by = { de = "Annahme", en = "Assumption" }
set_on = 2026-01-31
is_assumption = true
"""

GATES = """id;name_de;name_en;met_on;record_de;record_en
goals_adopted;Ziele beschlossen;Goals adopted;2026-03;Beschluss 12;Resolution 12
framework;Rahmen geklärt;Framework settled;;;
"""

MEASURE_COLUMNS = (
    "id;title_de;title_en;description_de;description_en;for_whom_de;for_whom_en;field;service_area;measure_class;"
    "lead_unit;participants;state;state_reason_de;state_reason_en;contributions;said_by;is_mandatory;legal_basis;"
    "release;deadline;requires;helps;gates;analogue_access_de;analogue_access_en;risks_de;risks_en;indicator_de;"
    "indicator_en;evidence;asked_as;element;product_account;fixed_start;fixed_mode"
)

_MEASURE_ROWS = (
    (
        'login;Anmeldung;Login;"Ein Konto;\nfür alles";One account;Alle;All;services;kita;e_government;it;office;'
        "running;läuft;runs;reach:2;CDO;ja;OZG;;2026-12;;;;Schalter;Counter;;;;;citizens.digital.no;;;;2025-11;own"
    ),
    (
        "kita_online;Kita online;Childcare online;Platz buchen;Book a place;Eltern;Parents;services;kita;e_government;"
        "office;it;decided;;;reach:3;CDO;nein;;2026-02;2027-06;login;;goals_adopted;Telefon;Telephone;;;;;"
        "citizens.areas.kita,start.queue;;E25;;;"
    ),
    (
        "parking;Parken-App;Parking app;Plätze zeigen;Show places;Autofahrende;Drivers;services;mobility;smart_city;it;"
        ";idea;;;reach:1;CDO;nein;;;;;login;framework;;;;;;;;;E48;;;"
    ),
    (
        "visits;Hausbesuche;Home visits;Büro kommt;Office comes;Ältere;Older people;services;;inclusion;office;;"
        "under_examination;wird geprüft;examined;reach:3;CDO;nein;;;;;;;Besuch;Visit;;;;;citizens.themes.waiting;"
        "building;E38;;;"
    ),
)

MEASURES = "\n".join((MEASURE_COLUMNS, *_MEASURE_ROWS)) + "\n"

MODES = """measure;mode;name_de;name_en;duration_months;investive;consumptive;running_per_year;grant
login;own;selbst;own;8;10.000,00;5000;1200,50;
kita_online;own;selbst;own;6;20000;10000;3000;5000
kita_online;bought;gekauft;bought;3;45000;0;6000;
parking;bought;gekauft;bought;4;30000;0;2000;
visits;own;selbst;own;5;0;8000;20000;
"""

STAFFING = """measure;mode;unit;fte
login;own;it;0,5
kita_online;own;it;0,25
kita_online;own;office;0,5
kita_online;bought;it;0,1
visits;own;office;1
"""

EXAMINATIONS = (
    "measure;question_de;question_en;assumptions_de;assumptions_en;decided_by_de;decided_by_en;decision_due;"
    "outcome_de;outcome_en\n"
    "visits;Lohnt es sich?;Is it worth it?;Zwei Fahrten je Tag;Two rides a day;Magistrat;Magistrate;2026-09;;\n"
)

CHECKS = """measure;guardrail;verdict;reason_de;reason_en;checked_by;checked_on
kita_online;short_waits;kept;Buchung statt Schlange;Booking, no queue;Hauptamt;2026-04-01
"""

UNITS = """id;name_de;name_en
it;IT;IT
office;Bürgerbüro;Citizens' office
"""

BUDGETS = """year;investive;consumptive
2026;60.000,00;30000
2027;60000;30000
"""

STATUS = """measure;reported;state;percent_done;spent;actual_start;actual_end;forecast_end;cause_de;cause_en
login;2026-05;running;60;9000;2025-11;;2026-08;Krankheit;Illness
"""

REPLIES = """to;kind;ref;reason_de;reason_en
start.queue;guardrail;short_waits;Daraus wurde eine Leitplanke.;It became a guardrail.
citizens.themes.waiting;measure;kita_online;Steht in der Maßnahme.;It is in the measure.
start.parking;declined;;Gehört nicht zur Stadt.;Not the town's task.
"""

WORKSHOPS = {
    "workshops": [
        {
            "id": "start",
            "title": {"de": "Auftakt", "en": "Kick-off"},
            "held_on": "2026-02-14",
            "groups": [
                {"id": "admin", "name": {"de": "Verwaltung", "en": "Administration"}, "participants": 12},
                {"id": "people", "name": {"de": "Bürgerschaft", "en": "Citizens"}, "participants": 14},
            ],
            "clusters": [
                {"id": "queue", "title": {"de": "Schlangen", "en": "Queues"}},
                {"id": "parking", "title": {"de": "Parken", "en": "Parking"}},
            ],
            "cards": [
                {"id": "c1", "group": "people", "cluster": "queue", "text": "Nicht mehr anstehen"},
                {"id": "c2", "group": "admin", "cluster": "parking", "text": "Parkplätze"},
            ],
            "dots": [
                {"cluster": "queue", "group": "people", "dots": 20},
                {"cluster": "queue", "group": "admin", "dots": 11},
            ],
        }
    ]
}

DETAILS = """\
representative = "Bürgermeister Emil Erlen (erfunden)"
server_log = "Nichts.\\nAuch keine Adressen."
licence = "CC-BY-4.0"

[authority]
name = "Stadt Erlenbach (erfunden)"
address = ["Am Bach 1", "00000 Erlenbach"]
email = "rathaus@erlenbach.example"
telephone = "+49 69 90009-200"

[accessibility_contact]
name = "Bürgerbüro Erlenbach (erfunden)"
telephone = "115"
"""


def town_files() -> dict[str, str]:
    """Every file of the folder, by name."""
    return {
        "town.toml": TOWN,
        "details.toml": DETAILS,
        "questionnaire.toml": QUESTIONNAIRE,
        "frames.csv": FRAMES,
        "answers_citizens.csv": _citizens(),
        "answers_companies.csv": _companies(),
        "answers_staff.csv": _staff(),
        "population_citizens.csv": POPULATION,
        "codebook.toml": CODEBOOK,
        "workshops.json": json.dumps(WORKSHOPS, ensure_ascii=False, indent=1),
        "strategy.toml": STRATEGY,
        "gates.csv": GATES,
        "measures.csv": MEASURES,
        "modes.csv": MODES,
        "staffing.csv": STAFFING,
        "examinations.csv": EXAMINATIONS,
        "checks.csv": CHECKS,
        "units.csv": UNITS,
        "capacity.csv": _capacity(),
        "budgets.csv": BUDGETS,
        "reference.csv": "measure\nlogin\nkita_online\n",
        "status.csv": STATUS,
        "replies.csv": REPLIES,
    }


def write_town_folder(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write the files, those of `town_files` unless others are given, and answer the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (town_files() if files is None else files).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def _citizens() -> str:
    lines = ["key;frame;mode;questionnaire;areas;digital;wish;age;district"]
    areas = ("kita,mobility", "building", "mobility,building", "dont_know", "")
    wishes = ("Keine Wartezeit", "Mehr Termine; bitte", "", "prefer_not")
    for index in range(40):
        values = (
            str(1000 + index * 37 % 41),
            "register" if index % 2 else "open_link",
            "paper" if index % 5 == 0 else "online",
            "2026-1",
            areas[index % 5],
            "no" if index % 3 == 0 else "gladly",
            f'"{wishes[index % 4]}"',
            "a60" if index % 4 == 0 else "a16_59",
            "south" if index % 3 else "north",
        )
        lines.append(";".join(values))
    return "\n".join(lines) + "\n"


def related_town_files() -> dict[str, str]:
    """The same town, which also says what stands between its measures, by when it wants one, and where a grant pays."""
    files = town_files()
    files["town.toml"] = files["town.toml"].replace(
        '"examinations.csv", "checks.csv", "units.csv", "capacity.csv", "budgets.csv",\n',
        '"relations.csv", "choices.csv",\n'
        '  "examinations.csv", "checks.csv", "units.csv", "capacity.csv", "budgets.csv", "grants.csv",\n',
    )
    header, *rows = files["measures.csv"].splitlines()
    wanted = {"kita_online": "2027-03;5", "parking": "2027-09;"}
    told = [f"{row};{wanted.get(row.partition(';')[0], ';')}" for row in rows]
    files["measures.csv"] = "\n".join([f"{header};wanted_by;late_counts", *told]) + "\n"
    header, *rows = files["modes.csv"].splitlines()
    pots = {"kita_online;own": "land"}
    told = [f"{row};{pots.get(';'.join(row.split(';')[:2]), '')}" for row in rows]
    files["modes.csv"] = "\n".join([f"{header};grant_pot", *told]) + "\n"
    files["relations.csv"] = RELATIONS
    files["choices.csv"] = CHOICES
    files["grants.csv"] = GRANTS
    return files


def staged_town_files() -> dict[str, str]:
    """The same town, which also says in which months a measure needs whom, and when its money falls due."""
    files = town_files()
    files["town.toml"] = files["town.toml"].replace('"staffing.csv", ', '"staffing.csv", "payments.csv", ')
    files["staffing.csv"] = STAGED
    files["payments.csv"] = PAYMENTS
    return files


STAGED = """measure;mode;unit;fte;from_month;to_month
login;own;it;0,5;1;6
login;own;it;0,2;7;
kita_online;own;it;0,25;;
kita_online;own;office;0,5;;2
kita_online;own;office;0,1;5;5
kita_online;bought;it;0,1;;
visits;own;office;1;;
"""
PAYMENTS = """measure;mode;month;investive;consumptive
login;own;8;4000;
login;own;1;6000;
kita_online;own;2;20000;7000
kita_online;own;6;;3000
"""
RELATIONS = """measure;kind;others;months
kita_online;after_start;login;6
parking;after_end;kita_online,login;2
parking;any_of;visits,login;
"""
CHOICES = """id;name_de;name_en;members;least;most
apps;Nur eine App;Only one app;kita_online,parking;;1
"""
GRANTS = """id;name_de;name_en;amount;first;last;share_percent
land;Landesmittel;Grant of the Land;5000;2025-10;2027-06;40
"""


def _companies() -> str:
    lines = ["key;frame;mode;questionnaire;areas;budget"]
    for index in range(20):
        points = f"online:{index % 11},help:{10 - index % 11}"
        lines.append(f"{500 + index};companies_all;online;2026-1;{'building' if index % 2 else 'kita'};{points}")
    return "\n".join(lines) + "\n"


def _staff() -> str:
    lines = ["key;frame;mode;questionnaire;areas;wish"]
    lines += [f"{900 + index};staff_all;online;2026-1;kita,building;Schnellere Rechner" for index in range(20)]
    return "\n".join(lines) + "\n"


def _capacity() -> str:
    months = [f"{year}-{month:02d}" for year in (2026, 2027) for month in range(1, 13)]
    return "month;it;office\n" + "".join(f"{month};1,5;2\n" for month in months)
