"""Audits, findings and inspections."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Audits, findings and inspections."""

    dependencies = [
        ("register", "0002_nonconformities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, default="")),
                ("period_from", models.DateField(blank=True, null=True)),
                ("period_to", models.DateField(blank=True, null=True)),
                ("objectives", models.TextField(blank=True, default="")),
                ("risks", models.JSONField(blank=True, default=list)),
                ("resources", models.TextField(blank=True, default="")),
                ("coverage_rule", models.TextField(blank=True, default="")),
                ("responsible", models.TextField(blank=True, default="")),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, db_index=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("programme", models.TextField(blank=True, db_index=True, default="")),
                ("title", models.TextField(blank=True, default="")),
                ("scope", models.TextField(blank=True, default="")),
                ("processes", models.JSONField(blank=True, default=list)),
                ("locations", models.JSONField(blank=True, default=list)),
                ("criteria", models.JSONField(blank=True, default=list)),
                ("method", models.TextField(blank=True, default="")),
                ("starts_on", models.DateField(blank=True, db_index=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("client", models.TextField(blank=True, default="")),
                ("auditee", models.TextField(blank=True, default="")),
                ("sampling_plan", models.TextField(blank=True, default="")),
                ("team", models.JSONField(blank=True, default=dict)),
                ("previous_audit", models.TextField(blank=True, default="")),
                ("summary", models.TextField(blank=True, default="")),
                ("limitations", models.TextField(blank=True, default="")),
                ("disagreements", models.TextField(blank=True, default="")),
                ("distribution", models.JSONField(blank=True, default=list)),
                ("reported_on", models.DateField(blank=True, null=True)),
                ("report_stamp", models.TextField(blank=True, default="")),
                ("cancelled_reason", models.TextField(blank=True, default="")),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("requirement", models.TextField(blank=True, db_index=True, default="")),
                ("question", models.TextField(blank=True, default="")),
                ("process", models.TextField(blank=True, db_index=True, default="")),
                ("check_results", models.JSONField(blank=True, default=list)),
                ("note", models.TextField(blank=True, default="")),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("grade", models.TextField(blank=True, null=True)),
                ("not_sampled_reason", models.TextField(blank=True, default="")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checklist", to="register.audit"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="checklist_key")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("auditor", models.TextField(blank=True, db_index=True, default="")),
                ("state", models.TextField(blank=True, db_index=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("audit", models.TextField(blank=True, db_index=True, default="")),
                ("process", models.TextField(blank=True, db_index=True, default="")),
                ("grade", models.TextField(blank=True, null=True)),
                ("statement", models.TextField(blank=True, default="")),
                ("requirements", models.JSONField(blank=True, default=dict)),
                ("evidence", models.JSONField(blank=True, default=dict)),
                ("sampling_note", models.TextField(blank=True, default="")),
                ("check_results", models.JSONField(blank=True, default=list)),
                ("contested_reason", models.TextField(blank=True, default="")),
                ("nonconformity", models.TextField(blank=True, db_index=True, default="")),
                ("improvement", models.TextField(blank=True, default="")),
                ("found_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, db_index=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("unit", models.TextField(blank=True, default="")),
                ("inspected_on", models.DateField(blank=True, db_index=True, null=True)),
                ("surprise", models.BooleanField(default=True)),
                ("decision", models.TextField(blank=True, default="")),
                ("findings", models.JSONField(blank=True, default=list)),
                ("dossiers", models.JSONField(blank=True, default=list)),
                ("explanation_due", models.DateField(blank=True, null=True)),
                ("explanation_received", models.DateField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True, null=True)),
                ("nonconformity", models.TextField(blank=True, default="")),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
