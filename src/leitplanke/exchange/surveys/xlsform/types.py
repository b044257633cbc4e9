"""What the types of an XLSForm mean here."""

import re
from dataclasses import dataclass

from leitplanke.participation.model import DateForm, QuestionKind

_SELECT = re.compile(
    r"(?P<kind>select[_ ]one[_ ]external|select[_ ]one[_ ]from[_ ]file|select[_ ]multiple[_ ]from[_ ]file"
    r"|select[_ ]one|select1|select[_ ]multiple|select all that apply|add select (?:one|multiple) prompt using|rank)"
    r"(?: from| using)?\s+(?P<list>\S+?)(?P<other>[ _]+(?:or[_ ](?:specify[_ ])?other))?\s*$",
    re.IGNORECASE,
)
KINDS = {
    **dict.fromkeys(("text", "string", "str"), QuestionKind.SHORT_TEXT),
    **dict.fromkeys(
        ("barcode", "phonenumber", "phone number", "phone_number", "email", "add text prompt"), QuestionKind.SHORT_TEXT
    ),
    **dict.fromkeys(("integer", "int", "decimal", "percentage", "add integer prompt"), QuestionKind.NUMBER),
    **dict.fromkeys(("date", "time", "datetime", "date time", "add date prompt"), QuestionKind.DATE),
    **dict.fromkeys(("note", "add note prompt"), QuestionKind.INFORMATION),
    **dict.fromkeys(("acknowledge", "trigger"), QuestionKind.CONSENT),
    "range": QuestionKind.SCALE,
}
WHOLE = frozenset({"integer", "int", "percentage", "add integer prompt"})
COMPUTED = frozenset({"calculate", "calculate_here", "hidden", "q calculate"})
ABOUT_THE_DEVICE = frozenset(
    {
        "start", "end", "today", "deviceid", "device id", "imei", "subscriberid", "simserial", "username", "audit",
        "start-geopoint", "background-audio", "background-geopoint", "phonenumber_meta", "get today", "get start time",
        "get end time", "get device id", "get phone number", "xml-external", "csv-external", "last-saved",
    }
)  # fmt: skip
FORMS = {"time": DateForm.TIME, "datetime": DateForm.MOMENT, "date time": DateForm.MOMENT}


@dataclass(frozen=True, slots=True)
class Select:
    """A choice from a list."""

    kind: QuestionKind
    list_name: str
    has_other: bool
    is_external: bool
    is_from_file: bool


def select_of(written: str) -> Select | None:
    """The choice that a type names, if it is one."""
    found = _SELECT.fullmatch(written.strip())
    if found is None:
        return None
    kind = re.sub(r"[_ ]+", "_", found["kind"].lower())
    several = "multiple" in kind or kind == "select_all_that_apply"
    return Select(
        QuestionKind.RANK if kind == "rank" else QuestionKind.MULTIPLE if several else QuestionKind.SINGLE,
        found["list"],
        bool(found["other"]),
        "external" in kind,
        "file" in kind,
    )


def block_of(written: str) -> tuple[str, str] | None:
    """`begin` or `end`, and of what: group, repeat, loop."""
    found = re.fullmatch(r"(begin|end)[_ ]+(?:lgroup|(group|repeat|loop))\b.*", written.strip().lower())
    return (found[1], found[2] or "repeat") if found else None
