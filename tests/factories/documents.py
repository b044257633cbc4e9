"""The public documents of an invented town, built from the model classes: about forty measures, three audiences.

Figures follow simple formulas, so that every run is the same; they are no results of the chain.
"""

from datetime import date
from typing import Any

from leitplanke.evidence.model import (
    AudiencePriorities,
    Cell,
    ClusterResult,
    Comparison,
    Domain,
    EvidenceReport,
    EvidenceRules,
    Finding,
    FindingKind,
    GroupOrder,
    Priority,
    ResponseReport,
    Table,
    Weighting,
    WorkshopResult,
)
from leitplanke.kernel.dates import Month, month, shift, year_of
from leitplanke.kernel.provenance import Provenance, Source
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import MeasureProgress, Progress, Reply, ReplyKind
from leitplanke.participation.model import Agreement, Recruitment
from leitplanke.roadmap.model import (
    Assignment,
    AudienceValue,
    Horizon,
    Omission,
    Reason,
    ReasonKind,
    Roadmap,
    SolveStatus,
    UnitLoad,
    YearAmount,
    YearBudget,
)
from leitplanke.strategy.model import (
    Contribution,
    EvidenceKind,
    EvidenceLink,
    Examination,
    FieldOfAction,
    Gate,
    Goal,
    Guardrail,
    GuardrailCheck,
    GuardrailEvidence,
    Measure,
    MeasureClass,
    MeasureState,
    Mode,
    OverallGoal,
    OverallGoalLink,
    ResolvedEvidence,
    Score,
    ServiceArea,
    StaffNeed,
    Strategy,
    StrategyDraft,
    TraceLink,
    Verdict,
    WeightSetting,
)

