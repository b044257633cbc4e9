"""Who did what and when.

Personal data: the name of the person who acted. Lines are deleted with their town or when the log's deletion period
ends; nobody can change one (a trigger of the database refuses).
"""

from django.db import models


class AuditLine(models.Model):
    """One deed. `town` is a plain id and `actor` a name, so that the line outlives both."""

    at = models.DateTimeField(auto_now_add=True)
    town = models.CharField(max_length=64, blank=True, db_index=True)
    actor = models.CharField(max_length=120)
    deed = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.deed} {self.subject}".strip()
