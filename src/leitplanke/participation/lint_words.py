"""The words that the lint looks for, German and English. Findings are advice, never a refusal.

Rules on wording follow R. Porst, Fragebogen (4th ed. 2014), on how to put questions, and D. A. Dillman, J. D. Smyth,
L. M. Christian, Internet, Phone, Mail, and Mixed-Mode Surveys (4th ed. 2014, ch. 4): short sentences, no double
negation, nothing that leads.
"""

import re

MOST_WORDS = {"de": 20, "en": 20, "plain": 12}
MOST_LETTERS = {"de": 30, "en": 24, "plain": 18}

NEGATIONS = {
    "de": re.compile(r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nirgends|nichts|ohne|weder)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|no|never|nobody|none|nothing|nowhere|without|neither)\b|n[’']t\b", re.IGNORECASE),
}
# "nicht unwichtig", "not unimportant": one negation in a word makes two.
NEGATED_WORD = {
    "de": re.compile(r"\bnicht\s+(?:un(?!d\b|s\b|ser|ter|gef)\w{3,})", re.IGNORECASE),
    "en": re.compile(r"\bnot\s+(?:un(?!der|til|i[tv])\w{3,}|in(?:correct|significant|convenient)\w*)", re.IGNORECASE),
}
LEADING = {
    "de": re.compile(
        r"(?:finden|meinen|glauben|denken) Sie nicht auch|sind Sie (?:nicht )?(?:auch|ebenfalls) (?:der|dafür)"
        r"|stimmen Sie (?:uns )?zu, dass|\b(?:natürlich|selbstverständlich|bekanntlich|zweifellos|offensichtlich)\b"
        r"|wie (?:sehr )?freuen Sie sich|(?:oder )?etwa nicht\?|sollte nicht endlich|\bendlich\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:don[’']t|do not) you (?:also )?(?:think|agree|find)|would(?:n[’']t| not) you agree|do you agree that"
        r"|\b(?:surely|obviously|of course|undoubtedly|as everybody knows|finally)\b|is(?:n[’']t| not) it\?"
        r"|how much do you enjoy",
        re.IGNORECASE,
    ),
}
TWO_AT_ONCE = {"de": re.compile(r"\bund/oder\b|\bbzw\.", re.IGNORECASE), "en": re.compile(r"\band/or\b", re.IGNORECASE)}
DONT_KNOW = re.compile(
    r"wei(?:ß|ss) (?:ich )?nicht|keine (?:angabe|meinung)|kann ich nicht (?:sagen|beurteilen)"
    r"|don[’']?t know|no opinion|not sure|n/a",
    re.IGNORECASE,
)
JARGON = {
    "de": {
        "e-government": "Online-Dienste der Stadt",
        "ozg": "Onlinezugangsgesetz",
        "portalverbund": "Internetseiten von Bund, Land und Stadt",
        "medienbruch": "Wechsel zwischen Papier und Internet",
        "medienbruchfrei": "ganz im Internet",
        "daseinsvorsorge": "was die Stadt für alle bereitstellt",
        "stakeholder": "Beteiligte",
        "usability": "einfache Bedienung",
        "barrierearm": "gut zugänglich",
        "evaluation": "Auswertung",
        "evaluieren": "auswerten",
        "implementieren": "einführen",
        "implementierung": "Einführung",
        "partizipation": "Beteiligung",
        "partizipativ": "mit Beteiligung",
        "niedrigschwellig": "leicht erreichbar",
        "interoperabilität": "Zusammenspiel von Programmen",
        "authentifizierung": "Anmeldung",
        "federführung": "Zuständigkeit",
        "bedarfsgerecht": "passend",
        "zeitnah": "bald",
        "seitens": "von",
        "diesbezüglich": "dazu",
        "soziodemographisch": "zu Ihrer Person",
    },
    "en": {
        "e-government": "online services of the town",
        "stakeholder": "people concerned",
        "usability": "ease of use",
        "implementation": "introduction",
        "implement": "introduce",
        "utilise": "use",
        "utilize": "use",
        "leverage": "use",
        "interoperability": "programs working together",
        "authentication": "signing in",
        "facilitate": "help",
        "prior to": "before",
        "participatory": "with people taking part",
        "low-threshold": "easy to reach",
        "sociodemographic": "about you",
    },
}  # fmt: skip
ABBREVIATION = re.compile(r"\b[A-ZÄÖÜ]{3,}\b")
KNOWN_ABBREVIATIONS = frozenset({"PDF", "USB", "SMS", "WLAN", "KITA", "ÖPNV", "DIN", "EUR", "VHS"})