FIRST = month("2026-01")
MONTHS = 60
AUDIENCES = {
    "citizens": Text("Bürgerinnen und Bürger", "Citizens"),
    "companies": Text("Unternehmen", "Companies"),
    "staff": Text("Beschäftigte der Verwaltung", "Administration staff"),
}
FRAMES = (
    (
        "register",
        "citizens",
        Recruitment.SAMPLE,
        Text("Stichprobe aus dem Melderegister", "Sample from the register"),
        642,
    ),
    ("link", "citizens", Recruitment.OPEN, Text("Offener Zugang im Internet", "Open link"), 768),
    (
        "firms",
        "companies",
        Recruitment.CENSUS,
        Text("Alle Betriebe im Gewerberegister", "All firms in the register"),
        121,
    ),
    ("townhall", "staff", Recruitment.CENSUS, Text("Alle Beschäftigten", "All employees"), 44),
)
AREAS = {
    "citizen_services": Text("Bürgerbüro: Ausweise, Meldewesen", "Citizens’ office: identity cards, registration"),
    "childcare": Text("Kita und Schulkindbetreuung", "Childcare and after-school care"),
    "building": Text("Bauen und Wohnen", "Building and housing"),
    "fees": Text("Steuern, Gebühren, Rechnungen", "Taxes, fees, invoices"),
    "mobility": Text("Bus, Rad- und Fußwege", "Buses, cycling and walking"),
    "parking": Text("Parken", "Parking"),
    "seniors": Text("Angebote für Ältere", "Services for older people"),
    "social": Text("Soziale Hilfen und Gesundheit", "Social support and health"),
    "culture": Text("Bücherei, Kultur, Vereine", "Library, culture, clubs"),
    "economy": Text("Gewerbe und Wirtschaft", "Trade and business"),
    "safety": Text("Sicherheit, Ordnung, Feuerwehr", "Safety, public order, fire service"),
    "environment": Text("Klima und Umwelt", "Climate and environment"),
}
AGREE = {
    "agree_fully": Text("stimme voll zu", "agree fully"),
    "agree_rather": Text("stimme eher zu", "rather agree"),
    "neutral": Text("teils, teils", "partly"),
    "disagree_rather": Text("stimme eher nicht zu", "rather disagree"),
    "disagree_fully": Text("stimme gar nicht zu", "disagree fully"),
}
CHANNELS = {
    "online": Text("Online, ohne Termin", "Online, without an appointment"),
    "phone": Text("Am Telefon", "By telephone"),
    "counter": Text("Persönlich im Rathaus", "In person at the town hall"),
    "letter": Text("Per Brief", "By letter"),
}
AGES = {"16-29": Text("16 bis 29"), "30-64": Text("30 bis 64"), "65+": Text("65 und älter", "65 and older")}
THEMES = {
    "waiting": Text("Wartezeiten und Termine", "Waiting and appointments"),
    "older": Text("Hilfe für Ältere", "Help for older people"),
    "forms": Text("Verständliche Formulare", "Forms that can be understood"),
    "privacy": Text("Datenschutz", "Privacy"),
}
UNITS = {
    "it": Text("IT-Stelle", "IT unit"),
    "citizens_office": Text("Bürgerbüro", "Citizens’ office"),
    "building_office": Text("Bauamt", "Building office"),
    "social_office": Text("Amt für Soziales und Familie", "Social and family office"),
    "finance": Text("Kämmerei", "Finance"),
}
TITLES = (
    "Online-Terminvergabe im Bürgerbüro",
    "Wohnsitz online ummelden",
    "Digitaler Bauantrag",
    "Kita-Anmeldung online",
    "Elektronische Akte in allen Ämtern",
    "Elektronische Rechnung",
    "Bezahlen im Internet",
    "Nutzerkonto und Online-Ausweis",
    "Gewerbe online anmelden",
    "Digital-Lotsen für Seniorinnen und Senioren",
    "Mobiles Bürgerbüro",
    "Park-App mit Sensoren",
    "Hundesteuer online",
    "Mängelmelder",
    "Ratsinformation für alle",
    "Ausleihe der Bücherei online",
    "Sporthallen online buchen",
    "Digitaler Posteingang",
    "Workflow für Rechnungen",
    "WLAN in Dorfgemeinschaftshäusern",
    "Barrierefreie Website",
    "Leichte Sprache auf allen Seiten",
    "Telefonassistent mit Rückruf",
    "Offene Daten",
    "Digitales Fundbüro",
    "Personenstandsurkunden online",
    "Ehrenamtsbörse",
    "Abfallkalender mit Erinnerung",
    "Anmeldung zur Ferienbetreuung",
    "Straßensperrung online beantragen",
    "Vereinsförderung online",
    "Wohngeld online",
    "Digitale Schulverwaltung",
    "IT-Sicherheit nach BSI",
    "Notfallplan und Datensicherung",
    "Schulung aller Beschäftigten",
    "Prozesse aufnehmen und vereinfachen",
    "Beteiligungsplattform",
    "Grundsteuer-Bescheide digital",
    "Terminal in den Ortsteilen",
)
GOALS = (
    (
        "g_online",
        "Zeit sparen: alle häufigen Leistungen gehen online",
        "Anteil der 40 häufigsten Leistungen",
        "%",
        22,
        80,
    ),
    ("g_nobody", "Niemand bleibt zurück", "Leistungen mit Weg ohne Internet", "%", 70, 100),
    ("g_fast", "Schneller antworten", "Dauer bis zum Bescheid", "Kalendertage", 34, 14),
    ("g_trust", "Daten sind sicher", "Geschlossene Feststellungen der Prüfung", "%", 40, 100),
)
YEARS = tuple(range(2026, 2031))
HASH = "3f9a0c4b7d21e856a90b1c2d3e4f5061728394a5b6c7d8e9f00112233445566f"


def documents(**changes: Any) -> dict[str, Any]:
    """Everything that `render_report` takes; a keyword replaces one document."""
    return {
        "profile": profile(),
        "evidence": evidence(),
        "strategy": strategy(),
        "roadmap": roadmap(),
        "progress": progress(),
        "digests": {"evidence.json": HASH, "strategy.json": HASH[::-1], "roadmap.json": HASH, "progress.json": HASH},
        **changes,
    }


def profile() -> TownProfile:
    return TownProfile(
        id="musterau",
        name=Text("Musterau am Bach"),
        is_fictitious=True,
        notice=Text(
            "Musterau am Bach gibt es nicht. Menschen, Antworten und Beträge sind erfunden.",
            "Musterau am Bach does not exist. People, answers and amounts are invented.",
        ),
        inhabitants=30_180,
        as_of=date(2026, 10, 31),
        plan_from=FIRST,
        plan_months=MONTHS,
    )


