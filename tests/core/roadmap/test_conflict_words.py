from factories import handovers
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.voice import Voice
from leitplanke.roadmap.conflict_words import DemandNames, describe, describe_conflict, names_of_subjects
from leitplanke.roadmap.model import Demand, DemandKind, Resources, Unit


def test_names_of_subjects_are_those_of_the_town():
    office = Unit("office", Text("Bürgerbüro"), ())

    audiences = {"citizens": Text("Bürgerinnen")}

    assert names_of_subjects(handovers.strategy().draft, Resources((office,), ()), audiences) == DemandNames(
        measures={"kita_online": Text("=Kita; online"), "parking": Text("Parken-App")},
        gates={"framework": Text("Rahmen")},
        guardrails={"analogue": Text("Regel")},
        units={"office": Text("Bürgerbüro")},
        audiences=audiences,
    )


def test_describe_conflict_tells_one_demand_from_several():
    one, several = describe_conflict(_every_kind()[:1]), describe_conflict(_every_kind()[:2])

    assert one.en == "No roadmap keeps all demands. This one cannot be kept even by itself:"
    assert several.en == "No roadmap keeps all demands. These conflict; one of them must give way:"


def test_describe_speaks_in_titles_and_names_in_both_languages():
    # Arrange: a gate and a unit may be called by the same identifier as a measure
    names = DemandNames(
        measures={"duty": Text("Wahlen", "Elections"), "base": Text("Netz", "Network")},
        gates={"base": Text("Ziele beschlossen", "Goals adopted")},
        guardrails={"open": Text("Offene Standards", "Open standards")},
        units={"it": Text("IT-Stelle", "IT office")},
    )

    assert [describe(demand, names) for demand in _every_kind()] == [
        Text("„Wahlen“ ist Pflicht.", "“Elections” is mandatory."),
        Text(
            "„Wahlen“ ist Pflicht und muss bis März 2026 fertig sein.",
            "“Elections” is mandatory and must be finished by March 2026.",
        ),
        Text(
            "„Wahlen“ kann erst beginnen, wenn „Netz“ fertig ist.",
            "“Elections” can only start when “Network” is finished.",
        ),
        Text("„Wahlen“ darf erst ab Mai 2026 beginnen.", "“Elections” may not start before May 2026."),
        Text(
            "„Wahlen“ darf wegen der Sperre „Ziele beschlossen“ erst ab Mai 2026 beginnen.",
            "“Elections” may not start before May 2026 because of the gate “Goals adopted”.",
        ),
        Text("„IT-Stelle“ hat nicht mehr Personal als eingetragen.", "“IT office” has no more staff than entered."),
        Text(
            "Im Haushaltsjahr 2026 gibt es nicht mehr investive Mittel als eingetragen.",
            "In fiscal year 2026 there is no more investive money than entered.",
        ),
        Text(
            "„Netz“ ist nicht planbar: Die Sperre „Ziele beschlossen“ ist noch offen.",
            "“Network” cannot be planned: the gate “Goals adopted” is still open.",
        ),
        Text(
            "„Netz“ ist nicht planbar: Sie verletzt die Leitplanke „Offene Standards“.",
            "“Network” cannot be planned: it violates the guardrail “Open standards”.",
        ),
    ]


def _every_kind():
    return (
        Demand(DemandKind.MANDATORY, "duty"),
        Demand(DemandKind.MANDATORY, "duty", at=Month("2026-03")),
        Demand(DemandKind.PREREQUISITE, "duty", "base"),
        Demand(DemandKind.RELEASE, "duty", "duty", Month("2026-05")),
        Demand(DemandKind.RELEASE, "duty", "base", Month("2026-05")),
        Demand(DemandKind.STAFF, "it"),
        Demand(DemandKind.MONEY_INVESTIVE, "2026"),
        Demand(DemandKind.NOT_PLANNABLE, "base", "gate_open base"),
        Demand(DemandKind.NOT_PLANNABLE, "base", "guardrail_violated open"),
    )


def test_a_name_with_quotation_marks_has_single_ones_within_those_of_the_sentence():
    title = Text("Programm „Digital im Alter“", "Programme “Digital in later life”")
    names = DemandNames(measures={"m": title}, gates={}, guardrails={}, units={})

    told = describe(Demand(DemandKind.MANDATORY, "m"), names)

    assert told.de == "„Programm ‚Digital im Alter‘“ ist Pflicht."
    assert told.en == "“Programme ‘Digital in later life’” is mandatory."
    assert Voice(Language.DE).quoted(names.measures["m"]) == "„Programm ‚Digital im Alter‘“"
