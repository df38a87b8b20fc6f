"""Improvements, complaints, surveys, reviews and figures."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Improvements, complaints, surveys, reviews and figures."""

    dependencies = [
        ("register", "0003_audits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Improvement",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, db_index=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("process", models.TextField(blank=True, db_index=True, default="")),
                ("finding", models.TextField(blank=True, default="")),
                ("statement", models.TextField(blank=True, default="")),
                ("owner", models.TextField(blank=True, db_index=True, default="")),
                ("due", models.DateField(blank=True, null=True)),
                ("declined_reason", models.TextField(blank=True, default="")),
                ("result", models.TextField(blank=True, default="")),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, db_index=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("received_on", models.DateField(blank=True, db_index=True, null=True)),
                ("channel", models.TextField(blank=True, default="")),
                ("complainant", models.TextField(blank=True, default="")),
                ("process", models.TextField(blank=True, db_index=True, default="")),
                ("case_reference", models.TextField(blank=True, default="")),
                ("description", models.TextField(blank=True, default="")),
                ("remedy_sought", models.TextField(blank=True, default="")),
                ("acknowledged_on", models.DateField(blank=True, null=True)),
                ("severity", models.TextField(blank=True, default="")),
                ("safety", models.BooleanField(default=False)),
                ("complexity", models.TextField(blank=True, default="")),
                ("impact", models.TextField(blank=True, default="")),
                ("immediate_action", models.TextField(blank=True, default="")),
                ("owner", models.TextField(blank=True, db_index=True, default="")),
                ("investigation", models.TextField(blank=True, default="")),
                ("response_on", models.DateField(blank=True, null=True)),
                ("decision", models.TextField(blank=True, default="")),
                ("reaction", models.TextField(blank=True, null=True)),
                ("recourse_informed", models.BooleanField(default=False)),
                ("nonconformity", models.TextField(blank=True, default="")),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("process", models.TextField(blank=True, db_index=True, default="")),
                ("question", models.TextField(blank=True, default="")),
                ("channel", models.TextField(blank=True, default="")),
                ("period_from", models.DateField(blank=True, null=True)),
                ("period_to", models.DateField(blank=True, db_index=True, null=True)),
                ("asked", models.BigIntegerField(default=0)),
                ("answered", models.BigIntegerField(default=0)),
                ("satisfied", models.BigIntegerField(default=0)),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ManagementReview",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("held_on", models.DateField(blank=True, db_index=True, null=True)),
                ("chair", models.TextField(blank=True, default="")),
                ("participants", models.JSONField(blank=True, default=list)),
                ("inputs", models.JSONField(blank=True, default=dict)),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("text", models.TextField(blank=True, default="")),
                ("owner", models.TextField(blank=True, db_index=True, default="")),
                ("due", models.DateField(blank=True, null=True)),
                ("link", models.TextField(blank=True, default="")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="register.managementreview",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="decision_key")],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("metric", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("process", models.TextField(blank=True, default="")),
                ("period_from", models.DateField(blank=True, null=True)),
                ("period_to", models.DateField(blank=True, null=True)),
                ("value", models.TextField(blank=True, null=True)),
                ("cases", models.BigIntegerField(default=0)),
                ("source", models.TextField(blank=True, null=True)),
                ("evidence", models.TextField(blank=True, default="")),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["metric", "period_to"], name="measurement_metric")],
            },
        ),
    ]