def provenance(document: str) -> Provenance:
    return Provenance(
        document,
        1,
        "0.1.0",
        "musterau",
        "Musterau am Bach",
        True,
        date(2026, 10, 31),
        1,
        (Source("town.toml", HASH), Source("answers_citizens.csv", HASH[::-1])),
    )


def cell(options: tuple[str, ...], share: float, base: int, recruitment: Recruitment) -> Cell:
    n = round(share * base)
    if recruitment is not Recruitment.SAMPLE:
        return Cell(options, n, share)
    half = 1.96 * (share * (1 - share) / (base * 0.8)) ** 0.5
    return Cell(options, n, share, max(share - half, 0), min(share + half, 1), base * 0.8)


def table(frame: tuple[Any, ...], question: str, shares: dict[tuple[str, ...], float], **more: Any) -> Table:
    identifier, audience, recruitment, _, base = frame
    weighting = Weighting.RAKED if recruitment is Recruitment.SAMPLE else Weighting.NONE
    cells = tuple(cell(options, share, base, recruitment) for options, share in shares.items())
    return Table(
        f"{audience}.{identifier}.{question}",
        audience,
        identifier,
        recruitment,
        question,
        base,
        weighting,
        cells,
        **{"in_brackets": base < 50, **more},
    )


def area_shares(position: int) -> dict[tuple[str, ...], float]:
    ids = list(AREAS)
    turned = ids[position:] + ids[:position]
    return {(area,): round(0.52 - 0.041 * index, 3) for index, area in enumerate(turned) if area != "culture"}


def evidence() -> EvidenceReport:
    tables, priorities, themes = [], [], []
    for position, frame in enumerate(FRAMES):
        areas = table(frame, "areas", area_shares(position * 2), withheld=("culture",))
        tables.append(areas)
        tables.append(
            table(frame, "st_online", {(key,): share for key, share in zip(AGREE, agree(position), strict=True)})
        )
        tables.append(table(frame, "channel", channels(position)))
        ranked = sorted(areas.cells, key=lambda one: -one.share)
        priorities.append(
            AudiencePriorities(
                frame[1],
                frame[0],
                frame[2],
                frame[4],
                tuple(
                    Priority(one.options[0], rank, one.share, one.low, one.high) for rank, one in enumerate(ranked, 1)
                ),
                ("culture",),
            )
        )
        themes.append(table(frame, "themes", {(key,): 0.31 - 0.06 * index for index, key in enumerate(THEMES)}))
    tables += [domain_table(age, index) for index, age in enumerate(AGES)]
    questions = {
        "areas": Text("Welche drei Bereiche soll die Stadt zuerst digital verbessern?", "Which three areas first?"),
        "st_online": Text("„Die Stadt soll alle Leistungen auch online anbieten.“", "“Everything online as well.”"),
        "channel": Text(
            "Wie möchten Sie ein Anliegen am liebsten erledigen?", "How would you most like to settle a matter?"
        ),
        "age": Text("Wie alt sind Sie?", "How old are you?"),
        "mode": Text("Antwortweg", "Way of answering"),
    }
    options = {f"areas.{key}": text for key, text in AREAS.items()} | {
        f"st_online.{key}": text for key, text in AGREE.items()
    }
    options |= {f"channel.{key}": text for key, text in CHANNELS.items()} | {
        f"age.{key}": text for key, text in AGES.items()
    }
    return EvidenceReport(
        provenance("evidence"),
        EvidenceRules(),
        AUDIENCES,
        questions,
        options,
        THEMES,
        "areas",
        tuple(response(frame) for frame in FRAMES),
        tuple(tables),
        tuple(priorities),
        tuple(themes),
        (workshop(),),
        findings(tables, themes),
        ("citizens.areas.culture",),
        question_names={"age": Text("Alter", "age"), "mode": Text("Antwortweg", "way of answering")},
        agreements={"st_online": Agreement(("agree_fully", "agree_rather"), Text("stimmen zu", "agree"))},
    )


