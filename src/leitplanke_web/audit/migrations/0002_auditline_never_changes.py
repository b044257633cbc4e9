"""Whoever tries to change a line of the log is refused by the database."""

from django.db import migrations

from leitplanke_web.audit.immutable import refuse_updates


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [refuse_updates('audit_auditline')]
