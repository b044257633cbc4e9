"""What staff see first: where the town stands and what is to be done."""

from dataclasses import dataclass, replace
from datetime import date

from leitplanke.kernel.dates import Month
from leitplanke.kernel.duties import Duty, unmet_duties
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.deadlines import missed_deadlines
from leitplanke.monitoring.replies import awaiting
from leitplanke.participation.process import Phase, Task, overdue
from leitplanke.report.edition import Documents
from leitplanke.report.names import Names, names_of
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import Resources
from leitplanke.roadmap.overload import UnitOverload, YearOverload, unit_overloads, year_overloads
from leitplanke_web.audit.queries import is_input_changed_since
from leitplanke_web.discussion.queries import waiting
from leitplanke_web.monitoring.queries import reply_part
from leitplanke_web.participation.queries import workshop_part
from leitplanke_web.portal.models import Publication, Run
from leitplanke_web.portal.queries.published import current_publication
from leitplanke_web.portal.queries.runs import documents_of_run, latest_runs
from leitplanke_web.process.queries import process_part
from leitplanke_web.roadmap.queries import capacity_parts
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import values_of


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that needs a person: what it is about, and how much or until when."""

    ref: str
    name: Text
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The town's state in a few facts.

    `is_changed`: the entries differ from what the latest finished run read. `missing`: what the public pages have to
    say and cannot yet. `open_replies` counts as things stand now: clusters and themes without a reply, and what a
    discussion that is not closed yet has brought; `contributions` and `notices` of discussions wait for the moderation.
    """

    latest: Run | None
    done: Run | None
    publication: Publication | None
    is_changed: bool
    missing: tuple[Duty, ...]
    overloaded_units: tuple[Finding, ...] = ()
    overloaded_years: tuple[Finding, ...] = ()
    missed: tuple[Finding, ...] = ()
    open_replies: int = 0
    overdue: tuple[tuple[Phase, Task], ...] = ()
    contributions: int = 0
    notices: int = 0

    @property
    def unfinished(self) -> Run | None:
        """The run that waits or is under way."""
        return self.latest if self.latest is not None and self.latest.is_unfinished else None

    @property
    def is_publishable(self) -> bool:
        """Whether the latest finished run is newer than what is published."""
        return self.done is not None and (self.publication is None or self.publication.run_id != self.done.pk)


def overview_of(town: Town, *, voice: Voice, today: date) -> Overview:
    """The overview as it stands now."""
    (latest, done), publication = latest_runs(town), current_publication(town)
    is_changed = done is None or is_input_changed_since(town.pk, done.read_at or done.asked_at)
    missing, discussed = unmet_duties(town.details), waiting(town)
    parts = (*capacity_parts(), workshop_part(), reply_part(), process_part())
    units, years, held, told, processes = values_of(town, *parts)
    late = tuple(one for process in processes for one in overdue(process, today=today))
    clusters = [f"{each.id}.{part.id}" for each in held for part in each.clusters]
    documents = None if done is None else documents_of_run(done)
    evidence = None if documents is None else documents.evidence
    found = Overview(
        latest=latest,
        done=done,
        publication=publication,
        is_changed=is_changed,
        missing=missing,
        open_replies=len(awaiting(told, clusters=clusters, evidence=evidence)) + discussed.unanswered,
        overdue=late,
        contributions=discussed.contributions,
        notices=discussed.notices,
    )
    return found if documents is None else _with_roadmap(found, documents, Resources(units, years), voice)


def _with_roadmap(found: Overview, documents: Documents, resources: Resources, voice: Voice) -> Overview:
    """The same with what the latest roadmap asks for and does not get."""
    names = names_of(evidence=documents.evidence, strategy=documents.strategy, roadmap=documents.roadmap)
    telling = _Telling(names, voice)
    return replace(
        found,
        overloaded_units=tuple(telling.unit(one) for one in unit_overloads(documents.roadmap, resources)),
        overloaded_years=tuple(telling.year(one) for one in year_overloads(documents.roadmap, resources)),
        missed=telling.missed(documents),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    names: Names
    voice: Voice

    def unit(self, overload: UnitOverload) -> Finding:
        words = self.voice.say(
            "Es fehlen bis zu {missing}, zuerst im {month}.",
            "Up to {missing} are missing, first in {month}.",
            missing=self.voice.fte(overload.missing),
            month=self.voice.month(overload.months[0]),
        )
        return Finding(overload.unit, self.names.get("unit", overload.unit), words)

    def year(self, overload: YearOverload) -> Finding:
        parts = [
            self.voice.say(german, english, amount=self.voice.euros(cents))
            for cents, german, english in (
                (overload.investive_missing, "investiv {amount}", "investive {amount}"),
                (overload.consumptive_missing, "konsumtiv {amount}", "consumptive {amount}"),
            )
            if cents
        ]
        words = self.voice.say("Es fehlen {missing}.", "Missing: {missing}.", missing=self.voice.join(parts))
        return Finding(str(overload.year), Text(str(overload.year)), words)

    def missed(self, documents: Documents) -> tuple[Finding, ...]:
        found = missed_deadlines(documents.strategy.draft.measures, documents.progress)
        return tuple(
            Finding(one.measure, self.names.get("measure", one.measure), self._late(one.deadline, one.end))
            for one in found
        )

    def _late(self, deadline: Month, end: Month | None) -> str:
        if end is None:
            return self.voice.say(
                "Frist {deadline}; steht nicht im Fahrplan.",
                "Deadline {deadline}; not in the roadmap.",
                deadline=self.voice.month(deadline),
            )
        return self.voice.say(
            "Frist {deadline}; fertig nach jetzigem Stand {end}.",
            "Deadline {deadline}; as things stand finished {end}.",
            deadline=self.voice.month(deadline),
            end=self.voice.month(end),
        )