def agree(position: int) -> tuple[float, ...]:
    return (
        (0.38, 0.29, 0.14, 0.12, 0.07),
        (0.52, 0.24, 0.1, 0.09, 0.05),
        (0.44, 0.28, 0.12, 0.1, 0.06),
        (0.2, 0.28, 0.3, 0.14, 0.08),
    )[position]


def channels(position: int) -> dict[tuple[str, ...], float]:
    shares = ((0.44, 0.12, 0.33, 0.11), (0.63, 0.1, 0.2, 0.07), (0.57, 0.2, 0.15, 0.08), (0.4, 0.3, 0.2, 0.1))[position]
    return {(key,): share for key, share in zip(CHANNELS, shares, strict=True)}


def domain_table(age: str, index: int) -> Table:
    base = table(FRAMES[1], "areas", {("citizen_services",): 0.5 - 0.1 * index, ("seniors",): 0.1 + 0.2 * index})
    return Table(
        f"{base.id}.age.{index}",
        base.audience,
        base.frame,
        base.recruitment,
        base.question,
        120 + index,
        base.weighting,
        base.cells,
        domain=Domain("age", (age,)),
    )


def response(frame: tuple[Any, ...]) -> ResponseReport:
    identifier, audience, recruitment, name, n = frame
    drawn = None if recruitment is Recruitment.OPEN else n * 2 + 37
    population = (0.18, 0.55, 0.27)
    answered = (0.09, 0.52, 0.39) if recruitment is Recruitment.SAMPLE else (0.24, 0.62, 0.14)
    comparisons = tuple(
        Comparison("age", (age,), round(n * mine), mine, other)
        for age, mine, other in zip(AGES, answered, population, strict=True)
    )
    modes = tuple(
        Comparison("mode", (key,), round(n * share), share, None) for key, share in (("online", 0.7), ("paper", 0.3))
    )
    is_raked = recruitment is Recruitment.SAMPLE
    return ResponseReport(
        identifier,
        audience,
        recruitment,
        name,
        n * 4,
        drawn,
        0 if drawn is None else 12,
        n,
        None if drawn is None else n / (drawn - 12),
        comparisons + modes,
        Weighting.RAKED if is_raked else Weighting.NONE,
        (("age", "sex"), ("district",)) if is_raked else (),
        Text("Melderegister, erfunden", "Register, invented") if is_raked else None,
        1.31 if is_raked else None,
        1e-11 if is_raked else None,
    )


def workshop() -> WorkshopResult:
    clusters = (
        ClusterResult("no_login", Text("Es muss auch ohne Konto gehen", "It must work without an account"), 14, 31),
        ClusterResult("help_nearby", Text("Hilfe im eigenen Ortsteil", "Help in one’s own district"), 11, 26),
        ClusterResult("one_number", Text("Eine Telefonnummer für alles", "One number for everything"), None, None),
    )
    orders = (GroupOrder("council", Text("Politik", "Politics"), ("help_nearby", "no_login")),)
    return WorkshopResult("werkstatt1", Text("Auftakt", "Opening"), date(2025, 11, 12), 42, clusters, orders)


def findings(tables: list[Table], themes: list[Table]) -> tuple[Finding, ...]:
    found = {}
    for one in (*tables, *themes):
        kind = FindingKind.THEME if one.question == "themes" else FindingKind.ANSWER
        for share in one.cells if one.domain is None else ():
            identifier = f"{one.audience}.{one.question}.{share.options[0]}"
            words = f"{share.share:.0%} nennen „{share.options[0]}“ ({AUDIENCES[one.audience].de})"
            statement = Text(words, f"{share.share:.0%} name “{share.options[0]}” ({AUDIENCES[one.audience].en})")
            found.setdefault(
                identifier,
                Finding(
                    identifier,
                    kind,
                    one.audience,
                    one.id,
                    share.options,
                    statement,
                    one.recruitment,
                    one.base_n,
                    share.share,
                ),
            )
    cluster = Finding(
        "werkstatt1.no_login",
        FindingKind.CLUSTER,
        "",
        "",
        ("no_login",),
        Text("Werkstatt Auftakt: „Es muss auch ohne Konto gehen“ (31 Punkte)", "Workshop: works without an account"),
        None,
        42,
        None,
    )
    return (*found.values(), cluster)


