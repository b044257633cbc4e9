"""Under which licence a town gives its data away."""

from enum import StrEnum

from leitplanke.kernel.texts import Text


class Licence(StrEnum):
    """Open licences under which German towns publish; the value is what the licence calls itself in short."""

    ZERO = "dl-de/zero-2-0"
    BY = "dl-de/by-2-0"
    CC_BY = "CC-BY-4.0"
    CC0 = "CC0-1.0"

    @property
    def full_name(self) -> Text:
        """What it calls itself in full."""
        return _FULL_NAMES[self]

    @property
    def url(self) -> str:
        """Where its words stand."""
        return _URLS[self]

    @property
    def wants_source(self) -> bool:
        """Whether whoever uses the data has to name where they come from."""
        return self in {Licence.BY, Licence.CC_BY}


_FULL_NAMES = {
    Licence.ZERO: Text("Datenlizenz Deutschland – Zero – Version 2.0", "Data licence Germany – Zero – version 2.0"),
    Licence.BY: Text(
        "Datenlizenz Deutschland – Namensnennung – Version 2.0", "Data licence Germany – attribution – version 2.0"
    ),
    Licence.CC_BY: Text(
        "Creative Commons Namensnennung 4.0 International", "Creative Commons Attribution 4.0 International"
    ),
    Licence.CC0: Text("Creative Commons CC0 1.0 Universell", "Creative Commons CC0 1.0 Universal"),
}
_URLS = {
    Licence.ZERO: "https://www.govdata.de/dl-de/zero-2-0",
    Licence.BY: "https://www.govdata.de/dl-de/by-2-0",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}
