"""Towns, who may do what in them, and the rows that belong to a town.

Personal data: `Membership` says who works for which town; erased with the account or the town. `Town.details` may name
the mayor and the data protection officer, as the imprint has to; changed by an administrator, erased with the town.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from leitplanke.exchange.documents import digest
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.town import TownProfile
from leitplanke_web.towns.fields import ValueField

MOST_IDENTIFIER = 200  # the longest that the core makes: audience.themes.theme


class Town(models.Model):
    """A tenant; its id is that of its town folder. `version` counts the changes of what stands in this row."""

    id = models.CharField(primary_key=True, max_length=64, validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")])
    profile = ValueField(TownProfile)
    details = ValueField(TownDetails, default=TownDetails)
    priority_question = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class Role(models.TextChoices):
    """What a person may do in a town; an administrator may do everything that an editor may."""

    EDITOR = "editor", _("Bearbeitung")
    ADMINISTRATOR = "administrator", _("Verwaltung")


class Membership(models.Model):
    """A person's role in a town."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices)

    objects: ClassVar["models.Manager[Self]"] = ScopedManager(town="town")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "town"), name="one_role_per_person_and_town"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.town_id}"


class TownRow(models.Model):
    """A row that belongs to one town: without an active scope no query reads it."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar["models.Manager[Self]"] = ScopedManager(town="town")

    class Meta:
        abstract = True


class Part(TownRow):
    """One of several like things of a town, in the town's own order.

    `version` counts the changes: whoever saves says which version they saw, and two editors never overwrite each other.
    """

    identifier = models.CharField(max_length=MOST_IDENTIFIER)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TownRow.Meta):
        abstract = True
        ordering: ClassVar = ("position", "id")
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("town", "identifier"), name="%(app_label)s_%(class)s_identifier"),
        )

    def __str__(self) -> str:
        return self.identifier


class Handover(TownRow):
    """The immutable document in which a stage ends, as the core wrote it: `content` hashes to `sha256`.

    Equal documents are one row. A trigger of the database refuses every change; a row goes only with its town.
    """

    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    schema_version = models.PositiveIntegerField()
    program_version = models.CharField(max_length=32)
    seed = models.BigIntegerField()
    made_from = models.JSONField()

    class Meta(TownRow.Meta):
        abstract = True
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("town", "sha256"), name="%(app_label)s_%(class)s_once"),
        )

    def __str__(self) -> str:
        return self.sha256[:12]

    @classmethod
    def keep(cls, town: Town, content: bytes, *, provenance: Provenance) -> None:
        """Store a document as the core wrote it, unless an equal one is there."""
        described = {
            "content": content,
            "schema_version": provenance.schema_version,
            "program_version": provenance.program_version,
            "seed": provenance.seed,
            "made_from": [{"name": source.name, "sha256": source.sha256} for source in provenance.made_from],
        }
        cls.objects.only("pk").get_or_create(town=town, sha256=digest(content), defaults=described)

    @classmethod
    def contents(cls, town: Town, sha256: str) -> "models.QuerySet[Self, tuple[str, bytes]]":
        """Digest and bytes of the town's document with this digest, to be read along with those of other stages."""
        return cls.objects.filter(town=town, sha256=sha256).order_by().values_list("sha256", "content")
