"""Codings of a data file, one column per coder."""

from collections import Counter
from collections.abc import Sequence

from leitplanke.evidence.analysis.request import Request
from leitplanke.evidence.engines.data_file import open_data
from leitplanke.evidence.engines.embedded import embedded_engine
from leitplanke.evidence.engines.rows import Rows
from leitplanke.evidence.reliability import Level, Reliability, alpha_per_code, krippendorff_alpha
from leitplanke.evidence.survey.categories import faults_among
from leitplanke.evidence.survey.notation import NO_VALUE
from leitplanke.kernel.faults import Fault, FaultyInputError


def reliability_of_file(
    request: Request, coders: Sequence[str], *, level: Level = Level.NOMINAL, separator: str = ""
) -> tuple[Reliability, ...]:
    """Krippendorff's alpha over all rows; with a `separator` between several codes of a field, of each code.

    An empty field is a text that this coder did not code. Codes that look the same are refused: they would count as
    disagreement. Raises `FaultyInputError`, `InvalidValueError`.
    """
    with embedded_engine() as engine:
        rows = Rows(open_data(request.data, engine, coders), frozenset(NO_VALUE) | request.missing)
        codings = [[_code(field, rows.missing) for field in record] for record in rows.records(tuple(coders))]
    several = [[_codes(field, separator) for field in unit] for unit in codings]
    _require_clear(several, coders, rows)
    return alpha_per_code(several) if separator else (krippendorff_alpha(codings, level=level),)


def _require_clear(codings: Sequence[Sequence[frozenset[str] | None]], coders: Sequence[str], rows: Rows) -> None:
    counts: Counter[str] = Counter()
    places: dict[str, tuple[int, str]] = {}
    for row, unit in enumerate(codings, start=rows.file.first_row):
        for coder, codes in zip(coders, unit, strict=True):
            for code in sorted(codes or ()):
                counts[code] += 1
                places.setdefault(code, (row, coder))
    faults = faults_among("", counts)
    if faults:
        raise FaultyInputError(
            tuple(Fault(rows.file.name, *places[one.value], one.problem, one.remedy) for one in faults)
        )


def _code(field: str | None, missing: frozenset[str]) -> str | None:
    code = (field or "").strip()
    return None if not code or code in missing else code


def _codes(field: str | None, separator: str) -> frozenset[str] | None:
    if field is None:
        return None
    return frozenset(code.strip() for code in (field.split(separator) if separator else (field,)) if code.strip())