def measures() -> tuple[Measure, ...]:
    return tuple(measure(index, title) for index, title in enumerate(TITLES))


def measure_id(index: int) -> str:
    return f"m{index:02d}"


def state_of(index: int) -> MeasureState:
    special = {
        10: MeasureState.UNDER_EXAMINATION,
        11: MeasureState.IDEA,
        0: MeasureState.DONE,
        19: MeasureState.REJECTED,
    }
    if index in special:
        return special[index]
    return MeasureState.RUNNING if index in {1, 4, 9, 20} else (MeasureState.DECIDED, MeasureState.IDEA)[index % 2]


def measure(index: int, title: str) -> Measure:
    state, unit = state_of(index), list(UNITS)[index % len(UNITS)]
    started = state in {MeasureState.RUNNING, MeasureState.DONE}
    examination = Examination(
        Text("Lohnt sich ein Koffer für Hausbesuche?", "Are home visits worth their cost?"),
        Text("120 Besuche im Jahr, eine halbe Stelle.", "120 visits a year, half a post."),
        Text("Magistrat", "Town board"),
        month("2027-06"),
    )
    return Measure(
        id=measure_id(index),
        title=Text(title, f"Measure {index + 1}" if index % 3 else ""),
        description=Text(f"{title}: verständlich, barrierefrei und mit Hilfe am Telefon.", "Plain and accessible."),
        for_whom=Text(("Familien", "Ältere Menschen", "Betriebe", "Alle")[index % 4], "Everybody"),
        field="service" if index % 3 else "inside",
        service_area=list(AREAS)[index % len(AREAS)],
        measure_class=MeasureClass.SMART_CITY if index == 11 else MeasureClass.E_GOVERNMENT,
        lead_unit=unit,
        state=state,
        state_reason=Text("Beschluss vom März 2026", "Decision of March 2026")
        if state is MeasureState.REJECTED
        else Text(""),
        contributions=tuple(
            Contribution(goal[0], 1 + (index + place) % 3)
            for place, goal in enumerate(GOALS)
            if (index + place) % 2 == 0
        ),
        modes=(
            Mode(
                "own",
                Text("Eigene Leute", "Own staff"),
                4 + index % 9,
                2_400_000 + index * 110_000,
                900_000,
                320_000,
                (StaffNeed("it", 30), *((StaffNeed(unit, 40),) if unit != "it" else ())),
            ),
        ),
        is_mandatory=index == 7,
        legal_basis="§ 1 OZG" if index == 7 else "",
        deadline=month("2028-12") if index == 7 else None,
        requires=(measure_id(7),) if index in {2, 6} else (),
        gates=("goals_adopted",) if index == 11 else (),
        analogue_access=Text("Am Schalter und am Telefon", "At the counter and by telephone"),
        indicator=Text("Nutzungen je Monat", "Uses per month"),
        evidence=("citizens.areas.citizen_services",),
        fixed_start=shift(FIRST, -2) if started else None,
        fixed_mode="own" if started else "",
        examination=examination if state is MeasureState.UNDER_EXAMINATION else None,
    )


def guardrails() -> tuple[Guardrail, ...]:
    rules = (
        ("analogue", "Jede Leistung gibt es auch ohne Internet.", "Every service is also there without the internet."),
        ("once", "Die Stadt fragt nichts, was sie schon weiß.", "The town does not ask what it already knows."),
        ("accessible", "Alles Neue ist barrierefrei.", "Everything new is accessible."),
        ("security", "Erst sicher, dann online.", "Secure first, then online."),
    )
    return tuple(
        Guardrail(
            identifier,
            Text(de, en),
            Text("Viele haben darauf hingewiesen.", "Many pointed to it."),
            Text("Gibt es einen Weg ohne Internet?", "Is there a way without the internet?"),
            (EvidenceLink(EvidenceKind.FINDING, "werkstatt1.no_login"), EvidenceLink(EvidenceKind.LAW, "§ 12 BGG")),
            "citizens_office",
            None if identifier == "security" else date(2026, 3, 5),
            Text("Stadtverordnetenversammlung", "Town council"),
        )
        for identifier, de, en in rules
    )


