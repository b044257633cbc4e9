"""Services and what digitalisation may save, as rows of tables and in words."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.texts import Text
from leitplanke.strategy.digital_gain import AreaGain, AreaPlace, DigitalGain
from leitplanke.strategy.model import HIGHEST_STAGE, PublicService
from leitplanke_web.design.markup import filled
from leitplanke_web.design.navigation import addresses_of
from leitplanke_web.design.templatetags.design import badge
from leitplanke_web.design.templatetags.design import told as in_words
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.forms.part import typed
from leitplanke_web.towns.models import Town

_TITLE = '<a href="{}">{}</a> <span class="lp-muted">{}</span>'
FIRST = 5
"""So many service areas are shown of each audience."""

GAIN_HEADS: Final = (
    gettext_lazy("Leistung"),
    gettext_lazy("Bereich"),
    gettext_lazy("Stunden im Jahr"),
    gettext_lazy("Fälle im Jahr"),
    gettext_lazy("Minuten, digital"),
    gettext_lazy("Heute online"),
    gettext_lazy("Reifegrad"),
    gettext_lazy("Hinweis"),
)
AREA_HEADS: Final = (
    gettext_lazy("Bereich"),
    gettext_lazy("Stunden im Jahr"),
    gettext_lazy("Leistungen"),
    gettext_lazy("davon ohne Angaben"),
)


def gain_rows(
    gains: Iterable[DigitalGain], services: Mapping[str, PublicService], *, areas: Mapping[str, Text], town: Town
) -> list[tuple[Any, ...]]:
    """For each service: name with its link, area, hours, cases, minutes, online, maturity."""
    edit = addresses_of("strategy:service_edit", by="service", town=town.pk)
    return [_row(gain, services[gain.service], areas, edit(gain.service)) for gain in gains]


def area_rows(gains: Iterable[AreaGain], areas: Mapping[str, Text]) -> list[tuple[Any, ...]]:
    """For each service area: name, hours, how many services, of how many too little is known."""
    return [
        (
            in_words(areas.get(one.service_area, Text(one.service_area))) or _("ohne Bereich"),
            told_hours(None, None) if one.unknown == one.services else told_hours(one.least, one.most),
            str(one.services),
            str(one.unknown),
        )
        for one in gains
    ]


def place_columns(
    places: Sequence[AreaPlace], report: EvidenceReport, areas: Mapping[str, Text]
) -> list[tuple[str, list[str]]]:
    """For each audience its name and what it wants first; side by side, never merged."""
    by_audience: dict[str, list[AreaPlace]] = {}
    for one in places:
        by_audience.setdefault(one.audience, []).append(one)
    options = {key.partition(".")[2]: name for key, name in report.option_texts.items()
               if key.startswith(f"{report.priority_question}.")}  # fmt: skip
    return [
        (
            told(report.audience_names[audience]),
            [
                f"{one.rank}. {told(areas.get(one.service_area) or options.get(one.service_area, Text('')))} "
                f"({number_format(100 * one.share, 0)} %)"
                for one in found[:FIRST]
            ],
        )
        for audience, found in by_audience.items()
    ]


def told_hours(least: Fraction | None, most: Fraction | None) -> str:
    """Bounds in whole hours: the lower one rounded down, the upper one up."""
    if least is None or most is None:
        return _("noch nicht zu sagen")
    low, high = least.__floor__(), most.__ceil__()
    if least == most:
        return number_format(round(most), force_grouping=True)
    words = _("höchstens %(most)s") if not low else _("%(least)s bis %(most)s")
    return words % {
        "least": number_format(low, force_grouping=True), "most": number_format(high, force_grouping=True)
    }  # fmt: skip


def _row(gain: DigitalGain, service: PublicService, areas: Mapping[str, Text], address: str) -> tuple[Any, ...]:
    area = areas.get(service.service_area, Text(service.service_area))
    return (
        filled(_TITLE, address, in_words(service.name), service.leika),
        in_words(area) or "–",
        told_hours(gain.least, gain.most),
        _("–") if service.cases_per_year is None else _cases(service),
        _minutes(service),
        "–" if service.online_percent is None else f"{typed(service.online_percent)} %",
        _stage(service),
        _missing(gain),
    )


def _cases(service: PublicService) -> str:
    assert service.cases_per_year is not None
    number = number_format(service.cases_per_year, force_grouping=True)
    return f"{number} ({service.counted_in})" if service.counted_in else number


def _minutes(service: PublicService) -> str:
    parts = (service.minutes_per_case, service.minutes_when_digital)
    return " → ".join("?" if one is None else typed(one) for one in parts)


def _stage(service: PublicService) -> str:
    if service.maturity_model is None:
        return "–"
    words = _("%(stage)s von %(highest)s (Modell %(version)s)")
    version = service.maturity_model.value.removeprefix("ozg_").replace("_", ".")
    return words % {
        "stage": service.maturity, "highest": HIGHEST_STAGE[service.maturity_model], "version": version
    }  # fmt: skip


def _missing(gain: DigitalGain) -> SafeString | str:
    if not gain.missing:
        return ""
    words = ngettext("eine Angabe fehlt", "%(number)s Angaben fehlen", len(gain.missing))
    return badge("warning", words % {"number": len(gain.missing)})
