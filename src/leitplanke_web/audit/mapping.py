"""What a line of the log says in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitplanke_web.audit.models import AuditLine


@dataclass(frozen=True, slots=True)
class Words:
    """A deed as a choice in a list, and as a sentence about who did it to what."""

    label: Promise
    sentence: Promise


DEEDS: Mapping[str, Words] = {
    "account.deleted": Words(_("Konto gelöscht"), _("{actor} hat das eigene Konto gelöscht.")),
    "account.password_changed": Words(_("Passwort geändert"), _("{actor} hat das eigene Passwort geändert.")),
    "account.recovery_codes_made": Words(_("Ersatzcodes erneuert"), _("{actor} hat neue Ersatzcodes gemacht.")),
    "account.renamed": Words(_("Name geändert"), _("{actor} heißt jetzt {subject}.")),
    "account.second_factor_added": Words(
        _("Zweiter Faktor eingerichtet"), _("{actor} hat einen zweiten Faktor eingerichtet.")
    ),
    "account.second_factor_removed": Words(
        _("Zweiter Faktor abgeschaltet"), _("{actor} hat den zweiten Faktor abgeschaltet.")
    ),
    "codes.made": Words(_("Zugangscodes erzeugt"), _("{actor} hat Zugangscodes für die Umfrage „{subject}“ erzeugt.")),
    "details.changed": Words(_("Angaben geändert"), _("{actor} hat die Angaben der Stadt geändert.")),
    "measure.added": Words(_("Maßnahme angelegt"), _("{actor} hat die Maßnahme „{subject}“ angelegt.")),
    "measure.changed": Words(_("Maßnahme geändert"), _("{actor} hat die Maßnahme „{subject}“ geändert.")),
    "measure.removed": Words(_("Maßnahme entfernt"), _("{actor} hat die Maßnahme „{subject}“ entfernt.")),
    "member.added": Words(_("Mitglied aufgenommen"), _("{actor} hat {subject} aufgenommen ({role}).")),
    "member.changed": Words(_("Rolle geändert"), _("{actor} hat {subject} eine neue Rolle gegeben: {role}.")),
    "member.invited": Words(_("Erneut eingeladen"), _("{actor} hat {subject} die Einladung noch einmal geschickt.")),
    "member.removed": Words(_("Mitglied entfernt"), _("{actor} hat {subject} entfernt ({role}).")),
    "publication.published": Words(_("Fassung veröffentlicht"), _("{actor} hat Fassung {subject} veröffentlicht.")),
    "questionnaire.begun": Words(
        _("Fragebogen begonnen"), _("{actor} hat den Entwurf „{subject}“ eines Fragebogens begonnen.")
    ),
    "questionnaire.changed": Words(
        _("Fragebogen geändert"), _("{actor} hat den Entwurf „{subject}“ eines Fragebogens geändert.")
    ),
    "questionnaire.discarded": Words(
        _("Fragebogen verworfen"), _("{actor} hat den Entwurf „{subject}“ eines Fragebogens verworfen.")
    ),
    "questionnaire.evaluated": Words(
        _("Andere Fassung ausgewertet"), _("{actor} lässt von jetzt an den Fragebogen „{subject}“ auswerten.")
    ),
    "questionnaire.published": Words(
        _("Fragebogen veröffentlicht"), _("{actor} hat den Fragebogen „{subject}“ veröffentlicht.")
    ),
    "responses.mixed": Words(
        _("Antworten gemischt"), _("{actor}: Eingegangene Antworten der Umfrage „{subject}“ sind gemischt.")
    ),
    "run.cancelled": Words(_("Lauf abgebrochen"), _("{actor} hat Lauf {subject} abgebrochen.")),
    "run.ended": Words(_("Lauf beendet"), _("Lauf {subject}, von {actor} begonnen, ist zu Ende.")),
    "run.started": Words(_("Lauf begonnen"), _("{actor} hat Lauf {subject} begonnen.")),
    "survey.changed": Words(_("Umfrage geändert"), _("{actor} hat die Umfrage „{subject}“ geändert.")),
    "survey.prepared": Words(_("Umfrage vorbereitet"), _("{actor} hat die Umfrage „{subject}“ vorbereitet.")),
    "town.exported": Words(_("Kommune exportiert"), _("{actor} hat alle Daten der Kommune heruntergeladen.")),
    "town.loaded": Words(_("Kommune geladen"), _("{actor} hat die Kommune geladen.")),
    "unit.added": Words(_("Einheit angelegt"), _("{actor} hat die Einheit „{subject}“ angelegt.")),
    "unit.changed": Words(_("Einheit geändert"), _("{actor} hat die Kapazität von „{subject}“ geändert.")),
    "unit.removed": Words(_("Einheit entfernt"), _("{actor} hat die Einheit „{subject}“ entfernt.")),
    "year.changed": Words(_("Jahr geändert"), _("{actor} hat das Budget des Jahres {subject} geändert.")),
}


def label(deed: str) -> str:
    """The deed as a choice in a list; one without words keeps its name."""
    return str(DEEDS[deed].label) if deed in DEEDS else deed


def sentence(line: AuditLine, *, roles: Mapping[str, str]) -> str:
    """Who did what; `roles` are the words for the roles that a line may name."""
    words = DEEDS.get(line.deed)
    if words is None:
        return (
            gettext("{actor}: {deed} {subject}").format(actor=line.actor, deed=line.deed, subject=line.subject).strip()
        )
    role = str(line.details.get("role", ""))
    return str(words.sentence).format(actor=line.actor, subject=line.subject, role=roles.get(role, role))