def strategy() -> Strategy:
    goals = tuple(
        Goal(
            key,
            Text(de),
            (OverallGoalLink("generations", 3), OverallGoalLink("economy", 1)),
            Text(indicator),
            Text(unit),
            base,
            target,
            date(2030, 12, 31),
        )
        for key, de, indicator, unit, base, target in GOALS
    )
    draft = StrategyDraft(
        Text("Digital, damit alle mehr Zeit füreinander haben.", "Digital, so that all have more time for each other."),
        (
            OverallGoal(
                "generations", Text("Stadt für alle Generationen", "A town for all generations"), Text("Leitbild 2030")
            ),
            OverallGoal(
                "economy", Text("Starker Wirtschaftsstandort", "A strong place for business"), Text("Leitbild 2030")
            ),
        ),
        goals,
        (FieldOfAction("service", Text("Service")), FieldOfAction("inside", Text("Verwaltung"))),
        tuple(ServiceArea(key, name) for key, name in AREAS.items()),
        guardrails(),
        (Gate("goals_adopted", Text("Ziele beschlossen", "Goals adopted")),),
        WeightSetting(
            60,
            40,
            {"citizens": 50, "companies": 25, "staff": 25},
            Text("Arbeitsgruppe", "Working group"),
            date(2026, 1, 9),
            True,
        ),
        measures(),
        (),
    )
    checks = tuple(
        GuardrailCheck(
            measure_id(index),
            rule.id,
            verdict_of(index, place),
            Text("Ein Weg ist beschrieben.", "A way is described."),
        )
        for index in range(len(TITLES))
        for place, rule in enumerate(draft.guardrails)
    )
    resolved = ResolvedEvidence(
        EvidenceLink(EvidenceKind.FINDING, "werkstatt1.no_login"), "werkstatt1.no_login", True, Text("Ohne Konto")
    )
    law = ResolvedEvidence(EvidenceLink(EvidenceKind.LAW, "§ 12 BGG"), "", True, Text("§ 12 BGG"))
    trace = [TraceLink("finding:werkstatt1.no_login", "guardrail:analogue")]
    for index in range(len(TITLES)):
        trace += [
            TraceLink("guardrail:analogue", f"measure:{measure_id(index)}"),
            TraceLink(f"finding:citizens.areas.{list(AREAS)[index % 8]}", f"measure:{measure_id(index)}"),
        ]
    return Strategy(
        provenance("strategy"),
        draft,
        tuple(GuardrailEvidence(rule.id, (resolved, law)) for rule in draft.guardrails),
        checks,
        scores(),
        tuple(trace),
    )


def verdict_of(index: int, place: int) -> Verdict:
    if (index, place) == (11, 0):
        return Verdict.VIOLATED
    return Verdict.OPEN if (index + place) % 17 == 3 else Verdict.KEPT


def scores() -> tuple[Score, ...]:
    return tuple(
        Score(
            measure_id((index * step) % len(TITLES)),
            audience,
            9000 - 180 * index,
            9200 - 180 * index,
            8700 - 150 * index,
            index + 1,
        )
        for audience, step in zip(AUDIENCES, (7, 3, 11), strict=True)
        for index in range(len(TITLES))
    )


def roadmap() -> Roadmap:
    planned = [index for index in range(len(TITLES)) if index not in {10, 11, 19, 38}]
    assignments = tuple(assignment(index, place) for place, index in enumerate(planned))
    omissions = (
        Omission(measure_id(10), (Reason(ReasonKind.UNDER_EXAMINATION),)),
        Omission(measure_id(11), (Reason(ReasonKind.GATE_OPEN, "goals_adopted"),)),
        Omission(measure_id(19), (Reason(ReasonKind.REJECTED),)),
        Omission(measure_id(38), (Reason(ReasonKind.DISPLACES, competitors=(measure_id(2), measure_id(3))),)),
    )
    loads = tuple(
        UnitLoad(
            unit,
            tuple(min(90 + 30 * place, (place * 17 + at * 7) % (110 + 30 * place)) for at in range(MONTHS)),
            tuple(90 + 30 * place + (60 if at >= 24 else 0) for at in range(MONTHS)),
        )
        for place, unit in enumerate(UNITS)
    )
    budgets = tuple(
        YearBudget(year, 52_000_000 - 4_000_000 * place, 60_000_000, 18_000_000 + 5_000_000 * place, 42_000_000)
        for place, year in enumerate(YEARS)
    )
    return Roadmap(
        provenance("roadmap"),
        FIRST,
        MONTHS,
        12,
        36,
        "EUR",
        UNITS,
        SolveStatus.FEASIBLE,
        9_100_000,
        9_600_000,
        0.052,
        7_300_000,
        200,
        31,
        True,
        Text("Arbeitsgruppe", "Working group"),
        assignments,
        omissions,
        loads,
        budgets,
        tuple(
            AudienceValue(audience, weight, 61, 100) for audience, weight in zip(AUDIENCES, (50, 25, 25), strict=True)
        ),
    )


