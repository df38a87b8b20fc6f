"""What an auditor saw apart from what checks said, units of figures, what an improvement gained, entries made later."""

from django.db import migrations, models


def _text() -> models.TextField:
    return models.TextField(blank=True, default="")


class Migration(migrations.Migration):
    """Members that tell what was seen and measured."""

    dependencies = [
        ("register", "0004_steering"),
    ]

    operations = [
        migrations.AddField("ChecklistItem", "checked", _text()),
        migrations.AddField("Measurement", "measured_in", _text()),
        migrations.AddField("Improvement", "value", models.TextField(blank=True, null=True)),
        migrations.AddField("Improvement", "measured_in", _text()),
        migrations.AddField("Improvement", "measured_from", _text()),
        migrations.AddField("Action", "entered_later", _text()),
        migrations.AddField("Nonconformity", "complaint", _text()),
    ]
