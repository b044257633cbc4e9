"""Where digitalisation pays first: working hours per year, as bounds; see docs/methods/digital-gain.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model.services import PublicService

_HUNDRED, _MINUTES_IN_AN_HOUR = 100, 60


@dataclass(frozen=True, slots=True)
class DigitalGain:
    """Working hours per year that a service may save: at least and at most; None where too little is known for any.

    `missing` names the fields that would make the two one number.
    """

    service: str
    least: Fraction | None
    most: Fraction | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaGain:
    """The same for all services of an area together; "" are those without one. `unknown` counts services left out."""

    service_area: str
    services: int
    unknown: int
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class AreaPlace:
    """Where one audience puts a service area among those that it wants first, with its share."""

    audience: str
    service_area: str
    rank: int
    share: float


def digital_gains(services: Iterable[PublicService], *, uptake_percent: int = 100) -> tuple[DigitalGain, ...]:
    """Services with the largest possible gain first; those of which too little is known last.

    `uptake_percent` is the share of today's cases offline that would come in online; it is an assumption of whoever
    asks. Raises `InvalidValueError` for one that is no percentage.
    """
    require(
        holds=0 <= uptake_percent <= _HUNDRED,
        field="uptake_percent",
        problem=Text(f"{uptake_percent} % sind nicht möglich.", f"{uptake_percent} % is not possible."),
        remedy=Text("Erlaubt sind 0 bis 100.", "0 to 100 are allowed."),
    )
    gains = [_gain(one, uptake=Fraction(uptake_percent, _HUNDRED)) for one in services]
    return tuple(sorted(gains, key=_order))


def gains_by_area(services: Iterable[PublicService], *, gains: Iterable[DigitalGain]) -> tuple[AreaGain, ...]:
    """The sums by service area, the largest possible gain first."""
    area_of = {one.id: one.service_area for one in services}
    by_area: dict[str, list[DigitalGain]] = {}
    for gain in gains:
        by_area.setdefault(area_of[gain.service], []).append(gain)
    found = (
        AreaGain(
            service_area=area,
            services=len(of_area),
            unknown=sum(one.most is None for one in of_area),
            least=sum((one.least or Fraction(0) for one in of_area), Fraction(0)),
            most=sum((one.most or Fraction(0) for one in of_area), Fraction(0)),
        )
        for area, of_area in by_area.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.most, -one.least, one.service_area)))


def areas_first(evidence: EvidenceReport) -> tuple[AreaPlace, ...]:
    """What each audience wants first, as it was published: audiences in the report's order, nothing is merged."""
    return tuple(
        AreaPlace(priorities.audience, one.option, one.rank, one.share)
        for priorities in evidence.priorities
        for one in sorted(priorities.priorities, key=lambda priority: (priority.rank, priority.option))
    )


def _gain(service: PublicService, *, uptake: Fraction) -> DigitalGain:
    """Cases · (1 - online) · uptake · (minutes - minutes when digital) / 60, with what is unknown at its two ends."""
    names = ("cases_per_year", "minutes_per_case", "minutes_when_digital", "online_percent")
    missing = tuple(name for name in names if getattr(service, name) is None)
    if service.cases_per_year is None or service.minutes_per_case is None:
        return DigitalGain(service.id, None, None, missing)
    minutes, cases = _exact(service.minutes_per_case), service.cases_per_year
    online, digital = _known(service.online_percent), _known(service.minutes_when_digital)
    least = _hours(
        cases,
        minutes,
        online=Fraction(1) if online is None else online / _HUNDRED,
        digital=minutes if digital is None else digital,
    )
    most = _hours(cases, minutes, online=(online or Fraction(0)) / _HUNDRED, digital=digital or Fraction(0))
    return DigitalGain(service.id, least * uptake, most * uptake, missing)


def _hours(cases: int, minutes: Fraction, *, online: Fraction, digital: Fraction) -> Fraction:
    return cases * (1 - online) * (minutes - digital) / _MINUTES_IN_AN_HOUR


def _known(value: float | None) -> Fraction | None:
    return None if value is None else _exact(value)


def _exact(value: float) -> Fraction:
    """The number as people typed it, not as the machine keeps it."""
    return Fraction(f"{value:.12g}")


def _order(gain: DigitalGain) -> tuple[bool, Fraction, Fraction, str]:
    nothing = Fraction(0)
    return gain.most is None, -(gain.most or nothing), -(gain.least or nothing), gain.service
