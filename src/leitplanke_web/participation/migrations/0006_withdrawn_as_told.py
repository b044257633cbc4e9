from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0005_mail_addresses'),
    ]

    operations = [
        migrations.AddField(
            model_name='survey',
            name='withdrawn_told',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
