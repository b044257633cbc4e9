"""Whoever tries to change such a row is refused by the database."""

from django.db import migrations

from leitplanke_web.audit.immutable import refuse_updates


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_withdrawal'),
    ]

    operations = [refuse_updates('portal_withdrawal')]
