"""Who acts, files of evidence, and the history."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who acts, files of evidence, and the history."""

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, default="")),
                ("office", models.TextField(blank=True, default="")),
                ("duties", models.JSONField(blank=True, default=list)),
                ("processes", models.JSONField(blank=True, default=list)),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("title", models.TextField(blank=True, default="")),
                ("unit", models.TextField(blank=True, default="")),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="post_key")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("reference", models.TextField(primary_key=True, serialize=False)),
                ("year", models.BigIntegerField(default=0)),
                ("number", models.BigIntegerField(default=0)),
                ("revision", models.BigIntegerField(default=0)),
                ("search", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, default="")),
                ("media_type", models.TextField(blank=True, default="")),
                ("size_bytes", models.BigIntegerField(default=0)),
                ("added_by", models.TextField(blank=True, default="")),
                ("added_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.TextField()),
                ("actor", models.TextField(db_index=True)),
                ("role", models.TextField()),
                ("kind", models.TextField()),
                ("reference", models.TextField()),
                ("type", models.TextField()),
                ("from_state", models.TextField()),
                ("to_state", models.TextField()),
                ("payload", models.TextField()),
                ("prev_hash", models.TextField()),
                ("hash", models.TextField(unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "reference", "seq"], name="event_record")],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("hash", models.TextField()),
                ("register", models.TextField()),
            ],
        ),
    ]
