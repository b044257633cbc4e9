from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0002_what_is_published_never_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='survey',
            name='full_quotas',
            field=models.JSONField(default=list),
        ),
    ]
