"""Codings of a data file, one column per coder."""

from collections.abc import Sequence

from leitplanke.evidence.analysis.request import Request
from leitplanke.evidence.engines.data_file import open_data
from leitplanke.evidence.engines.embedded import embedded_engine
from leitplanke.evidence.engines.rows import Rows
from leitplanke.evidence.reliability import Level, Reliability, alpha_per_code, krippendorff_alpha
from leitplanke.evidence.survey.notation import NO_VALUE


def reliability_of_file(
    request: Request, coders: Sequence[str], *, level: Level = Level.NOMINAL, separator: str = ""
) -> tuple[Reliability, ...]:
    """Krippendorff's alpha over all rows; with a `separator` between several codes of a field, of each code.

    An empty field is a text that this coder did not code. Raises `FaultyInputError`, `InvalidValueError`.
    """
    with embedded_engine() as engine:
        rows = Rows(open_data(request.data, engine, coders), frozenset(NO_VALUE) | request.missing)
        codings = [[_code(field, rows.missing) for field in record] for record in rows.records(tuple(coders))]
    if not separator:
        return (krippendorff_alpha(codings, level=level),)
    return alpha_per_code([[_codes(field, separator) for field in unit] for unit in codings])


def _code(field: str | None, missing: frozenset[str]) -> str | None:
    code = (field or "").strip()
    return None if not code or code in missing else code


def _codes(field: str | None, separator: str) -> frozenset[str] | None:
    return None if field is None else frozenset(code.strip() for code in field.split(separator) if code.strip())
