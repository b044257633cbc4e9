"""What a town's public pages have to say about it by law, and what of that it has not said yet.

DDG: Digitale-Dienste-Gesetz, GDPR/DSGVO: Regulation (EU) 2016/679, BITV: Barrierefreie-Informationstechnik-Verordnung.
"""

from collections.abc import Callable
from dataclasses import dataclass

from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a town's public pages have to say: in which field it stands, what it is, and why they have to."""

    field: str
    what: Text
    reason: Text


def unmet_duties(details: TownDetails) -> tuple[Duty, ...]:
    """What is missing before the pages say what they have to, in the order of the fields."""
    return tuple(duty for duty, is_met in _DUTIES if not is_met(details))


# The supervision of the town is none: § 5 Abs. 1 Nr. 3 DDG asks for it where a service needs a permit.
_DUTIES: tuple[tuple[Duty, Callable[[TownDetails], object]], ...] = (
    (
        Duty(
            "representative",
            Text("Wer die Stadt vertritt", "Who represents the town"),
            Text("§ 5 Abs. 1 Nr. 1 DDG", "DDG § 5(1) no. 1"),
        ),
        lambda details: details.representative,
    ),
    (
        Duty(
            "legal_basis",
            Text("Rechtsgrundlage der Verarbeitung", "Legal basis of the processing"),
            Text("Art. 13 Abs. 1 Buchst. c DSGVO", "GDPR Art. 13(1)(c)"),
        ),
        lambda details: details.legal_basis,
    ),
    (
        Duty(
            "server_log",
            Text("Was der Server aufzeichnet und wie lange", "What the server writes down and for how long"),
            Text("Art. 13 Abs. 2 Buchst. a DSGVO", "GDPR Art. 13(2)(a)"),
        ),
        lambda details: details.server_log,
    ),
    (
        Duty(
            "statement_on",
            Text("Tag der Erklärung zur Barrierefreiheit", "Day of the accessibility statement"),
            Text("Durchführungsbeschluss (EU) 2018/1523, Anhang", "Implementing Decision (EU) 2018/1523, Annex"),
        ),
        lambda details: details.statement_on,
    ),
    (
        Duty(
            "licence",
            Text("Lizenz der offenen Daten", "Licence of the open data"),
            Text("sonst bleibt offen, was man mit ihnen darf", "without it nobody knows what is allowed"),
        ),
        lambda details: details.licence,
    ),
    (
        Duty(
            "authority",
            Text("Name und Anschrift der verantwortlichen Stelle", "Name and address of the authority"),
            Text("§ 5 Abs. 1 Nr. 1 DDG, Art. 13 Abs. 1 Buchst. a DSGVO", "DDG § 5(1) no. 1, GDPR Art. 13(1)(a)"),
        ),
        lambda details: details.authority.name and details.authority.address,
    ),
    (
        Duty(
            "authority",
            Text("E-Mail und Telefon der verantwortlichen Stelle", "E-mail and telephone of the authority"),
            Text("§ 5 Abs. 1 Nr. 2 DDG", "DDG § 5(1) no. 2"),
        ),
        lambda details: details.authority.email and details.authority.telephone,
    ),
    (
        Duty(
            "data_protection_officer",
            Text("Kontakt zum Datenschutzbeauftragten", "Contact of the data protection officer"),
            Text("Art. 13 Abs. 1 Buchst. b DSGVO", "GDPR Art. 13(1)(b)"),
        ),
        lambda details: details.data_protection_officer.is_reachable,
    ),
    (
        Duty(
            "data_protection_authority",
            Text("Datenschutzaufsicht, bei der man sich beschweren kann", "Data protection authority for complaints"),
            Text("Art. 13 Abs. 2 Buchst. d DSGVO", "GDPR Art. 13(2)(d)"),
        ),
        lambda details: details.data_protection_authority.name,
    ),
    (
        Duty(
            "accessibility_contact",
            Text("Stelle, der man Barrieren meldet", "Office to which barriers are reported"),
            Text(
                "Art. 7 Abs. 1 Buchst. b Richtlinie (EU) 2016/2102, § 7 BITV 2.0 oder Recht des Landes",
                "Directive (EU) 2016/2102 Art. 7(1)(b), BITV 2.0 § 7 or the law of the Land",
            ),
        ),
        lambda details: details.accessibility_contact.is_reachable,
    ),
    (
        Duty(
            "enforcement_body",
            Text("Durchsetzungs- oder Schlichtungsstelle des Landes", "Enforcement or arbitration body of the Land"),
            Text(
                "Art. 7 Abs. 1 Buchst. c Richtlinie (EU) 2016/2102, § 7 BITV 2.0 oder Recht des Landes",
                "Directive (EU) 2016/2102 Art. 7(1)(c), BITV 2.0 § 7 or the law of the Land",
            ),
        ),
        lambda details: details.enforcement_body.is_reachable,
    ),
)
