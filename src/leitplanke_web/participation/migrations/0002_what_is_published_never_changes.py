"""Whoever tries to change such a row is refused by the database."""

from django.db import migrations

from leitplanke_web.audit.immutable import refuse_updates


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0001_initial'),
    ]

    operations = [
        refuse_updates('participation_participationdocument'),
        refuse_updates('participation_questionnaire'),
    ]
