"""Whoever tries to change such a row is refused by the database."""

from django.db import migrations

from leitplanke_web.audit.immutable import refuse_updates


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0001_initial'),
    ]

    operations = [refuse_updates('monitoring_progressdocument')]