def assignment(index: int, place: int) -> Assignment:
    fixed = state_of(index) in {MeasureState.RUNNING, MeasureState.DONE}
    start = shift(FIRST, -2 if fixed else (place * 5) % 46)
    end = shift(start, 3 + index % 9)
    at = (int(end[:4]) - 2026) * 12 + int(end[5:]) - 1
    horizon = Horizon.SHORT if at < 12 else Horizon.MEDIUM if at < 36 else Horizon.LONG
    money = tuple(YearAmount(year, 1_200_000, 450_000) for year in YEARS if year_of(start) <= year <= year_of(end) + 1)
    unit = list(UNITS)[index % len(UNITS)]
    return Assignment(
        measure_id(index),
        "own",
        start,
        end,
        horizon,
        unit,
        fixed,
        (("it", 30),),
        money,
        4200,
        reasons(index, start, fixed=fixed),
    )


def reasons(index: int, start: Month, *, fixed: bool) -> tuple[Reason, ...]:
    before = shift(start, -1)
    if fixed:
        return (Reason(ReasonKind.FIXED),)
    return (
        (Reason(ReasonKind.STAFF, "it", before, 30, (measure_id(4), measure_id(33))),),
        (Reason(ReasonKind.MONEY_INVESTIVE, str(year_of(before)), before, 4_200_000, (measure_id(2),)),),
        (Reason(ReasonKind.PREREQUISITE, measure_id(7), before), Reason(ReasonKind.STAFF, "finance", before, 25)),
        (Reason(ReasonKind.NO_GAIN),),
    )[index % 4]


def progress() -> Progress:
    rows = tuple(measure_progress(line) for line in roadmap().assignments)
    states = [row.state for row in rows]
    return Progress(
        provenance("progress"),
        month("2026-10"),
        rows,
        {state: states.count(state) for state in MeasureState if state in states},
        (measure_id(4), measure_id(9)),
        (
            Reply(
                "werkstatt1.no_login",
                ReplyKind.GUARDRAIL,
                "analogue",
                Text("Gilt jetzt für alles.", "Now holds for all."),
            ),
            Reply(
                "citizens.themes.older",
                ReplyKind.MEASURE,
                "m09",
                Text("Die Digital-Lotsen helfen vor Ort.", "On the spot."),
            ),
            Reply(
                "citizens.themes.privacy",
                ReplyKind.DECLINED,
                "",
                Text("Dafür ist das Land zuständig.", "A federal matter."),
            ),
        ),
        ("werkstatt1.help_nearby", "companies.themes.forms"),
    )


def measure_progress(line: Assignment) -> MeasureProgress:
    state = state_of(int(line.measure[1:]))
    started = state in {MeasureState.RUNNING, MeasureState.DONE}
    late = line.measure in {measure_id(4), measure_id(9)}
    done = state is MeasureState.DONE
    return MeasureProgress(
        line.measure,
        state,
        month("2026-10") if started else None,
        line.start,
        line.end,
        line.start if started else None,
        line.end if done else None,
        shift(line.end, 4) if late else None,
        4 if late else 0 if started else None,
        100 if done else 45 if started else 0,
        1_800_000,
        1_500_000 if started else 0,
        Text("Der Anbieter liefert später.", "The supplier delivers late.") if late else Text(""),
    )
