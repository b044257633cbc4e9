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
    "addresses.added": Words(
        _("E-Mail-Adressen eingetragen"),
        _("{actor} hat E-Mail-Adressen für die Umfrage „{subject}“ eingetragen."),
    ),
    "addresses.deleted": Words(
        _("E-Mail-Adressen gelöscht"), _("{actor}: Die E-Mail-Adressen der Umfrage „{subject}“ sind gelöscht.")
    ),
    "addresses.removed": Words(
        _("E-Mail-Adresse entfernt"), _("{actor} hat eine E-Mail-Adresse der Umfrage „{subject}“ entfernt.")
    ),
    "answers.downloaded": Words(
        _("Antworten heruntergeladen"), _("{actor} hat die Antworten zum Fragebogen „{subject}“ heruntergeladen.")
    ),
    "codes.made": Words(_("Zugangscodes erzeugt"), _("{actor} hat Zugangscodes für die Umfrage „{subject}“ erzeugt.")),
    "coding.asked": Words(_("Texte geholt"), _("{actor} lässt freie Texte zum Codieren holen.")),
    "coding.finished": Words(
        _("Alle Texte codiert"), _("{actor} hat alle freien Texte zum Fragebogen „{subject}“ codiert.")
    ),
    "coding.seated": Words(_("Codieren begonnen"), _("{actor} codiert freie Texte zum Fragebogen „{subject}“.")),
    "coding.settled": Words(
        _("Codierung geeinigt"), _("{actor}: Alle freien Texte zum Fragebogen „{subject}“ sind einig codiert.")
    ),
    "details.changed": Words(_("Angaben geändert"), _("{actor} hat die Angaben der Stadt geändert.")),
    "discussion.changed": Words(_("Diskussion geändert"), _("{actor} hat die Diskussion „{subject}“ geändert.")),
    "discussion.clustered": Words(
        _("Beiträge geordnet"), _("{actor} hat Beiträge der Diskussion „{subject}“ geordnet.")
    ),
    "discussion.hidden": Words(
        _("Beiträge ausgeblendet"), _("{actor} hat Beiträge der Diskussion „{subject}“ ausgeblendet.")
    ),
    "discussion.discarded": Words(
        _("Diskussion verworfen"), _("{actor} hat den Entwurf der Diskussion „{subject}“ verworfen.")
    ),
    "discussion.opened": Words(_("Diskussion freigegeben"), _("{actor} hat die Diskussion „{subject}“ freigegeben.")),
    "discussion.planned": Words(_("Diskussion angelegt"), _("{actor} hat die Diskussion „{subject}“ angelegt.")),
    "discussion.shown": Words(
        _("Beiträge freigegeben"), _("{actor} hat Beiträge der Diskussion „{subject}“ freigegeben.")
    ),
    "discussions.recorded": Words(
        _("Diskussion abgeschlossen"), _("{actor} hat die Diskussion „{subject}“ abgeschlossen.")
    ),
    "letters.begun": Words(
        _("E-Mails verschickt"), _("{actor} hat E-Mails zur Umfrage „{subject}“ auf den Weg gebracht.")
    ),
    "measure.added": Words(_("Maßnahme angelegt"), _("{actor} hat die Maßnahme „{subject}“ angelegt.")),
    "priorities.changed": Words(_("Prioritäten geändert"), _("{actor} hat die Prioritäten geändert: {subject}.")),
    "measure.changed": Words(_("Maßnahme geändert"), _("{actor} hat die Maßnahme „{subject}“ geändert.")),
    "measure.removed": Words(_("Maßnahme entfernt"), _("{actor} hat die Maßnahme „{subject}“ entfernt.")),
    "measures.imported": Words(
        _("Maßnahmen eingelesen"), _("{actor} hat Maßnahmen aus der Tabelle „{subject}“ eingelesen.")
    ),
    "member.added": Words(_("Mitglied aufgenommen"), _("{actor} hat {subject} aufgenommen ({role}).")),
    "member.changed": Words(_("Rolle geändert"), _("{actor} hat {subject} eine neue Rolle gegeben: {role}.")),
    "member.invited": Words(_("Erneut eingeladen"), _("{actor} hat {subject} die Einladung noch einmal geschickt.")),
    "member.removed": Words(_("Mitglied entfernt"), _("{actor} hat {subject} entfernt ({role}).")),
    "guardrail.added": Words(_("Leitplanke angelegt"), _("{actor} hat die Leitplanke „{subject}“ angelegt.")),
    "guardrail.changed": Words(_("Leitplanke geändert"), _("{actor} hat die Leitplanke „{subject}“ geändert.")),
    "guardrail.checked": Words(
        _("Maßnahme an Leitplanke gemessen"), _("{actor} hat eine Maßnahme an einer Leitplanke gemessen: {subject}.")
    ),
    "guardrail.check_removed": Words(
        _("Prüfung mit Leitplanke entfernt"),
        _("{actor} hat eine Leitplanke entfernt, und mit ihr eine Prüfung: {subject}."),
    ),
    "guardrail.removed": Words(_("Leitplanke entfernt"), _("{actor} hat die Leitplanke „{subject}“ entfernt.")),
    "guardrail.evidence_added": Words(
        _("Beleg hinzugefügt"), _("{actor} hat der Leitplanke „{subject}“ einen Beleg gegeben.")
    ),
    "guardrail.evidence_removed": Words(
        _("Beleg entfernt"), _("{actor} hat der Leitplanke „{subject}“ einen Beleg genommen.")
    ),
    "overall_goal.added": Words(_("Gesamtziel angelegt"), _("{actor} hat das Gesamtziel „{subject}“ angelegt.")),
    "overall_goal.changed": Words(_("Gesamtziel geändert"), _("{actor} hat das Gesamtziel „{subject}“ geändert.")),
    "overall_goal.removed": Words(_("Gesamtziel entfernt"), _("{actor} hat das Gesamtziel „{subject}“ entfernt.")),
    "goal.added": Words(_("Digitalziel angelegt"), _("{actor} hat das Digitalziel „{subject}“ angelegt.")),
    "goal.changed": Words(_("Digitalziel geändert"), _("{actor} hat das Digitalziel „{subject}“ geändert.")),
    "goal.removed": Words(_("Digitalziel entfernt"), _("{actor} hat das Digitalziel „{subject}“ entfernt.")),
    "service.added": Words(_("Leistung angelegt"), _("{actor} hat die Leistung „{subject}“ angelegt.")),
    "service.changed": Words(_("Leistung geändert"), _("{actor} hat die Leistung „{subject}“ geändert.")),
    "service.removed": Words(_("Leistung entfernt"), _("{actor} hat die Leistung „{subject}“ entfernt.")),
    "overall_goals.imported": Words(
        _("Gesamtziele eingelesen"), _("{actor} hat Gesamtziele aus der Tabelle „{subject}“ eingelesen.")
    ),
    "services.imported": Words(
        _("Leistungen eingelesen"), _("{actor} hat Leistungen aus der Tabelle „{subject}“ eingelesen.")
    ),
    "population.removed": Words(
        _("Bevölkerung entfernt"), _("{actor} hat die Zahlen zur Bevölkerung von „{subject}“ entfernt.")
    ),
    "population.saved": Words(
        _("Bevölkerung geändert"), _("{actor} hat die Zahlen zur Bevölkerung von „{subject}“ gespeichert.")
    ),
    "publication.published": Words(_("Fassung veröffentlicht"), _("{actor} hat Fassung {subject} veröffentlicht.")),
    "publication.withdrawn": Words(_("Fassung zurückgezogen"), _("{actor} hat Fassung {subject} zurückgezogen.")),
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
    "quotes.chosen": Words(
        _("Zitate geregelt"), _("{actor} hat festgelegt, welche Antwort ein Zitat erlaubt: {subject}.")
    ),
    "replies.given": Words(_("Rückmeldung gegeben"), _("{actor} hat auf Beiträge geantwortet: {subject}.")),
    "responses.mixed": Words(
        _("Antworten gemischt"), _("{actor}: Eingegangene Antworten der Umfrage „{subject}“ sind gemischt.")
    ),
    "run.cancelled": Words(_("Lauf abgebrochen"), _("{actor} hat Lauf {subject} abgebrochen.")),
    "run.ended": Words(_("Lauf beendet"), _("Lauf {subject}, von {actor} begonnen, ist zu Ende.")),
    "run.started": Words(_("Lauf begonnen"), _("{actor} hat Lauf {subject} begonnen.")),
    "survey.changed": Words(_("Umfrage geändert"), _("{actor} hat die Umfrage „{subject}“ geändert.")),
    "survey.prepared": Words(_("Umfrage vorbereitet"), _("{actor} hat die Umfrage „{subject}“ vorbereitet.")),
    "theme.added": Words(_("Thema angelegt"), _("{actor} hat das Thema „{subject}“ angelegt.")),
    "theme.changed": Words(_("Thema geändert"), _("{actor} hat das Thema „{subject}“ geändert.")),
    "theme.removed": Words(_("Thema entfernt"), _("{actor} hat das Thema „{subject}“ entfernt.")),
    "town.exported": Words(_("Kommune exportiert"), _("{actor} hat alle Daten der Kommune heruntergeladen.")),
    "town.loaded": Words(_("Kommune geladen"), _("{actor} hat die Kommune geladen.")),
    "gate.added": Words(_("Beschluss angelegt"), _("{actor} hat den Beschluss „{subject}“ angelegt.")),
    "gate.changed": Words(_("Beschluss geändert"), _("{actor} hat den Beschluss „{subject}“ geändert.")),
    "gate.removed": Words(_("Beschluss entfernt"), _("{actor} hat den Beschluss „{subject}“ entfernt.")),
    "grant.added": Words(_("Fördertopf angelegt"), _("{actor} hat den Fördertopf „{subject}“ angelegt.")),
    "grant.changed": Words(_("Fördertopf geändert"), _("{actor} hat den Fördertopf „{subject}“ geändert.")),
    "grant.removed": Words(_("Fördertopf entfernt"), _("{actor} hat den Fördertopf „{subject}“ entfernt.")),
    "choice.added": Words(_("Auswahl angelegt"), _("{actor} hat die Auswahl „{subject}“ angelegt.")),
    "choice.changed": Words(_("Auswahl geändert"), _("{actor} hat die Auswahl „{subject}“ geändert.")),
    "choice.removed": Words(_("Auswahl entfernt"), _("{actor} hat die Auswahl „{subject}“ entfernt.")),
    "unit.added": Words(_("Einheit angelegt"), _("{actor} hat die Einheit „{subject}“ angelegt.")),
    "unit.changed": Words(_("Einheit geändert"), _("{actor} hat die Kapazität von „{subject}“ geändert.")),
    "unit.removed": Words(_("Einheit entfernt"), _("{actor} hat die Einheit „{subject}“ entfernt.")),
    "workshop.changed": Words(
        _("Ablauf einer Werkstatt geändert"), _("{actor} hat den Ablauf der Werkstatt „{subject}“ geändert.")
    ),
    "workshop.clustered": Words(_("Karten geordnet"), _("{actor} hat Karten der Werkstatt „{subject}“ geordnet.")),
    "workshop.discarded": Words(_("Werkstatt verworfen"), _("{actor} hat die Werkstatt „{subject}“ verworfen.")),
    "workshop.hidden": Words(_("Karte abgenommen"), _("{actor} hat eine Karte der Werkstatt „{subject}“ abgenommen.")),
    "workshop.led": Words(
        _("Werkstatt weitergeführt"), _("{actor} hat die Werkstatt „{subject}“ zu einem Schritt geführt.")
    ),
    "workshop.noted": Words(
        _("Protokoll ergänzt"), _("{actor} hat im Protokoll der Werkstatt „{subject}“ etwas vermerkt.")
    ),
    "workshop.planned": Words(_("Werkstatt geplant"), _("{actor} hat die Werkstatt „{subject}“ geplant.")),
    "workshop.renamed": Words(_("Bündel umbenannt"), _("{actor} hat ein Bündel der Werkstatt „{subject}“ umbenannt.")),
    "workshop.shown": Words(
        _("Karte wieder aufgehängt"), _("{actor} hat eine Karte der Werkstatt „{subject}“ wieder aufgehängt.")
    ),
    "workshop.struck": Words(
        _("Protokoll gekürzt"), _("{actor} hat im Protokoll der Werkstatt „{subject}“ etwas gestrichen.")
    ),
    "workshop.typed": Words(
        _("Karten eingegeben"), _("{actor} hat Karten von Papier in die Werkstatt „{subject}“ eingegeben.")
    ),
    "workshop.voted": Words(
        _("Stimmzettel eingegeben"), _("{actor} hat einen Stimmzettel der Werkstatt „{subject}“ eingegeben.")
    ),
    "workshops.recorded": Words(
        _("Werkstatt abgeschlossen"), _("{actor} hat die Werkstatt „{subject}“ abgeschlossen.")
    ),
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
