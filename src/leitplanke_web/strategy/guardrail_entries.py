"""A guardrail as the entries of its form, and in words: as two versions are compared, as the log tells its past."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from django.utils.translation import gettext as _

from leitplanke.kernel.texts import Text
from leitplanke.report.words import CONDITION_TEST
from leitplanke.strategy.conditions import FIELD_NAMES
from leitplanke.strategy.model import Condition, EvidenceKind, EvidenceLink, Guardrail
from leitplanke_web.strategy.mapping import Entries
from leitplanke_web.towns.form_fields import LANGUAGES, told

GUARDRAIL_TEXTS: Final = ("rule", "reason", "test_question", "adopted_by", "repeal_reason")
CONDITIONS: Final = ("applies_to", "check")


def guardrail_entries(guardrail: Guardrail) -> Entries:
    """What stands in the form of a guardrail."""
    laws = laws_of(guardrail)
    return {
        **{
            f"{name}_{language}": getattr(getattr(guardrail, name), language)
            for name in GUARDRAIL_TEXTS
            for language in LANGUAGES
        },
        **{name: words for one in CONDITIONS for name, words in _condition(one, getattr(guardrail, one))},
        "owner": guardrail.owner,
        "adopted_on": "" if guardrail.adopted_on is None else guardrail.adopted_on.isoformat(),
        "repealed_on": "" if guardrail.repealed_on is None else guardrail.repealed_on.isoformat(),
        "laws": str(len(laws)),
        **{name: words for place, law in enumerate(laws) for name, words in _law(place, law)},
    }


def laws_of(guardrail: Guardrail | None) -> list[EvidenceLink]:
    """The laws that a guardrail rests on."""
    return [] if guardrail is None else [one for one in guardrail.evidence if one.kind is EvidenceKind.LAW]


def differing_guardrails(mine: Guardrail, theirs: Guardrail) -> tuple[str, ...]:
    """The names of the fields that the two have differently."""
    return tuple(one.name for one in fields(Guardrail) if getattr(mine, one.name) != getattr(theirs, one.name))


def guardrail_taken_over(mine: Mapping[str, str], theirs: Entries, taken: Iterable[str]) -> Entries:
    """My entries, with theirs in the fields that are `taken`."""
    wanted = frozenset(taken)
    kept = {name: words for name, words in mine.items() if _field_of(name) not in wanted}
    return {**kept, **{name: words for name, words in theirs.items() if _field_of(name) in wanted}}


def guardrail_lines(plain: Any) -> list[str]:  # what the log holds: JSON
    """The lines in which a field of a guardrail is told; as a plain value, which is how the log has it too."""
    match plain:
        case {"field": str(field), "test": str(test)}:
            return [_claim(field, test, plain.get("value", ""))]
        case {"kind": str(kind), "ref": str(ref)}:
            return [_cited(kind, ref, (plain.get("note") or {}).get("de", ""))]
        case {"de": str()}:
            languages = ((_("Deutsch"), "de"), (_("Leichte Sprache"), "plain"), (_("Englisch"), "en"))
            return [f"{language}: {plain[key]}" for language, key in languages if plain.get(key)]
        case list():
            return [line for part in plain for line in guardrail_lines(part)]
    return [str(plain)] if plain else []


def _claim(field: str, test: str, value: str) -> str:
    name = told(FIELD_NAMES.get(field, Text(field)))
    words = next((told(one) for key, one in CONDITION_TEST.items() if key.value == test), test)
    return f"{name}: {words} {value}".strip()


def _cited(kind: str, ref: str, note: str) -> str:
    name = _("Gesetz") if kind == EvidenceKind.LAW.value else _("Befund")
    return f"{name} {ref}" + (f": {note}" if note else "")


def _condition(name: str, condition: Condition | None) -> Iterator[tuple[str, str]]:
    yield f"{name}_field", "" if condition is None else condition.field
    yield f"{name}_test", "" if condition is None else condition.test.value
    yield f"{name}_value", "" if condition is None else condition.value


def _law(place: int, link: EvidenceLink) -> Iterator[tuple[str, str]]:
    yield f"law_{place}_ref", link.ref
    yield f"law_{place}_note_de", link.note.de
    yield f"law_{place}_note_en", link.note.en


def _field_of(entry: str) -> str:
    """The field of the guardrail that an entry of the form belongs to."""
    if entry.startswith("law"):
        return "evidence"
    for name in CONDITIONS:
        if entry.startswith(f"{name}_"):
            return name
    stem, _sep, language = entry.rpartition("_")
    return stem if stem in GUARDRAIL_TEXTS and language in LANGUAGES else entry
