import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.dates import month
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.names import Names
from leitplanke.report.reasons import date_sentence, omission_sentence
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import Reason, ReasonKind

NAMES = Names(
    {
        "option": {},
        "measure": {"kita": Text("Kita-Anmeldung", "Childcare sign-up"), "akte": Text("E-Akte", "E-file")},
        "unit": {"it": Text("IT-Stelle", "IT unit")},
        "gate": {"goals": Text("Ziele beschlossen", "Goals adopted")},
        "guardrail": {"analogue": Text("Alles auch ohne Internet", "Everything offline too")},
    }
)
DE, EN = Voice(Language.DE), Voice(Language.EN)


def test_staff_reason_names_month_unit_lack_and_those_who_use_it():
    reason = Reason(ReasonKind.STAFF, "it", month("2027-03"), 30, ("kita", "akte"))

    assert [date_sentence(reason, voice=voice, names=NAMES) for voice in (DE, EN)] == [
        (
            "Nicht früher, weil im März 2027 Personal fehlt (IT-Stelle: es fehlen 0,3\xa0Stellen; dort arbeiten dann: "
            "„Kita-Anmeldung“ und „E-Akte“)."
        ),
        (
            "Not earlier, because staff is lacking in March 2027 (IT unit: 0.3\xa0FTE short; working there then: "
            "“Childcare sign-up” and “E-file”)."
        ),
    ]


def test_money_reason_names_year_and_lack():
    reason = Reason(ReasonKind.MONEY_INVESTIVE, "2027", month("2027-03"), 4_200_000)

    assert omission_sentence(reason, voice=DE, names=NAMES) == (
        "Nicht im Fahrplan, weil im Haushaltsjahr 2027 das Geld für Investitionen nicht reicht (es fehlen 42.000\xa0€)."
    )


@pytest.mark.parametrize("kind", list(ReasonKind))
@pytest.mark.parametrize("tell", [date_sentence, omission_sentence])
def test_every_reason_has_a_sentence_in_both_languages(kind: ReasonKind, tell):
    reason = Reason(kind, "goals", month("2027-03"), 30, ("kita",))

    german, english = (str(tell(reason, voice=voice, names=NAMES)) for voice in (DE, EN))

    assert german != english
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in (german, english))


@given(st.sampled_from(list(ReasonKind)), st.text(max_size=20), st.integers(0, 10**12))
def test_reasons_escape_whatever_they_name(kind: ReasonKind, name: str, missing: int):
    names = Names({"option": {}, **{key: {"x": Text(f"<script>{name}")} for key in NAMES.by_kind if key != "option"}})
    reason = Reason(kind, "x", None, missing, ("x",) * 6)

    assert "<script>" not in date_sentence(reason, voice=DE, names=names)
