"""Nonconformities and their parts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nonconformities and their parts."""

    dependencies = [
        ("register", "0001_people_and_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="Nonconformity",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("reporter", models.TextField(blank=True, db_index=True, default="")),
                ("state", models.TextField(blank=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("source", models.TextField(blank=True, null=True)),
                ("statement", models.TextField(blank=True, default="")),
                ("detected_on", models.DateField(blank=True, null=True)),
                ("audit", models.TextField(blank=True, db_index=True, default="")),
                ("auditor", models.TextField(blank=True, default="")),
                ("recurrence_of", models.TextField(blank=True, default="")),
                ("check_result", models.TextField(blank=True, db_index=True, default="")),
                ("process", models.TextField(blank=True, default="")),
                ("owner", models.TextField(blank=True, db_index=True, default="")),
                ("former_owners", models.JSONField(blank=True, default=list)),
                ("grade", models.TextField(blank=True, null=True)),
                ("original_grade", models.TextField(blank=True, null=True)),
                ("consequence", models.TextField(blank=True, default="")),
                ("containment", models.JSONField(blank=True, null=True)),
                ("rejection", models.TextField(blank=True, null=True)),
                ("duplicate_of", models.TextField(blank=True, default="")),
                ("action_need", models.JSONField(blank=True, null=True)),
                ("similar_search", models.JSONField(blank=True, null=True)),
                ("risk_change", models.JSONField(blank=True, null=True)),
                ("qms_change", models.JSONField(blank=True, null=True)),
                ("review_postponed_to", models.DateField(blank=True, null=True)),
                ("addenda", models.JSONField(blank=True, default=dict)),
                ("baselines", models.JSONField(blank=True, default=dict)),
                ("reported_on", models.DateField(blank=True, null=True)),
                ("triaged_on", models.DateField(blank=True, null=True)),
                ("planned_on", models.DateField(blank=True, null=True)),
                ("approved_by", models.TextField(blank=True, default="")),
                ("implemented_on", models.DateField(blank=True, null=True)),
                ("reviewed_by", models.TextField(blank=True, default="")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("iteration", models.BigIntegerField(default=1)),
                ("extensions", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["year", "number"], name="nc_number"),
                    models.Index(fields=["state", "office"], name="nc_state"),
                    models.Index(fields=["process", "detected_on"], name="nc_process"),
                    models.Index(fields=["detected_on"], name="nc_detected"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("kind", models.TextField(blank=True, default="")),
                ("ref", models.TextField(blank=True, db_index=True, default="")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="register.nonconformity",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="requirement_key")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("text", models.TextField(blank=True, default="")),
                ("file", models.TextField(blank=True, db_index=True, default="")),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("collected_on", models.DateField(blank=True, null=True)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="register.nonconformity",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="evidence_key")],
            },
        ),
        migrations.CreateModel(
            name="CauseAnalysis",
            fields=[
                (
                    "of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="analysis",
                        serialize=False,
                        to="register.nonconformity",
                    ),
                ),
                ("method", models.TextField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("unknown_reason", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Cause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("text", models.TextField(blank=True, default="")),
                ("parent", models.TextField(blank=True, default="")),
                ("root", models.BooleanField(default=False)),
                ("category", models.TextField(blank=True, null=True)),
                ("happened_on", models.DateField(blank=True, null=True)),
                ("evidence", models.TextField(blank=True, default="")),
                ("confirmed", models.BooleanField(default=False)),
                ("verified_by", models.TextField(blank=True, null=True)),
                ("stamp", models.TextField(blank=True, default="")),
                ("accepted_reason", models.TextField(blank=True, default="")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="causes", to="register.nonconformity"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="cause_key")],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("kind", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("owner", models.TextField(blank=True, db_index=True, default="")),
                ("due", models.DateField(blank=True, null=True)),
                ("original_due", models.DateField(blank=True, null=True)),
                ("expected_evidence", models.TextField(blank=True, default="")),
                ("covers", models.JSONField(blank=True, default=list)),
                ("state", models.TextField(blank=True, default="")),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("verified_by", models.TextField(blank=True, default="")),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("cancelled_reason", models.TextField(blank=True, default="")),
                ("cancelled_by", models.TextField(blank=True, default="")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="register.nonconformity"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due"], name="action_due")],
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="action_key")],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="criterion",
                        serialize=False,
                        to="register.nonconformity",
                    ),
                ),
                ("metric", models.TextField(blank=True, default="")),
                ("baseline", models.TextField(blank=True, null=True)),
                ("target", models.TextField(blank=True, null=True)),
                ("direction", models.TextField(blank=True, default="")),
                ("source", models.TextField(blank=True, default="")),
                ("period_days", models.BigIntegerField(default=0)),
                ("window_days", models.BigIntegerField(default=0)),
                ("reviewer", models.TextField(blank=True, db_index=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="review",
                        serialize=False,
                        to="register.nonconformity",
                    ),
                ),
                ("value", models.TextField(blank=True, null=True)),
                ("source", models.TextField(blank=True, null=True)),
                ("period_from", models.DateField(blank=True, null=True)),
                ("period_to", models.DateField(blank=True, null=True)),
                ("residual_risk", models.TextField(blank=True, default="")),
                ("override_reason", models.TextField(blank=True, default="")),
            ],
        ),
    ]
