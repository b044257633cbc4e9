"""What a run tells are values of the core, and it says which moment's data it computes with."""

from django.db import migrations, models

import leitplanke.exchange.obstacles
import leitplanke.kernel.progress
import leitplanke_web.towns.fields


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0002_publication_never_changes'),
    ]

    operations = [
        migrations.RemoveField(model_name='run', name='messages'),
        migrations.RemoveField(model_name='run', name='outcomes'),
        migrations.AddField(
            model_name='run',
            name='outcomes',
            field=leitplanke_web.towns.fields.ValuesField(leitplanke.kernel.progress.StageDone, default=tuple),
        ),
        migrations.AddField(
            model_name='run',
            name='obstacles',
            field=leitplanke_web.towns.fields.ValuesField(leitplanke.exchange.obstacles.Obstacle, default=tuple),
        ),
        migrations.AddField(model_name='run', name='read_at', field=models.DateTimeField(null=True)),
    ]
