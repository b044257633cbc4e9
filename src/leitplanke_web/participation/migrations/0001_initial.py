
import django.db.models.deletion
import leitplanke.exchange.surveys.losses
import leitplanke.participation.model.answers
import leitplanke.participation.model.frames
import leitplanke.participation.model.questionnaire
import leitplanke.participation.model.workshops
import leitplanke_web.towns.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('towns', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=200)),
                ('position', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('value', leitplanke_web.towns.fields.ValueField(leitplanke.participation.model.questionnaire.Questionnaire)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
            ],
            options={
                'ordering': ('position', 'id'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EvaluatedVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.questionnaire')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuestionnaireDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=200)),
                ('position', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('value', leitplanke_web.towns.fields.ValueField(leitplanke.participation.model.questionnaire.Questionnaire)),
                ('losses', leitplanke_web.towns.fields.ValuesField(leitplanke.exchange.surveys.losses.Loss, default=tuple)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
            ],
            options={
                'ordering': ('position', 'id'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('pk', models.CompositePrimaryKey('town_id', 'audience', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                ('audience', models.CharField(max_length=64)),
                ('key', models.BigIntegerField()),
                ('frame', models.CharField(max_length=64)),
                ('mode', models.CharField(max_length=16)),
                ('questionnaire', models.CharField(max_length=200)),
                ('answers', leitplanke_web.towns.fields.ValuesField(leitplanke.participation.model.answers.Answer)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
            ],
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('prepared', 'in Vorbereitung'), ('open', 'geöffnet'), ('paused', 'unterbrochen'), ('closed', 'beendet')], default='prepared', max_length=16)),
                ('closes_on', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('questionnaire', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='participation.questionnaire')),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SubmissionToken',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('expires_on', models.DateField()),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PrintedLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=16)),
                ('content', models.BinaryField()),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PaperEntry',
            fields=[
                ('locator', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('entered_by', models.BigIntegerField(null=True)),
                ('sealed', models.BinaryField()),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PageCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(max_length=64)),
                ('question', models.CharField(max_length=200)),
                ('reached', models.PositiveIntegerField(default=0)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('audience', models.CharField(max_length=64)),
                ('frame', models.CharField(max_length=64)),
                ('mode', models.CharField(max_length=16)),
                ('answers', leitplanke_web.towns.fields.ValuesField(leitplanke.participation.model.answers.Answer)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FieldTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(max_length=64)),
                ('question', models.CharField(max_length=200)),
                ('counted', models.CharField(max_length=16)),
                ('option', models.CharField(blank=True, max_length=200)),
                ('count', models.PositiveIntegerField()),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FieldCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('audience', models.CharField(max_length=64)),
                ('mode', models.CharField(max_length=16)),
                ('count', models.PositiveIntegerField()),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('locator', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AccessCode',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('audience', models.CharField(max_length=64)),
                ('frame', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('is_used', models.BooleanField(default=False)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='participation.survey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=200)),
                ('position', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('value', leitplanke_web.towns.fields.ValueField(leitplanke.participation.model.workshops.Workshop)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
            ],
            options={
                'ordering': ('position', 'id'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Frame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=200)),
                ('position', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('value', leitplanke_web.towns.fields.ValueField(leitplanke.participation.model.frames.Frame)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
            ],
            options={
                'ordering': ('position', 'id'),
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('town', 'identifier'), name='participation_frame_identifier')],
            },
        ),
        migrations.CreateModel(
            name='ParticipationDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('schema_version', models.PositiveIntegerField()),
                ('program_version', models.CharField(max_length=32)),
                ('seed', models.BigIntegerField()),
                ('made_from', models.JSONField()),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='towns.town')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('town', 'sha256'), name='participation_participationdocument_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.UniqueConstraint(fields=('town', 'identifier'), name='participation_questionnaire_identifier'),
        ),
        migrations.AddConstraint(
            model_name='evaluatedversion',
            constraint=models.UniqueConstraint(fields=('town',), name='one_evaluated_version'),
        ),
        migrations.AddConstraint(
            model_name='questionnairedraft',
            constraint=models.UniqueConstraint(fields=('town', 'identifier'), name='participation_questionnairedraft_identifier'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'open', 'paused', 'closed'])), name='survey_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='printedlayout',
            constraint=models.UniqueConstraint(fields=('survey', 'fingerprint'), name='one_layout_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='pagecount',
            constraint=models.UniqueConstraint(fields=('survey', 'audience', 'question'), name='one_count_per_page'),
        ),
        migrations.AddConstraint(
            model_name='fieldtally',
            constraint=models.UniqueConstraint(fields=('survey', 'audience', 'question', 'counted', 'option'), name='one_tally_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='fieldcount',
            constraint=models.UniqueConstraint(fields=('survey', 'on', 'audience', 'mode'), name='one_count_per_day'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.UniqueConstraint(fields=('town', 'identifier'), name='participation_workshop_identifier'),
        ),
    ]
