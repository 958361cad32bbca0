from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import encrypted_fields.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import members.models.application
import members.models.base
import members.models.certificate
import members.validators


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0004_directory"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountingPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sales_journal",
                    models.CharField(
                        default="VE",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{1,6}$", "Un journal se note en six capitales ou chiffres au plus."
                            )
                        ],
                        verbose_name="journal des ventes",
                    ),
                ),
                ("sales_journal_name", models.CharField(default="Ventes", max_length=60, verbose_name="son libellé")),
                (
                    "bank_journal",
                    models.CharField(
                        default="BQ",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{1,6}$", "Un journal se note en six capitales ou chiffres au plus."
                            )
                        ],
                        verbose_name="journal de banque",
                    ),
                ),
                ("bank_journal_name", models.CharField(default="Banque", max_length=60, verbose_name="son libellé")),
                (
                    "members_account",
                    models.CharField(
                        default="411000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte des adhérents",
                    ),
                ),
                (
                    "members_account_name",
                    models.CharField(default="Adhérents", max_length=60, verbose_name="son libellé"),
                ),
                (
                    "fees_account",
                    models.CharField(
                        default="756000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte des cotisations",
                    ),
                ),
                (
                    "fees_account_name",
                    models.CharField(default="Cotisations", max_length=60, verbose_name="son libellé"),
                ),
                (
                    "shares_account",
                    models.CharField(
                        default="467000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte des parts régionales",
                    ),
                ),
                (
                    "shares_account_name",
                    models.CharField(default="Parts régionales à reverser", max_length=60, verbose_name="son libellé"),
                ),
                (
                    "bank_account",
                    models.CharField(
                        default="512000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte de banque",
                    ),
                ),
                ("bank_account_name", models.CharField(default="Banque", max_length=60, verbose_name="son libellé")),
            ],
            options={
                "verbose_name": "plan comptable",
                "verbose_name_plural": "plan comptable",
            },
        ),
        migrations.CreateModel(
            name="AccountingPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "sales_journal",
                    models.CharField(
                        default="VE",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{1,6}$", "Un journal se note en six capitales ou chiffres au plus."
                            )
                        ],
                        verbose_name="journal des ventes",
                    ),
                ),
                ("sales_journal_name", models.CharField(default="Ventes", max_length=60, verbose_name="son libellé")),
                (
                    "bank_journal",
                    models.CharField(
                        default="BQ",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{1,6}$", "Un journal se note en six capitales ou chiffres au plus."
                            )
                        ],
                        verbose_name="journal de banque",
                    ),
                ),
                ("bank_journal_name", models.CharField(default="Banque", max_length=60, verbose_name="son libellé")),
                (
                    "members_account",
                    models.CharField(
                        default="411000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte des adhérents",
                    ),
                ),
                (
                    "members_account_name",
                    models.CharField(default="Adhérents", max_length=60, verbose_name="son libellé"),
                ),
                (
                    "fees_account",
                    models.CharField(
                        default="756000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte des cotisations",
                    ),
                ),
                (
                    "fees_account_name",
                    models.CharField(default="Cotisations", max_length=60, verbose_name="son libellé"),
                ),
                (
                    "shares_account",
                    models.CharField(
                        default="467000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte des parts régionales",
                    ),
                ),
                (
                    "shares_account_name",
                    models.CharField(default="Parts régionales à reverser", max_length=60, verbose_name="son libellé"),
                ),
                (
                    "bank_account",
                    models.CharField(
                        default="512000",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{3,12}$", "Un compte compte de 3 à 12 chiffres.")
                        ],
                        verbose_name="compte de banque",
                    ),
                ),
                ("bank_account_name", models.CharField(default="Banque", max_length=60, verbose_name="son libellé")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.accountingplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="empreinte SHA-256")),
                (
                    "account",
                    models.CharField(
                        help_text="Le début et la fin du numéro seulement.", max_length=40, verbose_name="compte"
                    ),
                ),
                ("account_key", models.CharField(max_length=64, verbose_name="empreinte du compte")),
                ("starts", models.DateField(verbose_name="du")),
                ("ends", models.DateField(verbose_name="au")),
                (
                    "opening_balance",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="solde de départ"),
                ),
                (
                    "closing_balance",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="solde final"),
                ),
                ("notices", models.JSONField(default=list, verbose_name="avertissements")),
                ("known_lines", models.PositiveIntegerField(default=0, verbose_name="lignes déjà connues")),
                ("imported_at", models.DateTimeField(auto_now_add=True, verbose_name="déposé le")),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="déposé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "relevé bancaire",
                "verbose_name_plural": "relevés bancaires",
                "ordering": ["-ends", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField(verbose_name="rang")),
                ("booked_on", models.DateField(verbose_name="date")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="montant")),
                ("label", models.CharField(max_length=600, verbose_name="libellé")),
                ("end_to_end", models.CharField(blank=True, max_length=70, verbose_name="référence de bout en bout")),
                ("counterparty", models.CharField(blank=True, max_length=140, verbose_name="tiers")),
                ("return_code", models.CharField(blank=True, max_length=4, verbose_name="code de rejet")),
                ("account_key", models.CharField(max_length=64)),
                ("bank_id", models.CharField(max_length=140, verbose_name="identifiant de la banque")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "à rapprocher"), ("matched", "rapprochée"), ("set_aside", "écartée")],
                        default="new",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="motif")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="traitée le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="traitée par",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="members.bankstatement",
                        verbose_name="relevé",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de relevé",
                "verbose_name_plural": "lignes de relevé",
                "ordering": ["statement", "rank"],
                "indexes": [models.Index(fields=["statement", "state"], name="bank_line_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("account_key", "bank_id"), name="bank_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "set_aside"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="bank_line_set_aside_for_a_reason",
                        violation_error_message="Dites pourquoi cette ligne est écartée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("rank", models.PositiveIntegerField(verbose_name="rang")),
                ("booked_on", models.DateField(verbose_name="date")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="montant")),
                ("label", models.CharField(max_length=600, verbose_name="libellé")),
                ("end_to_end", models.CharField(blank=True, max_length=70, verbose_name="référence de bout en bout")),
                ("counterparty", models.CharField(blank=True, max_length=140, verbose_name="tiers")),
                ("return_code", models.CharField(blank=True, max_length=4, verbose_name="code de rejet")),
                ("account_key", models.CharField(max_length=64)),
                ("bank_id", models.CharField(max_length=140, verbose_name="identifiant de la banque")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "à rapprocher"), ("matched", "rapprochée"), ("set_aside", "écartée")],
                        default="new",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="motif")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="traitée le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="traitée par",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.bankline",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.bankstatement",
                        verbose_name="relevé",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BouncedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="adresse")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                ("since", models.DateTimeField(verbose_name="depuis")),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vide : le serveur de messagerie.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
            ],
            options={
                "verbose_name": "adresse qui ne reçoit plus",
                "verbose_name_plural": "adresses qui ne reçoivent plus",
                "ordering": ["-since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                        name="bounced_address_small_letters",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BouncedAddressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="adresse")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                ("since", models.DateTimeField(verbose_name="depuis")),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Vide : le serveur de messagerie.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.bouncedaddress",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="numéro")),
                (
                    "token",
                    models.CharField(
                        default=members.models.certificate.new_token, max_length=32, unique=True, verbose_name="jeton"
                    ),
                ),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="délivrée le")),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="members.membership",
                        verbose_name="adhésion",
                    ),
                ),
            ],
            options={
                "verbose_name": "attestation d'adhésion",
                "verbose_name_plural": "attestations d'adhésion",
                "ordering": ["-issued_at"],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old", models.JSONField(verbose_name="valeurs d'alors")),
                ("new", models.JSONField(verbose_name="valeurs demandées")),
                ("reason", models.TextField(max_length=1000, verbose_name="raison")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "en attente"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                            ("withdrawn", "retirée"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="demandée le")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="traitée le")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="réponse")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandée par",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="traitée par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_requests",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de correction",
                "verbose_name_plural": "demandes de correction",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("organisation",),
                        name="change_request_one_waiting",
                        violation_error_message="Une demande de correction attend déjà une réponse.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "asked"), ("decided_at__isnull", False), _connector="XOR"),
                        name="change_request_decided_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("old", models.JSONField(verbose_name="valeurs d'alors")),
                ("new", models.JSONField(verbose_name="valeurs demandées")),
                ("reason", models.TextField(max_length=1000, verbose_name="raison")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "en attente"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                            ("withdrawn", "retirée"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="demandée le")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="traitée le")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="réponse")),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandée par",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="traitée par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.changerequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="College",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="nom")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("member", "adhérent"), ("sympathiser", "sympathisant")], max_length=12
                        ),
                        default=list,
                        help_text="Les adhésions qui y entrent.",
                        size=None,
                        verbose_name="qualités",
                    ),
                ),
                (
                    "votes_rule",
                    models.CharField(
                        choices=[("one", "une voix par structure"), ("bracket", "des voix selon les ETP d'insertion")],
                        default="one",
                        max_length=7,
                        verbose_name="voix",
                    ),
                ),
                (
                    "consultative",
                    models.BooleanField(
                        default=False,
                        help_text="Assiste et donne son avis, sans voix ni pouvoir.",
                        verbose_name="consultatif",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Une structure entre dans le premier collège qui reçoit sa qualité.",
                        verbose_name="ordre",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="en vigueur")),
            ],
            options={
                "verbose_name": "collège",
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="CollegeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("member", "adhérent"), ("sympathiser", "sympathisant")], max_length=12
                        ),
                        default=list,
                        help_text="Les adhésions qui y entrent.",
                        size=None,
                        verbose_name="qualités",
                    ),
                ),
                (
                    "votes_rule",
                    models.CharField(
                        choices=[("one", "une voix par structure"), ("bracket", "des voix selon les ETP d'insertion")],
                        default="one",
                        max_length=7,
                        verbose_name="voix",
                    ),
                ),
                (
                    "consultative",
                    models.BooleanField(
                        default=False,
                        help_text="Assiste et donne son avis, sans voix ni pouvoir.",
                        verbose_name="consultatif",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Une structure entre dans le premier collège qui reçoit sa qualité.",
                        verbose_name="ordre",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="en vigueur")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.college",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DebitBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("collection_on", models.DateField(verbose_name="date de prélèvement")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "en préparation"),
                            ("sent", "remise à la banque"),
                            ("settled", "encaissée"),
                            ("cancelled", "abandonnée"),
                        ],
                        default="prepared",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        blank=True, max_length=35, null=True, unique=True, verbose_name="identifiant du message"
                    ),
                ),
                (
                    "content",
                    encrypted_fields.fields.EncryptedTextField(editable=False, null=True, verbose_name="fichier"),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="empreinte du fichier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="préparée le")),
                ("notified_at", models.DateTimeField(blank=True, null=True, verbose_name="annoncée le")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="remise le")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="encaissée le")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="préparée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "remise de prélèvements",
                "verbose_name_plural": "remises de prélèvements",
                "ordering": ["-collection_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["prepared", "cancelled"]),
                            models.Q(("sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="debit_batch_sent_has_file",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DebitBatchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("collection_on", models.DateField(verbose_name="date de prélèvement")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "en préparation"),
                            ("sent", "remise à la banque"),
                            ("settled", "encaissée"),
                            ("cancelled", "abandonnée"),
                        ],
                        default="prepared",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                (
                    "message_id",
                    models.CharField(blank=True, max_length=35, null=True, verbose_name="identifiant du message"),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="empreinte du fichier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="préparée le")),
                ("notified_at", models.DateTimeField(blank=True, null=True, verbose_name="annoncée le")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="remise le")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="encaissée le")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="préparée par",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.debitbatch",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DistinctPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="noté le")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="première structure",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="seconde structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "structures distinctes",
                "verbose_name_plural": "structures distinctes",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="distinct_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="distinct_pair_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DistinctPairEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="noté le")),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="première structure",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.distinctpair",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="seconde structure",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeeScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année de campagne",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "en préparation"), ("adopted", "adopté")],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopté le")),
                (
                    "adopted_by",
                    models.CharField(
                        blank=True, help_text="Conseil d'administration, AG…", max_length=80, verbose_name="adopté par"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("insertion_fte", "ETP d'insertion"), ("total_fte", "effectif total en ETP")],
                        default="insertion_fte",
                        max_length=13,
                        verbose_name="assiette",
                    ),
                ),
                (
                    "rounding",
                    models.CharField(
                        choices=[("0.01", "au centime"), ("1", "à l'euro"), ("5", "aux 5 euros")],
                        default="0.01",
                        max_length=4,
                        verbose_name="arrondi",
                    ),
                ),
                (
                    "floor",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="plancher"),
                ),
                (
                    "cap",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="plafond"),
                ),
                (
                    "sympathiser_fee",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=9, verbose_name="cotisation des sympathisants"
                    ),
                ),
                (
                    "new_member_discount",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="remise aux nouveaux adhérents (%)",
                    ),
                ),
                (
                    "prorata",
                    models.BooleanField(
                        default=True,
                        help_text="Qui arrive au 2e trimestre doit les trois quarts, au 3e la moitié, au 4e le quart.",
                        verbose_name="au prorata du trimestre d'arrivée",
                    ),
                ),
                (
                    "national_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("100"),
                        help_text="Le reste revient à l'association régionale. Sans association dans la région, tout est national.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="part nationale (%)",
                    ),
                ),
            ],
            options={
                "verbose_name": "barème",
                "ordering": ["-year", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("floor__isnull", True), ("floor__gte", 0), _connector="OR"),
                            models.Q(("cap__isnull", True), ("cap__gte", 0), _connector="OR"),
                        ),
                        name="fee_scale_bounds_positive",
                        violation_error_message="Un plancher ou un plafond ne peut pas être négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("floor__isnull", True),
                            ("cap__isnull", True),
                            ("floor__lte", models.F("cap")),
                            _connector="OR",
                        ),
                        name="fee_scale_floor_under_cap",
                        violation_error_message="Le plancher doit être inférieur ou égal au plafond.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sympathiser_fee__gte", 0)),
                        name="fee_scale_sympathiser_positive",
                        violation_error_message="Une cotisation ne peut pas être négative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeBracket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "upper",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="jusqu'à (compris)"
                    ),
                ),
                ("fixed", models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name="part fixe")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=4, default=0, max_digits=9, verbose_name="par unité au-delà de la borne basse"
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brackets",
                        to="members.feescale",
                        verbose_name="barème",
                    ),
                ),
            ],
            options={
                "verbose_name": "tranche",
                "ordering": [models.OrderBy(models.F("upper"), nulls_last=True)],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scale", "upper"),
                        name="fee_bracket_once",
                        nulls_distinct=False,
                        violation_error_message="Deux tranches ont la même borne.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fixed__gte", 0),
                            ("rate__gte", 0),
                            models.Q(("upper__isnull", True), ("upper__gt", 0), _connector="OR"),
                        ),
                        name="fee_bracket_positive",
                        violation_error_message="Les bornes et les montants d'une tranche sont positifs.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeScaleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année de campagne",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "en préparation"), ("adopted", "adopté")],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopté le")),
                (
                    "adopted_by",
                    models.CharField(
                        blank=True, help_text="Conseil d'administration, AG…", max_length=80, verbose_name="adopté par"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("insertion_fte", "ETP d'insertion"), ("total_fte", "effectif total en ETP")],
                        default="insertion_fte",
                        max_length=13,
                        verbose_name="assiette",
                    ),
                ),
                (
                    "rounding",
                    models.CharField(
                        choices=[("0.01", "au centime"), ("1", "à l'euro"), ("5", "aux 5 euros")],
                        default="0.01",
                        max_length=4,
                        verbose_name="arrondi",
                    ),
                ),
                (
                    "floor",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="plancher"),
                ),
                (
                    "cap",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="plafond"),
                ),
                (
                    "sympathiser_fee",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=9, verbose_name="cotisation des sympathisants"
                    ),
                ),
                (
                    "new_member_discount",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="remise aux nouveaux adhérents (%)",
                    ),
                ),
                (
                    "prorata",
                    models.BooleanField(
                        default=True,
                        help_text="Qui arrive au 2e trimestre doit les trois quarts, au 3e la moitié, au 4e le quart.",
                        verbose_name="au prorata du trimestre d'arrivée",
                    ),
                ),
                (
                    "national_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("100"),
                        help_text="Le reste revient à l'association régionale. Sans association dans la région, tout est national.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="part nationale (%)",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.feescale",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeeShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "national_percent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="part nationale (%)",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="members.region", verbose_name="région"
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="members.feescale",
                        verbose_name="barème",
                    ),
                ),
            ],
            options={
                "verbose_name": "part d'une région",
                "verbose_name_plural": "parts des régions",
                "ordering": ["region__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scale", "region"),
                        name="fee_share_once",
                        violation_error_message="Cette région a déjà sa part dans ce barème.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GeneralMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "assemblée générale ordinaire"),
                            ("extraordinary", "assemblée générale extraordinaire"),
                        ],
                        default="ordinary",
                        max_length=13,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="heure")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                (
                    "record_date",
                    models.DateField(
                        help_text="Votent les structures dont l'adhésion est valable ce jour-là.",
                        verbose_name="date d'arrêté de la liste",
                    ),
                ),
                (
                    "quorum_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("50"),
                        help_text="Part des voix de la liste qui doivent être présentes ou représentées ; 0, sans quorum.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="quorum (%)",
                    ),
                ),
                (
                    "second_call",
                    models.BooleanField(
                        default=False,
                        help_text="Faute de quorum à la première, l'assemblée délibère sans quorum.",
                        verbose_name="deuxième convocation",
                    ),
                ),
                (
                    "max_proxies",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Le plus de pouvoirs qu'une même structure peut porter.",
                        verbose_name="pouvoirs par structure",
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "majorité simple des suffrages exprimés"),
                            ("two_thirds", "deux tiers des suffrages exprimés"),
                        ],
                        default="simple",
                        help_text="Celle des résolutions, sauf pour celles qui en disent une autre.",
                        max_length=10,
                        verbose_name="majorité",
                    ),
                ),
                (
                    "abstentions_are_cast",
                    models.BooleanField(
                        default=False,
                        help_text="Selon les statuts.",
                        verbose_name="les abstentions comptent parmi les suffrages exprimés",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "en préparation"),
                            ("roll_frozen", "liste électorale figée"),
                            ("open", "ouverte"),
                            ("closed", "clôturée"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                (
                    "frozen_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="liste figée le"),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ouverte le")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="close le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifiée le")),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="members.generalmeeting",
                        verbose_name="première convocation",
                    ),
                ),
            ],
            options={
                "verbose_name": "assemblée générale",
                "verbose_name_plural": "assemblées générales",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("record_date__lte", models.F("held_on"))),
                        name="meeting_record_date_before",
                        violation_error_message="La liste est arrêtée au plus tard le jour de l'assemblée.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quorum_percent__gte", 0), ("quorum_percent__lte", 100)),
                        name="meeting_quorum_is_a_share",
                        violation_error_message="Le quorum est une part, de 0 à 100 %.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "prepared"), ("frozen_at__isnull", False), _connector="OR"),
                        name="meeting_frozen_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GeneralMeetingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "assemblée générale ordinaire"),
                            ("extraordinary", "assemblée générale extraordinaire"),
                        ],
                        default="ordinary",
                        max_length=13,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="heure")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                (
                    "record_date",
                    models.DateField(
                        help_text="Votent les structures dont l'adhésion est valable ce jour-là.",
                        verbose_name="date d'arrêté de la liste",
                    ),
                ),
                (
                    "quorum_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("50"),
                        help_text="Part des voix de la liste qui doivent être présentes ou représentées ; 0, sans quorum.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="quorum (%)",
                    ),
                ),
                (
                    "second_call",
                    models.BooleanField(
                        default=False,
                        help_text="Faute de quorum à la première, l'assemblée délibère sans quorum.",
                        verbose_name="deuxième convocation",
                    ),
                ),
                (
                    "max_proxies",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Le plus de pouvoirs qu'une même structure peut porter.",
                        verbose_name="pouvoirs par structure",
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "majorité simple des suffrages exprimés"),
                            ("two_thirds", "deux tiers des suffrages exprimés"),
                        ],
                        default="simple",
                        help_text="Celle des résolutions, sauf pour celles qui en disent une autre.",
                        max_length=10,
                        verbose_name="majorité",
                    ),
                ),
                (
                    "abstentions_are_cast",
                    models.BooleanField(
                        default=False,
                        help_text="Selon les statuts.",
                        verbose_name="les abstentions comptent parmi les suffrages exprimés",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "en préparation"),
                            ("roll_frozen", "liste électorale figée"),
                            ("open", "ouverte"),
                            ("closed", "clôturée"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                (
                    "frozen_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="liste figée le"),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ouverte le")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="close le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifiée le")),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.generalmeeting",
                        verbose_name="première convocation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.generalmeeting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Issuer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="dénomination")),
                ("address", models.TextField(verbose_name="adresse")),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                (
                    "iban",
                    encrypted_fields.fields.EncryptedCharField(
                        blank=True,
                        max_length=34,
                        null=True,
                        validators=[members.validators.validate_iban],
                        verbose_name="IBAN",
                    ),
                ),
                (
                    "bic",
                    models.CharField(
                        blank=True, max_length=11, validators=[members.validators.validate_bic], verbose_name="BIC"
                    ),
                ),
                (
                    "creditor_id",
                    models.CharField(
                        blank=True,
                        max_length=35,
                        validators=[members.validators.validate_creditor_id],
                        verbose_name="identifiant créancier SEPA (ICS)",
                    ),
                ),
                (
                    "debit_notice_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="Délai entre l'annonce et le prélèvement : quatorze jours, ou moins si vos adhérents l'ont accepté.",
                        verbose_name="annonce des prélèvements (jours)",
                    ),
                ),
                (
                    "vat_note",
                    models.CharField(
                        default="Cotisation hors du champ d'application de la TVA.",
                        help_text="Imprimée sur les factures.",
                        max_length=200,
                        verbose_name="mention de TVA",
                    ),
                ),
                ("signatory", models.CharField(blank=True, max_length=120, verbose_name="signataire")),
                (
                    "signatory_function",
                    models.CharField(blank=True, max_length=120, verbose_name="qualité du signataire"),
                ),
                (
                    "signature",
                    models.ImageField(
                        blank=True,
                        upload_to="issuer/",
                        validators=[django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg"])],
                        verbose_name="signature",
                    ),
                ),
            ],
            options={
                "verbose_name": "émetteur des documents",
                "verbose_name_plural": "émetteur des documents",
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "informations du réseau"),
                            ("events", "rencontres et formations"),
                            ("surveys", "enquêtes"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("wants", models.BooleanField(verbose_name="souhaite ces messages")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("page", "page « Mes messages »"),
                            ("link", "lien d'un message"),
                            ("staff", "équipe nationale"),
                        ],
                        max_length=5,
                        verbose_name="origine",
                    ),
                ),
                ("text_version", models.CharField(max_length=10, verbose_name="version du texte accepté")),
                ("decided_at", models.DateTimeField(verbose_name="le")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_choices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "choix de messages",
                "verbose_name_plural": "choix de messages",
                "ordering": ["-decided_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user__isnull", True), ("email", ""), _connector="XOR"),
                        name="mail_choice_of_one",
                    ),
                    models.UniqueConstraint(fields=("user", "kind"), name="mail_choice_once_a_user"),
                    models.UniqueConstraint(
                        models.F("email"),
                        models.F("kind"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="mail_choice_once_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="mail_choice_small_letters",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailChoiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "informations du réseau"),
                            ("events", "rencontres et formations"),
                            ("surveys", "enquêtes"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("wants", models.BooleanField(verbose_name="souhaite ces messages")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("page", "page « Mes messages »"),
                            ("link", "lien d'un message"),
                            ("staff", "équipe nationale"),
                        ],
                        max_length=5,
                        verbose_name="origine",
                    ),
                ),
                ("text_version", models.CharField(max_length=10, verbose_name="version du texte accepté")),
                ("decided_at", models.DateTimeField(verbose_name="le")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.mailchoice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(max_length=35, unique=True, verbose_name="référence unique de mandat (RUM)"),
                ),
                ("holder", models.CharField(max_length=70, verbose_name="titulaire du compte")),
                (
                    "iban",
                    encrypted_fields.fields.EncryptedCharField(
                        max_length=34, validators=[members.validators.validate_iban], verbose_name="IBAN"
                    ),
                ),
                (
                    "bic",
                    models.CharField(
                        blank=True, max_length=11, validators=[members.validators.validate_bic], verbose_name="BIC"
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="signé le")),
                ("signed_from", models.GenericIPAddressField(blank=True, null=True, verbose_name="signé depuis")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="révoqué le")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandat de prélèvement",
                "verbose_name_plural": "mandats de prélèvement",
                "ordering": ["-signed_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_on", None)),
                        fields=("organisation",),
                        name="mandate_one_active",
                        violation_error_message="Cette structure a déjà un mandat en cours.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MandateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=35, verbose_name="référence unique de mandat (RUM)")),
                ("holder", models.CharField(max_length=70, verbose_name="titulaire du compte")),
                (
                    "bic",
                    models.CharField(
                        blank=True, max_length=11, validators=[members.validators.validate_bic], verbose_name="BIC"
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="signé le")),
                ("signed_from", models.GenericIPAddressField(blank=True, null=True, verbose_name="signé depuis")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="révoqué le")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.mandate",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signé par",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MembershipApplication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("member", "adhérent"), ("sympathiser", "sympathisant")],
                        default="member",
                        max_length=12,
                        verbose_name="qualité demandée",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom de la structure")),
                (
                    "siret",
                    models.CharField(
                        max_length=14,
                        validators=[members.validators.validate_siret_shape],
                        verbose_name="SIRET du siège",
                    ),
                ),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("9220", "association déclarée"),
                            ("9222", "association intermédiaire"),
                            ("7210", "commune"),
                            ("7361", "centre communal d'action sociale"),
                            ("7367", "centre intercommunal d'action sociale"),
                            ("5485", "société coopérative d'intérêt collectif"),
                            ("0000", "autre"),
                        ],
                        default="9220",
                        max_length=4,
                        verbose_name="forme juridique",
                    ),
                ),
                ("address", models.CharField(max_length=200, verbose_name="adresse")),
                (
                    "postcode",
                    models.CharField(
                        max_length=5, validators=[members.validators.validate_postcode], verbose_name="code postal"
                    ),
                ),
                ("city", models.CharField(max_length=80, verbose_name="commune")),
                (
                    "activities",
                    models.CharField(
                        blank=True, help_text="Séparées par des virgules.", max_length=300, verbose_name="activités"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="site web")),
                (
                    "insertion_fte",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="ETP d'insertion"
                    ),
                ),
                (
                    "permanent_fte",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="ETP permanents"
                    ),
                ),
                ("contact_name", models.CharField(max_length=150, verbose_name="votre nom")),
                (
                    "contact_function",
                    models.CharField(
                        choices=[
                            ("president", "présidence"),
                            ("director", "direction"),
                            ("accounts", "comptabilité"),
                            ("hr", "ressources humaines"),
                            ("trainer", "encadrement technique et formation"),
                            ("social", "accompagnement socioprofessionnel"),
                            ("other", "autre fonction"),
                        ],
                        default="director",
                        max_length=10,
                        verbose_name="votre fonction",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="votre adresse e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                (
                    "message",
                    models.TextField(max_length=3000, verbose_name="votre projet, et ce que vous attendez du réseau"),
                ),
                (
                    "token",
                    models.CharField(
                        default=members.models.application.new_token, editable=False, max_length=40, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "adresse à confirmer"),
                            ("received", "reçue"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                        ],
                        default="unconfirmed",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[("favourable", "favorable"), ("reserved", "réservé"), ("unfavourable", "défavorable")],
                        max_length=12,
                        verbose_name="avis régional",
                    ),
                ),
                ("opinion_note", models.TextField(blank=True, verbose_name="motif de l'avis")),
                ("opinion_at", models.DateTimeField(null=True, verbose_name="avis donné le")),
                ("reason", models.TextField(blank=True, verbose_name="motif de la décision")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="décidée le")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="envoyée le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidée par",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="members.department", verbose_name="département"
                    ),
                ),
                (
                    "opinion_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avis donné par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="applications",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande d'adhésion",
                "verbose_name_plural": "demandes d'adhésion",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "received")),
                        fields=("siret",),
                        name="application_one_waiting",
                        violation_error_message="Une demande de cette structure est déjà en cours d'examen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("member", "adhérent"), ("sympathiser", "sympathisant")],
                        default="member",
                        max_length=12,
                        verbose_name="qualité demandée",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom de la structure")),
                (
                    "siret",
                    models.CharField(
                        max_length=14,
                        validators=[members.validators.validate_siret_shape],
                        verbose_name="SIRET du siège",
                    ),
                ),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("9220", "association déclarée"),
                            ("9222", "association intermédiaire"),
                            ("7210", "commune"),
                            ("7361", "centre communal d'action sociale"),
                            ("7367", "centre intercommunal d'action sociale"),
                            ("5485", "société coopérative d'intérêt collectif"),
                            ("0000", "autre"),
                        ],
                        default="9220",
                        max_length=4,
                        verbose_name="forme juridique",
                    ),
                ),
                ("address", models.CharField(max_length=200, verbose_name="adresse")),
                (
                    "postcode",
                    models.CharField(
                        max_length=5, validators=[members.validators.validate_postcode], verbose_name="code postal"
                    ),
                ),
                ("city", models.CharField(max_length=80, verbose_name="commune")),
                (
                    "activities",
                    models.CharField(
                        blank=True, help_text="Séparées par des virgules.", max_length=300, verbose_name="activités"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="site web")),
                (
                    "insertion_fte",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="ETP d'insertion"
                    ),
                ),
                (
                    "permanent_fte",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="ETP permanents"
                    ),
                ),
                ("contact_name", models.CharField(max_length=150, verbose_name="votre nom")),
                (
                    "contact_function",
                    models.CharField(
                        choices=[
                            ("president", "présidence"),
                            ("director", "direction"),
                            ("accounts", "comptabilité"),
                            ("hr", "ressources humaines"),
                            ("trainer", "encadrement technique et formation"),
                            ("social", "accompagnement socioprofessionnel"),
                            ("other", "autre fonction"),
                        ],
                        default="director",
                        max_length=10,
                        verbose_name="votre fonction",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="votre adresse e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                (
                    "message",
                    models.TextField(max_length=3000, verbose_name="votre projet, et ce que vous attendez du réseau"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "adresse à confirmer"),
                            ("received", "reçue"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                        ],
                        default="unconfirmed",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[("favourable", "favorable"), ("reserved", "réservé"), ("unfavourable", "défavorable")],
                        max_length=12,
                        verbose_name="avis régional",
                    ),
                ),
                ("opinion_note", models.TextField(blank=True, verbose_name="motif de l'avis")),
                ("opinion_at", models.DateTimeField(null=True, verbose_name="avis donné le")),
                ("reason", models.TextField(blank=True, verbose_name="motif de la décision")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="décidée le")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="envoyée le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidée par",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.department",
                        verbose_name="département",
                    ),
                ),
                (
                    "opinion_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avis donné par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.membershipapplication",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MembershipCampaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        error_messages={"unique": "Cette année a déjà sa campagne."},
                        unique=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="ouverture")),
                (
                    "deadline",
                    models.DateField(help_text="Dernier jour pour régler la cotisation.", verbose_name="échéance"),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Après l'échéance et ce délai, l'adhésion est caduque.",
                        verbose_name="délai de grâce (jours)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "en préparation"),
                            ("opening", "en cours d'ouverture"),
                            ("open", "ouverte"),
                            ("closed", "close"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ouverte le")),
                ("call_subject", models.CharField(max_length=150, verbose_name="objet de l'appel")),
                (
                    "call_text",
                    models.TextField(
                        help_text="Le lien personnel et le montant sont ajoutés.", verbose_name="texte de l'appel"
                    ),
                ),
                ("reminder_text", models.TextField(verbose_name="texte des relances")),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="members.feescale",
                        verbose_name="barème",
                    ),
                ),
            ],
            options={
                "verbose_name": "campagne d'adhésion",
                "verbose_name_plural": "campagnes d'adhésion",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gt", models.F("opens_on"))),
                        name="campaign_deadline_after_opening",
                        violation_error_message="L'échéance doit suivre l'ouverture.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="le")),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="faite le")),
                ("mails", models.PositiveIntegerField(default=0, editable=False, verbose_name="messages")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="members.membershipcampaign",
                        verbose_name="campagne",
                    ),
                ),
            ],
            options={
                "verbose_name": "relance",
                "ordering": ["on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "on"),
                        name="reminder_once_a_day",
                        violation_error_message="Une relance est déjà prévue ce jour-là.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=25, unique=True, verbose_name="référence")),
                (
                    "basis_value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="assiette"),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                ("national_part", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="part nationale")),
                ("regional_part", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="part régionale")),
                (
                    "computation",
                    models.JSONField(default=list, help_text="Les étapes : libellé et montant.", verbose_name="calcul"),
                ),
                ("newcomer", models.BooleanField(default=False, verbose_name="nouvelle adhésion")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transfer", "virement"),
                            ("cheque", "chèque"),
                            ("debit", "prélèvement SEPA"),
                            ("card", "carte"),
                            ("cash", "espèces"),
                        ],
                        max_length=8,
                        verbose_name="mode de paiement",
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="fiche vérifiée le")),
                ("declared_at", models.DateTimeField(blank=True, null=True, verbose_name="déclarée le")),
                (
                    "draft",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Ce que la structure a saisi et pas encore confirmé.",
                        verbose_name="saisie en cours",
                    ),
                ),
                ("draft_version", models.PositiveIntegerField(default=0, verbose_name="version de la saisie")),
                ("exemption", models.CharField(blank=True, max_length=200, verbose_name="motif de dispense")),
                ("called_at", models.DateTimeField(auto_now_add=True, verbose_name="appelée le")),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="déclarée par",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call",
                        to="members.membership",
                        verbose_name="adhésion",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="members.membershipcampaign",
                        verbose_name="campagne",
                    ),
                ),
            ],
            options={
                "verbose_name": "appel de cotisation",
                "verbose_name_plural": "appels de cotisation",
                "ordering": ["membership__organisation__sort_name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            (
                                "amount",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("national_part"), "+", models.F("regional_part")
                                ),
                            ),
                        ),
                        name="fee_call_parts_add_up",
                        violation_error_message="Les parts nationale et régionale doivent faire le montant.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeCallEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=25, verbose_name="référence")),
                (
                    "basis_value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="assiette"),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                ("national_part", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="part nationale")),
                ("regional_part", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="part régionale")),
                (
                    "computation",
                    models.JSONField(default=list, help_text="Les étapes : libellé et montant.", verbose_name="calcul"),
                ),
                ("newcomer", models.BooleanField(default=False, verbose_name="nouvelle adhésion")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transfer", "virement"),
                            ("cheque", "chèque"),
                            ("debit", "prélèvement SEPA"),
                            ("card", "carte"),
                            ("cash", "espèces"),
                        ],
                        max_length=8,
                        verbose_name="mode de paiement",
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="fiche vérifiée le")),
                ("declared_at", models.DateTimeField(blank=True, null=True, verbose_name="déclarée le")),
                (
                    "draft",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Ce que la structure a saisi et pas encore confirmé.",
                        verbose_name="saisie en cours",
                    ),
                ),
                ("draft_version", models.PositiveIntegerField(default=0, verbose_name="version de la saisie")),
                ("exemption", models.CharField(blank=True, max_length=200, verbose_name="motif de dispense")),
                ("called_at", models.DateTimeField(auto_now_add=True, verbose_name="appelée le")),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="déclarée par",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.membership",
                        verbose_name="adhésion",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.feecall",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.membershipcampaign",
                        verbose_name="campagne",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("invoice", "facture"), ("credit", "avoir")],
                        default="invoice",
                        max_length=7,
                        verbose_name="nature",
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="numéro")),
                ("issued_on", models.DateField(verbose_name="date")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                ("national_part", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="part nationale")),
                ("regional_part", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="part régionale")),
                ("content", models.JSONField(verbose_name="contenu")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="faite le"),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="members.feecall",
                        verbose_name="appel",
                    ),
                ),
                (
                    "cancels",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_note",
                        to="members.invoice",
                        verbose_name="annule",
                    ),
                ),
            ],
            options={
                "verbose_name": "facture",
                "ordering": ["-issued_on", "-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("national_part"), "+", models.F("regional_part")
                                ),
                            )
                        ),
                        name="invoice_parts_add_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancels__isnull", False), ("kind", "credit")),
                            models.Q(("cancels__isnull", True), ("kind", "invoice")),
                            _connector="OR",
                        ),
                        name="credit_note_of_an_invoice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipCampaignEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        error_messages={"unique": "Cette année a déjà sa campagne."},
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="ouverture")),
                (
                    "deadline",
                    models.DateField(help_text="Dernier jour pour régler la cotisation.", verbose_name="échéance"),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Après l'échéance et ce délai, l'adhésion est caduque.",
                        verbose_name="délai de grâce (jours)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "en préparation"),
                            ("opening", "en cours d'ouverture"),
                            ("open", "ouverte"),
                            ("closed", "close"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ouverte le")),
                ("call_subject", models.CharField(max_length=150, verbose_name="objet de l'appel")),
                (
                    "call_text",
                    models.TextField(
                        help_text="Le lien personnel et le montant sont ajoutés.", verbose_name="texte de l'appel"
                    ),
                ),
                ("reminder_text", models.TextField(verbose_name="texte des relances")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.membershipcampaign",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.feescale",
                        verbose_name="barème",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept_name", models.CharField(max_length=200, verbose_name="nom de la structure gardée")),
                ("source_id", models.BigIntegerField(db_index=True, verbose_name="ancien numéro")),
                ("source_name", models.CharField(max_length=200, verbose_name="structure fusionnée")),
                ("source_siret", models.CharField(db_index=True, max_length=14, verbose_name="ancien SIRET")),
                ("record", models.JSONField(verbose_name="ce qui a été fait")),
                ("merged_at", models.DateTimeField(auto_now_add=True, verbose_name="fusionnées le")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="défaite le")),
                (
                    "kept",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merges",
                        to="members.organisation",
                        verbose_name="structure gardée",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fusionnées par",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="défaite par",
                    ),
                ),
            ],
            options={
                "verbose_name": "fusion de structures",
                "verbose_name_plural": "fusions de structures",
                "ordering": ["-merged_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("source_id",), name="merge_of_source_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=12)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "year"), name="number_series_once")],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("payment", "paiement"), ("refund", "remboursement"), ("reversal", "annulation")],
                        default="payment",
                        max_length=8,
                        verbose_name="nature",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("transfer", "virement"),
                            ("cheque", "chèque"),
                            ("debit", "prélèvement SEPA"),
                            ("card", "carte"),
                            ("cash", "espèces"),
                        ],
                        max_length=8,
                        verbose_name="mode",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="reçu le")),
                ("reference", models.CharField(blank=True, max_length=140, verbose_name="référence")),
                ("receipt_number", models.CharField(max_length=20, unique=True, verbose_name="numéro de reçu")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="motif")),
                ("content", models.JSONField(default=dict, editable=False, verbose_name="contenu du reçu")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="noté le"),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="members.feecall",
                        verbose_name="appel",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="members.payment",
                        verbose_name="annule",
                    ),
                ),
            ],
            options={
                "verbose_name": "paiement",
                "ordering": ["-received_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "payment"), ("amount__gt", 0)),
                            models.Q(models.Q(("kind", "payment"), _negated=True), ("amount__lt", 0)),
                            _connector="OR",
                        ),
                        name="payment_sign",
                        violation_error_message="Un paiement est positif, un remboursement ou une annulation négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                            models.Q(models.Q(("kind", "reversal"), _negated=True), ("reverses__isnull", True)),
                            _connector="OR",
                        ),
                        name="payment_reversal_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DebitOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sequence",
                    models.CharField(
                        choices=[("FRST", "premier"), ("RCUR", "récurrent")], max_length=4, verbose_name="séquence"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                ("end_to_end", models.CharField(max_length=35, verbose_name="référence")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "à prélever"),
                            ("settled", "prélevé"),
                            ("rejected", "rejeté"),
                            ("removed", "retiré"),
                        ],
                        default="ordered",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("reject_reason", models.CharField(blank=True, max_length=200, verbose_name="motif du rejet")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="members.debitbatch",
                        verbose_name="remise",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debits",
                        to="members.feecall",
                        verbose_name="appel",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debits",
                        to="members.mandate",
                        verbose_name="mandat",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debit",
                        to="members.payment",
                        verbose_name="paiement",
                    ),
                ),
            ],
            options={
                "verbose_name": "prélèvement",
                "ordering": ["call__membership__organisation__sort_name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ordered")),
                        fields=("call",),
                        name="debit_one_waiting",
                        violation_error_message="Cet appel attend déjà dans une remise.",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="debit_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DebitOrderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "sequence",
                    models.CharField(
                        choices=[("FRST", "premier"), ("RCUR", "récurrent")], max_length=4, verbose_name="séquence"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                ("end_to_end", models.CharField(max_length=35, verbose_name="référence")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "à prélever"),
                            ("settled", "prélevé"),
                            ("rejected", "rejeté"),
                            ("removed", "retiré"),
                        ],
                        default="ordered",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("reject_reason", models.CharField(blank=True, max_length=200, verbose_name="motif du rejet")),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.debitbatch",
                        verbose_name="remise",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.debitorder",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.feecall",
                        verbose_name="appel",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.mandate",
                        verbose_name="mandat",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.payment",
                        verbose_name="paiement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LineMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="members.bankline",
                        verbose_name="ligne",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="match",
                        to="members.payment",
                        verbose_name="paiement",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapprochement",
            },
        ),
        migrations.CreateModel(
            name="LineMatchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.bankline",
                        verbose_name="ligne",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.linematch",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.payment",
                        verbose_name="paiement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaymentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("payment", "paiement"), ("refund", "remboursement"), ("reversal", "annulation")],
                        default="payment",
                        max_length=8,
                        verbose_name="nature",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("transfer", "virement"),
                            ("cheque", "chèque"),
                            ("debit", "prélèvement SEPA"),
                            ("card", "carte"),
                            ("cash", "espèces"),
                        ],
                        max_length=8,
                        verbose_name="mode",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="reçu le")),
                ("reference", models.CharField(blank=True, max_length=140, verbose_name="référence")),
                ("receipt_number", models.CharField(max_length=20, verbose_name="numéro de reçu")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="motif")),
                ("content", models.JSONField(default=dict, editable=False, verbose_name="contenu du reçu")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="noté le"),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.feecall",
                        verbose_name="appel",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.payment",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.payment",
                        verbose_name="annule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="numéro"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("text", models.TextField(blank=True, verbose_name="texte")),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "majorité simple des suffrages exprimés"),
                            ("two_thirds", "deux tiers des suffrages exprimés"),
                        ],
                        max_length=10,
                        verbose_name="majorité",
                    ),
                ),
                ("votes_for", models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="pour")),
                (
                    "votes_against",
                    models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="contre"),
                ),
                (
                    "votes_abstained",
                    models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="abstentions"),
                ),
                (
                    "votes_in_room",
                    models.PositiveIntegerField(
                        blank=True,
                        editable=False,
                        help_text="Au moment du vote.",
                        null=True,
                        verbose_name="voix présentes et représentées",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("adopted", "adoptée"), ("rejected", "rejetée")],
                        editable=False,
                        max_length=8,
                        verbose_name="résultat",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resolutions",
                        to="members.generalmeeting",
                        verbose_name="assemblée",
                    ),
                ),
            ],
            options={
                "verbose_name": "résolution",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("meeting", "number"),
                        name="resolution_number_once",
                        violation_error_message="Deux résolutions portent le même numéro.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", ""),
                                ("votes_abstained", None),
                                ("votes_against", None),
                                ("votes_for", None),
                                ("votes_in_room", None),
                            ),
                            models.Q(
                                ("votes_abstained__isnull", False),
                                ("votes_against__isnull", False),
                                ("votes_for__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="resolution_votes_all_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("votes_in_room", None),
                            (
                                "votes_in_room__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("votes_for"), "+", models.F("votes_against")
                                    ),
                                    "+",
                                    models.F("votes_abstained"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="resolution_votes_within_room",
                        violation_error_message="Il y a plus de votes que de voix présentes et représentées.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResolutionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="numéro"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("text", models.TextField(blank=True, verbose_name="texte")),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "majorité simple des suffrages exprimés"),
                            ("two_thirds", "deux tiers des suffrages exprimés"),
                        ],
                        max_length=10,
                        verbose_name="majorité",
                    ),
                ),
                ("votes_for", models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="pour")),
                (
                    "votes_against",
                    models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="contre"),
                ),
                (
                    "votes_abstained",
                    models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="abstentions"),
                ),
                (
                    "votes_in_room",
                    models.PositiveIntegerField(
                        blank=True,
                        editable=False,
                        help_text="Au moment du vote.",
                        null=True,
                        verbose_name="voix présentes et représentées",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("adopted", "adoptée"), ("rejected", "rejetée")],
                        editable=False,
                        max_length=8,
                        verbose_name="résultat",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.generalmeeting",
                        verbose_name="assemblée",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.resolution",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RollEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("college_name", models.CharField(max_length=80, verbose_name="nom du collège")),
                ("votes", models.PositiveSmallIntegerField(verbose_name="voix")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="commune")),
                ("siren", models.CharField(max_length=9, verbose_name="SIREN")),
                ("present", models.BooleanField(default=False, verbose_name="présente")),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="arrivée à")),
                ("representative", models.CharField(blank=True, max_length=150, verbose_name="représentée par")),
                (
                    "search_text",
                    models.GeneratedField(
                        db_persist=True,
                        expression=members.models.base.Unaccented(
                            django.db.models.functions.text.Concat(
                                "name", models.Value(" "), "town", models.Value(" "), "siren"
                            )
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=members.models.base.Unaccented("name"),
                        output_field=models.TextField(),
                        verbose_name="nom",
                    ),
                ),
                (
                    "college",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="members.college",
                        verbose_name="collège",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="members.generalmeeting",
                        verbose_name="assemblée",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_entries",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.region",
                        verbose_name="région de rattachement",
                    ),
                ),
            ],
            options={
                "verbose_name": "inscription sur la liste électorale",
                "verbose_name_plural": "inscriptions sur la liste électorale",
                "ordering": ["sort_name", "pk"],
                "indexes": [models.Index(fields=["meeting", "sort_name"], name="roll_entry_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "organisation"),
                        name="roll_entry_once",
                        violation_error_message="Cette structure est déjà sur la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("arrived_at", None), ("present", False)),
                            models.Q(("arrived_at__isnull", False), ("present", True)),
                            _connector="OR",
                        ),
                        name="roll_entry_present_has_its_hour",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_on", models.DateTimeField(verbose_name="donné le")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="repris le")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given",
                        to="members.rollentry",
                        verbose_name="donné par",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="members.rollentry",
                        verbose_name="donné à",
                    ),
                ),
            ],
            options={
                "verbose_name": "pouvoir",
                "ordering": ["-given_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("giver",),
                        name="proxy_one_at_a_time",
                        violation_error_message="Cette structure a déjà donné son pouvoir.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("holder")), _negated=True),
                        name="proxy_to_another",
                        violation_error_message="Une structure ne se donne pas pouvoir à elle-même.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProxyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("given_on", models.DateTimeField(verbose_name="donné le")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="repris le")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.proxy",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.rollentry",
                        verbose_name="donné par",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.rollentry",
                        verbose_name="donné à",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RollEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("college_name", models.CharField(max_length=80, verbose_name="nom du collège")),
                ("votes", models.PositiveSmallIntegerField(verbose_name="voix")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="commune")),
                ("siren", models.CharField(max_length=9, verbose_name="SIREN")),
                ("present", models.BooleanField(default=False, verbose_name="présente")),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="arrivée à")),
                ("representative", models.CharField(blank=True, max_length=150, verbose_name="représentée par")),
                (
                    "college",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.college",
                        verbose_name="collège",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.generalmeeting",
                        verbose_name="assemblée",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.rollentry",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.region",
                        verbose_name="région de rattachement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("shared", models.BooleanField(default=False, verbose_name="partagée avec l'équipe")),
                (
                    "listed",
                    models.CharField(
                        choices=[("organisation", "structures"), ("contact", "contacts")],
                        max_length=12,
                        verbose_name="liste",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="filtres")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="à",
                    ),
                ),
            ],
            options={
                "verbose_name": "recherche gardée",
                "verbose_name_plural": "recherches gardées",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "listed", "name"),
                        name="saved_search_name_once",
                        violation_error_message="Vous avez déjà une recherche de ce nom.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "listed",
                    models.CharField(
                        choices=[("organisation", "structures"), ("contact", "contacts")],
                        max_length=12,
                        verbose_name="liste",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="filtres")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "informations du réseau"),
                            ("events", "rencontres et formations"),
                            ("surveys", "enquêtes"),
                            ("membership", "suite d'une adhésion"),
                            ("meeting", "assemblée générale"),
                        ],
                        default="news",
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                (
                    "functions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("president", "présidence"),
                                ("director", "direction"),
                                ("accounts", "comptabilité"),
                                ("hr", "ressources humaines"),
                                ("trainer", "encadrement technique et formation"),
                                ("social", "accompagnement socioprofessionnel"),
                                ("other", "autre fonction"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="Aucune : toutes.",
                        size=None,
                        verbose_name="fonctions",
                    ),
                ),
                ("subject", models.CharField(max_length=150, verbose_name="objet")),
                ("text", models.TextField(max_length=10000, verbose_name="texte")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "brouillon"), ("sending", "en cours d'envoi"), ("done", "envoyé")],
                        default="draft",
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmé le")),
                (
                    "recipients",
                    models.JSONField(blank=True, default=list, verbose_name="destinataires arrêtés à la confirmation"),
                ),
                ("left_out", models.JSONField(blank=True, default=dict, verbose_name="écartés, par raison")),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
                (
                    "search",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="mails",
                        to="members.savedsearch",
                        verbose_name="recherche",
                    ),
                ),
            ],
            options={
                "verbose_name": "message groupé",
                "verbose_name_plural": "messages groupés",
                "ordering": ["-written_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("confirmed_at__isnull", False), _connector="XOR"),
                        name="bulk_mail_confirmed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkMailEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "listed",
                    models.CharField(
                        choices=[("organisation", "structures"), ("contact", "contacts")],
                        max_length=12,
                        verbose_name="liste",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="filtres")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "informations du réseau"),
                            ("events", "rencontres et formations"),
                            ("surveys", "enquêtes"),
                            ("membership", "suite d'une adhésion"),
                            ("meeting", "assemblée générale"),
                        ],
                        default="news",
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                (
                    "functions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("president", "présidence"),
                                ("director", "direction"),
                                ("accounts", "comptabilité"),
                                ("hr", "ressources humaines"),
                                ("trainer", "encadrement technique et formation"),
                                ("social", "accompagnement socioprofessionnel"),
                                ("other", "autre fonction"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="Aucune : toutes.",
                        size=None,
                        verbose_name="fonctions",
                    ),
                ),
                ("subject", models.CharField(max_length=150, verbose_name="objet")),
                ("text", models.TextField(max_length=10000, verbose_name="texte")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "brouillon"), ("sending", "en cours d'envoi"), ("done", "envoyé")],
                        default="draft",
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmé le")),
                (
                    "recipients",
                    models.JSONField(blank=True, default=list, verbose_name="destinataires arrêtés à la confirmation"),
                ),
                ("left_out", models.JSONField(blank=True, default=dict, verbose_name="écartés, par raison")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.bulkmail",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
                (
                    "search",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.savedsearch",
                        verbose_name="recherche",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SavedSearchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("shared", models.BooleanField(default=False, verbose_name="partagée avec l'équipe")),
                (
                    "listed",
                    models.CharField(
                        choices=[("organisation", "structures"), ("contact", "contacts")],
                        max_length=12,
                        verbose_name="liste",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="filtres")),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="à",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.savedsearch",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ShareTransfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                ("paid_on", models.DateField(verbose_name="versé le")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="référence")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="noté le"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="members.membershipcampaign",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="members.region", verbose_name="région"
                    ),
                ),
            ],
            options={
                "verbose_name": "reversement",
                "ordering": ["-paid_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="transfer_of_something",
                        violation_error_message="Un reversement n'est pas nul.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareTransferEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="montant")),
                ("paid_on", models.DateField(verbose_name="versé le")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="référence")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="noté le"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.membershipcampaign",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.sharetransfer",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.region",
                        verbose_name="région",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VoteBracket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "up_to",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Vide : au-delà.",
                        max_digits=8,
                        null=True,
                        verbose_name="jusqu'à (ETP d'insertion, compris)",
                    ),
                ),
                (
                    "votes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="voix"
                    ),
                ),
                (
                    "college",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brackets",
                        to="members.college",
                        verbose_name="collège",
                    ),
                ),
            ],
            options={
                "verbose_name": "tranche de voix",
                "verbose_name_plural": "tranches de voix",
                "ordering": [models.OrderBy(models.F("up_to"), nulls_last=True)],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("college", "up_to"),
                        name="vote_bracket_once",
                        nulls_distinct=False,
                        violation_error_message="Ce collège a deux tranches qui finissent au même nombre d'ETP.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("votes__gte", 1)),
                        name="vote_bracket_has_votes",
                        violation_error_message="Une tranche donne au moins une voix.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteBracketEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "up_to",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Vide : au-delà.",
                        max_digits=8,
                        null=True,
                        verbose_name="jusqu'à (ETP d'insertion, compris)",
                    ),
                ),
                (
                    "votes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="voix"
                    ),
                ),
                (
                    "college",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.college",
                        verbose_name="collège",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.votebracket",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membership",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membership",
            name="update_update",
        ),
        migrations.AddField(
            model_name="membership",
            name="end_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="motif de fin"),
        ),
        migrations.AddField(
            model_name="membership",
            name="ended_on",
            field=models.DateField(blank=True, help_text="Démission ou radiation.", null=True, verbose_name="fin le"),
        ),
        migrations.AddField(
            model_name="membership",
            name="renews",
            field=models.BooleanField(
                default=False, help_text="L'adhésion de l'année précédente comptait.", verbose_name="renouvellement"
            ),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="end_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="motif de fin"),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="ended_on",
            field=models.DateField(blank=True, help_text="Démission ou radiation.", null=True, verbose_name="fin le"),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="renews",
            field=models.BooleanField(
                default=False, help_text="L'adhésion de l'année précédente comptait.", verbose_name="renouvellement"
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="state",
            field=models.CharField(
                choices=[
                    ("called", "appelée"),
                    ("declared", "déclarée"),
                    ("paid", "payée, à déclarer"),
                    ("valid", "valide"),
                    ("lapsed", "caduque"),
                    ("resigned", "démissionnaire"),
                    ("struck_off", "radiée"),
                    ("succeeded", "reprise"),
                ],
                default="valid",
                max_length=12,
                verbose_name="état",
            ),
        ),
        migrations.AlterField(
            model_name="membershipevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("called", "appelée"),
                    ("declared", "déclarée"),
                    ("paid", "payée, à déclarer"),
                    ("valid", "valide"),
                    ("lapsed", "caduque"),
                    ("resigned", "démissionnaire"),
                    ("struck_off", "radiée"),
                    ("succeeded", "reprise"),
                ],
                default="valid",
                max_length=12,
                verbose_name="état",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_membershipevent" ("end_reason", "ended_on", "id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "renews", "state", "validity", "year") SELECT new_values."end_reason", new_values."ended_on", new_values."id", new_values."kind", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."renews", new_values."state", new_values."validity", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7202e86b575a03d55c1527c3bbf609657689c6f5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_20243",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_membershipevent" ("end_reason", "ended_on", "id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "renews", "state", "validity", "year") SELECT new_values."end_reason", new_values."ended_on", new_values."id", new_values."kind", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."renews", new_values."state", new_values."validity", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8844b377c38d41cc96ea4014f092e452c0ae6770",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5071",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accountingplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_accountingplanevent" ("bank_account", "bank_account_name", "bank_journal", "bank_journal_name", "fees_account", "fees_account_name", "id", "members_account", "members_account_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sales_journal", "sales_journal_name", "shares_account", "shares_account_name") SELECT new_values."bank_account", new_values."bank_account_name", new_values."bank_journal", new_values."bank_journal_name", new_values."fees_account", new_values."fees_account_name", new_values."id", new_values."members_account", new_values."members_account_name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sales_journal", new_values."sales_journal_name", new_values."shares_account", new_values."shares_account_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c252286e3407ac83064f37e3643bd83328eab55a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_feff5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_accountingplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accountingplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_accountingplanevent" ("bank_account", "bank_account_name", "bank_journal", "bank_journal_name", "fees_account", "fees_account_name", "id", "members_account", "members_account_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sales_journal", "sales_journal_name", "shares_account", "shares_account_name") SELECT new_values."bank_account", new_values."bank_account_name", new_values."bank_journal", new_values."bank_journal_name", new_values."fees_account", new_values."fees_account_name", new_values."id", new_values."members_account", new_values."members_account_name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sales_journal", new_values."sales_journal_name", new_values."shares_account", new_values."shares_account_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="274b12892f5e9586f22b53902363022d6d13a742",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c605d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_accountingplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="college",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_collegeevent" ("active", "consultative", "id", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "votes_rule") SELECT new_values."active", new_values."consultative", new_values."id", new_values."kinds", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."votes_rule" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0da87fa9951a12318aa95cf5af44f3947c8ad28f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e5eb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_college",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="college",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_collegeevent" ("active", "consultative", "id", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "votes_rule") SELECT new_values."active", new_values."consultative", new_values."id", new_values."kinds", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."votes_rule" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0b313ac5710b5ccc0858b8c7bee806ea948113e9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_59590",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_college",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feescale",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_feescaleevent" ("adopted_by", "adopted_on", "basis", "cap", "floor", "id", "name", "national_percent", "new_member_discount", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prorata", "rounding", "status", "sympathiser_fee", "year") SELECT new_values."adopted_by", new_values."adopted_on", new_values."basis", new_values."cap", new_values."floor", new_values."id", new_values."name", new_values."national_percent", new_values."new_member_discount", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prorata", new_values."rounding", new_values."status", new_values."sympathiser_fee", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ae39a94d52b4f8663c98a7dc6d22509ac53206a2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_57300",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_feescale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feescale",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_feescaleevent" ("adopted_by", "adopted_on", "basis", "cap", "floor", "id", "name", "national_percent", "new_member_discount", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prorata", "rounding", "status", "sympathiser_fee", "year") SELECT new_values."adopted_by", new_values."adopted_on", new_values."basis", new_values."cap", new_values."floor", new_values."id", new_values."name", new_values."national_percent", new_values."new_member_discount", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prorata", new_values."rounding", new_values."status", new_values."sympathiser_fee", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0e4b86dd0ee1d50476156821269daff3d6ce4ee9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_870c7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_feescale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_banklineevent" ("account_key", "amount", "bank_id", "booked_on", "counterparty", "decided_at", "decided_by_id", "end_to_end", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "reason", "return_code", "state", "statement_id") SELECT new_values."account_key", new_values."amount", new_values."bank_id", new_values."booked_on", new_values."counterparty", new_values."decided_at", new_values."decided_by_id", new_values."end_to_end", new_values."id", new_values."label", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rank", new_values."reason", new_values."return_code", new_values."state", new_values."statement_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f3d4bf3e49ccdf907c54ecf6df24eb723d299509",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_434d3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_bankline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_banklineevent" ("account_key", "amount", "bank_id", "booked_on", "counterparty", "decided_at", "decided_by_id", "end_to_end", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "reason", "return_code", "state", "statement_id") SELECT new_values."account_key", new_values."amount", new_values."bank_id", new_values."booked_on", new_values."counterparty", new_values."decided_at", new_values."decided_by_id", new_values."end_to_end", new_values."id", new_values."label", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rank", new_values."reason", new_values."return_code", new_values."state", new_values."statement_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="61c861f7b99848d35d8e1f9ac022684a1a331f3f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_08366",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_bankline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bouncedaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_bouncedaddressevent" ("email", "id", "noted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since") SELECT new_values."email", new_values."id", new_values."noted_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."since" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d938325c879ce3904d9c82c6f063bedb13dc27a8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0cae0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_bouncedaddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bouncedaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_bouncedaddressevent" ("email", "id", "noted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since") SELECT new_values."email", new_values."id", new_values."noted_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."since" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="427085945c177327d98a3ddfcc073cf41c733fbb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4068c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_bouncedaddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_changerequestevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "new", "note", "old", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") SELECT new_values."asked_at", new_values."asked_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."new", new_values."note", new_values."old", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="33fa148e8fa59530c6db0327d472f3da8c9b9462",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5ea5a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_changerequestevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "new", "note", "old", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") SELECT new_values."asked_at", new_values."asked_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."new", new_values."note", new_values."old", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7057234c23c3b14d4f49255560938cb40342721f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d6b6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="debitbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="debit_file_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.sha256 <> '' AND (OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.content IS DISTINCT FROM NEW.content OR OLD.message_id IS DISTINCT FROM NEW.message_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="22518ae3339ccf6428f18c98fdacac978316d2b2",
                    operation="UPDATE",
                    pgid="pgtrigger_debit_file_stays_8e4d8",
                    table="members_debitbatch",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="debitbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_debitbatchevent" ("collection_on", "created_at", "created_by_id", "id", "message_id", "notified_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "settled_on", "sha256", "state") SELECT new_values."collection_on", new_values."created_at", new_values."created_by_id", new_values."id", new_values."message_id", new_values."notified_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sent_at", new_values."settled_on", new_values."sha256", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b6a2debbe413381b44a2cc2c9003f1bc637c1446",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d6029",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_debitbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="debitbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_debitbatchevent" ("collection_on", "created_at", "created_by_id", "id", "message_id", "notified_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "settled_on", "sha256", "state") SELECT new_values."collection_on", new_values."created_at", new_values."created_by_id", new_values."id", new_values."message_id", new_values."notified_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sent_at", new_values."settled_on", new_values."sha256", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."collection_on" IS DISTINCT FROM (new_values."collection_on") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."message_id" IS DISTINCT FROM (new_values."message_id") OR old_values."notified_at" IS DISTINCT FROM (new_values."notified_at") OR old_values."sent_at" IS DISTINCT FROM (new_values."sent_at") OR old_values."settled_on" IS DISTINCT FROM (new_values."settled_on") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."state" IS DISTINCT FROM (new_values."state")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bbef724888f70d4b2a4fe1d734d62b871d183e88",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce6a4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_debitbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="distinctpair",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_distinctpairevent" ("first_id", "id", "noted_at", "noted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") SELECT new_values."first_id", new_values."id", new_values."noted_at", new_values."noted_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."second_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b17b92ac5723e7553f18ee231f68e688671b665",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fe503",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_distinctpair",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="distinctpair",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_distinctpairevent" ("first_id", "id", "noted_at", "noted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") SELECT new_values."first_id", new_values."id", new_values."noted_at", new_values."noted_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."second_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7822dd4e62ebdc83e4291c75018f8ad76e3f55e2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9afce",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_distinctpair",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="generalmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_generalmeetingevent" ("abstentions_are_cast", "closed_at", "follows_id", "frozen_at", "held_on", "id", "kind", "majority", "max_proxies", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quorum_percent", "record_date", "second_call", "starts_at", "state", "title", "updated_at") SELECT new_values."abstentions_are_cast", new_values."closed_at", new_values."follows_id", new_values."frozen_at", new_values."held_on", new_values."id", new_values."kind", new_values."majority", new_values."max_proxies", new_values."opened_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."quorum_percent", new_values."record_date", new_values."second_call", new_values."starts_at", new_values."state", new_values."title", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cdd38dad060aecf645118a15933a1497bf4b4533",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ef5e2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_generalmeeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="generalmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_generalmeetingevent" ("abstentions_are_cast", "closed_at", "follows_id", "frozen_at", "held_on", "id", "kind", "majority", "max_proxies", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quorum_percent", "record_date", "second_call", "starts_at", "state", "title", "updated_at") SELECT new_values."abstentions_are_cast", new_values."closed_at", new_values."follows_id", new_values."frozen_at", new_values."held_on", new_values."id", new_values."kind", new_values."majority", new_values."max_proxies", new_values."opened_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."quorum_percent", new_values."record_date", new_values."second_call", new_values."starts_at", new_values."state", new_values."title", new_values."updated_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c4fa8b677711e43975e6a05e894f711d87b76ffa",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dfa39",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_generalmeeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="invoice_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b77bd3aec6c097fa4f66794e0ba0bcf512eb96ec",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_invoice_stays_2f248",
                    table="members_invoice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailchoice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_mailchoiceevent" ("decided_at", "email", "id", "kind", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_version", "user_id", "wants") SELECT new_values."decided_at", new_values."email", new_values."id", new_values."kind", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text_version", new_values."user_id", new_values."wants" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fb763998666823f2f5a6cc37fac2b121b3a9461a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a8c60",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_mailchoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailchoice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_mailchoiceevent" ("decided_at", "email", "id", "kind", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_version", "user_id", "wants") SELECT new_values."decided_at", new_values."email", new_values."id", new_values."kind", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text_version", new_values."user_id", new_values."wants" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8e667d808ad7f2312ab087cdd0ffa4844a8ebad6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_79a01",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_mailchoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_mandateevent" ("bic", "holder", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revoked_on", "signed_by_id", "signed_from", "signed_on") SELECT new_values."bic", new_values."holder", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."revoked_on", new_values."signed_by_id", new_values."signed_from", new_values."signed_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a7e8bf59e6be4e29ffe0399df1907bbf10219973",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1361",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_mandateevent" ("bic", "holder", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revoked_on", "signed_by_id", "signed_from", "signed_on") SELECT new_values."bic", new_values."holder", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."revoked_on", new_values."signed_by_id", new_values."signed_from", new_values."signed_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."bic" IS DISTINCT FROM (new_values."bic") OR old_values."holder" IS DISTINCT FROM (new_values."holder") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."revoked_on" IS DISTINCT FROM (new_values."revoked_on") OR old_values."signed_by_id" IS DISTINCT FROM (new_values."signed_by_id") OR old_values."signed_from" IS DISTINCT FROM (new_values."signed_from") OR old_values."signed_on" IS DISTINCT FROM (new_values."signed_on")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="60404a62160c02a55f016ad63e0619d6110be4d9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_564f0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_membershipapplicationevent" ("activities", "address", "city", "contact_function", "contact_name", "created_at", "decided_at", "decided_by_id", "department_id", "email", "id", "insertion_fte", "kind", "legal_form", "message", "name", "opinion", "opinion_at", "opinion_by_id", "opinion_note", "organisation_id", "permanent_fte", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "reason", "siret", "state", "website") SELECT new_values."activities", new_values."address", new_values."city", new_values."contact_function", new_values."contact_name", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."department_id", new_values."email", new_values."id", new_values."insertion_fte", new_values."kind", new_values."legal_form", new_values."message", new_values."name", new_values."opinion", new_values."opinion_at", new_values."opinion_by_id", new_values."opinion_note", new_values."organisation_id", new_values."permanent_fte", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."postcode", new_values."reason", new_values."siret", new_values."state", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="69b5c116c4c4171cdd3eb48161ec693275b85458",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b513f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_membershipapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_membershipapplicationevent" ("activities", "address", "city", "contact_function", "contact_name", "created_at", "decided_at", "decided_by_id", "department_id", "email", "id", "insertion_fte", "kind", "legal_form", "message", "name", "opinion", "opinion_at", "opinion_by_id", "opinion_note", "organisation_id", "permanent_fte", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "reason", "siret", "state", "website") SELECT new_values."activities", new_values."address", new_values."city", new_values."contact_function", new_values."contact_name", new_values."created_at", new_values."decided_at", new_values."decided_by_id", new_values."department_id", new_values."email", new_values."id", new_values."insertion_fte", new_values."kind", new_values."legal_form", new_values."message", new_values."name", new_values."opinion", new_values."opinion_at", new_values."opinion_by_id", new_values."opinion_note", new_values."organisation_id", new_values."permanent_fte", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."postcode", new_values."reason", new_values."siret", new_values."state", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."activities" IS DISTINCT FROM (new_values."activities") OR old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."city" IS DISTINCT FROM (new_values."city") OR old_values."contact_function" IS DISTINCT FROM (new_values."contact_function") OR old_values."contact_name" IS DISTINCT FROM (new_values."contact_name") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."decided_at" IS DISTINCT FROM (new_values."decided_at") OR old_values."decided_by_id" IS DISTINCT FROM (new_values."decided_by_id") OR old_values."department_id" IS DISTINCT FROM (new_values."department_id") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."insertion_fte" IS DISTINCT FROM (new_values."insertion_fte") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."legal_form" IS DISTINCT FROM (new_values."legal_form") OR old_values."message" IS DISTINCT FROM (new_values."message") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."opinion" IS DISTINCT FROM (new_values."opinion") OR old_values."opinion_at" IS DISTINCT FROM (new_values."opinion_at") OR old_values."opinion_by_id" IS DISTINCT FROM (new_values."opinion_by_id") OR old_values."opinion_note" IS DISTINCT FROM (new_values."opinion_note") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."permanent_fte" IS DISTINCT FROM (new_values."permanent_fte") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."postcode" IS DISTINCT FROM (new_values."postcode") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."siret" IS DISTINCT FROM (new_values."siret") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."website" IS DISTINCT FROM (new_values."website")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="99bce9fa25a6fea07c8d09eb7e1e41259a6be9a9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1cd6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_membershipapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipcampaign",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_membershipcampaignevent" ("call_subject", "call_text", "deadline", "grace_days", "id", "opened_at", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_text", "scale_id", "state", "year") SELECT new_values."call_subject", new_values."call_text", new_values."deadline", new_values."grace_days", new_values."id", new_values."opened_at", new_values."opens_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reminder_text", new_values."scale_id", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="989a70f4c0403dd4774ae2be50943d976a8b7af9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81328",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_membershipcampaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipcampaign",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_membershipcampaignevent" ("call_subject", "call_text", "deadline", "grace_days", "id", "opened_at", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_text", "scale_id", "state", "year") SELECT new_values."call_subject", new_values."call_text", new_values."deadline", new_values."grace_days", new_values."id", new_values."opened_at", new_values."opens_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reminder_text", new_values."scale_id", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8d64a353e2a98a595afb3923e8a1749cf331ae60",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_40442",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_membershipcampaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feecall",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_feecallevent" ("amount", "basis_value", "called_at", "campaign_id", "checked_at", "computation", "declared_at", "declared_by_id", "draft", "draft_version", "exemption", "id", "membership_id", "method", "national_part", "newcomer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regional_part") SELECT new_values."amount", new_values."basis_value", new_values."called_at", new_values."campaign_id", new_values."checked_at", new_values."computation", new_values."declared_at", new_values."declared_by_id", new_values."draft", new_values."draft_version", new_values."exemption", new_values."id", new_values."membership_id", new_values."method", new_values."national_part", new_values."newcomer", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."regional_part" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="244ab7b35adbd2e3e6532fdcb6a5a2113172a6e9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_db77c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_feecall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feecall",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_feecallevent" ("amount", "basis_value", "called_at", "campaign_id", "checked_at", "computation", "declared_at", "declared_by_id", "draft", "draft_version", "exemption", "id", "membership_id", "method", "national_part", "newcomer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regional_part") SELECT new_values."amount", new_values."basis_value", new_values."called_at", new_values."campaign_id", new_values."checked_at", new_values."computation", new_values."declared_at", new_values."declared_by_id", new_values."draft", new_values."draft_version", new_values."exemption", new_values."id", new_values."membership_id", new_values."method", new_values."national_part", new_values."newcomer", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."regional_part" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2b87255107aab36957a7393462b464b6cce8cc15",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a59c0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_feecall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="payment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c727c0146180e5ac215a312cefc6f1dd024165f3",
                    operation="DELETE",
                    pgid="pgtrigger_payment_stays_49530",
                    table="members_payment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="payment_amount_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."receipt_number" IS DISTINCT FROM (NEW."receipt_number") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."reverses_id" IS DISTINCT FROM (NEW."reverses_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c4787a8f1aaae17fd8945f841effe020dacb1ec3",
                    operation="UPDATE",
                    pgid="pgtrigger_payment_amount_stays_f87f9",
                    table="members_payment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_paymentevent" ("amount", "call_id", "content", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "received_on", "recorded_at", "recorded_by_id", "reference", "reverses_id") SELECT new_values."amount", new_values."call_id", new_values."content", new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."receipt_number", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."reverses_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f991b404e7018edf48a7e615094761681bd9931b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ee5fc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_payment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_paymentevent" ("amount", "call_id", "content", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "received_on", "recorded_at", "recorded_by_id", "reference", "reverses_id") SELECT new_values."amount", new_values."call_id", new_values."content", new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."receipt_number", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."reverses_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="609acd04f85e204a569bdc6d1700a83818dd8be3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_43e94",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_payment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linematch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_linematchevent" ("id", "line_id", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."line_id", new_values."payment_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6a92cd962a2c7c322587d30f63ef4cdbeed5093d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1b76f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_linematch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linematch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_linematchevent" ("id", "line_id", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."line_id", new_values."payment_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="533b46229cc668b2c91920c4e3dcd6570709b27b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3b257",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_linematch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="debitorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_debitorderevent" ("amount", "batch_id", "call_id", "end_to_end", "id", "mandate_id", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reject_reason", "sequence", "state") SELECT new_values."amount", new_values."batch_id", new_values."call_id", new_values."end_to_end", new_values."id", new_values."mandate_id", new_values."payment_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reject_reason", new_values."sequence", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="339f42cdf7623d87175413cfa6abb9154a8ffd08",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_09076",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_debitorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="debitorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_debitorderevent" ("amount", "batch_id", "call_id", "end_to_end", "id", "mandate_id", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reject_reason", "sequence", "state") SELECT new_values."amount", new_values."batch_id", new_values."call_id", new_values."end_to_end", new_values."id", new_values."mandate_id", new_values."payment_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reject_reason", new_values."sequence", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5e2a8433c97296d72f60659e1be2c06d0e3cdfe2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_da4c6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_debitorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resolution",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_resolutionevent" ("id", "majority", "meeting_id", "number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "votes_abstained", "votes_against", "votes_for", "votes_in_room") SELECT new_values."id", new_values."majority", new_values."meeting_id", new_values."number", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text", new_values."title", new_values."votes_abstained", new_values."votes_against", new_values."votes_for", new_values."votes_in_room" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="517ed93e7380cb1f3ccac6019b14ae5b702b2516",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_09109",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_resolution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resolution",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_resolutionevent" ("id", "majority", "meeting_id", "number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "votes_abstained", "votes_against", "votes_for", "votes_in_room") SELECT new_values."id", new_values."majority", new_values."meeting_id", new_values."number", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text", new_values."title", new_values."votes_abstained", new_values."votes_against", new_values."votes_for", new_values."votes_in_room" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="db518fc635808868b473e2b632cd8a7332c4a138",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8a157",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_resolution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rollentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_rollentryevent" ("arrived_at", "college_id", "college_name", "id", "meeting_id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "region_id", "representative", "siren", "town", "votes") SELECT new_values."arrived_at", new_values."college_id", new_values."college_name", new_values."id", new_values."meeting_id", new_values."name", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."present", new_values."region_id", new_values."representative", new_values."siren", new_values."town", new_values."votes" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9a27780f641aa745b8abc295f0c0ba3465b68df0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f4cd2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_rollentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rollentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_rollentryevent" ("arrived_at", "college_id", "college_name", "id", "meeting_id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "region_id", "representative", "siren", "town", "votes") SELECT new_values."arrived_at", new_values."college_id", new_values."college_name", new_values."id", new_values."meeting_id", new_values."name", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."present", new_values."region_id", new_values."representative", new_values."siren", new_values."town", new_values."votes" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."arrived_at" IS DISTINCT FROM (new_values."arrived_at") OR old_values."college_id" IS DISTINCT FROM (new_values."college_id") OR old_values."college_name" IS DISTINCT FROM (new_values."college_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."meeting_id" IS DISTINCT FROM (new_values."meeting_id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."present" IS DISTINCT FROM (new_values."present") OR old_values."region_id" IS DISTINCT FROM (new_values."region_id") OR old_values."representative" IS DISTINCT FROM (new_values."representative") OR old_values."siren" IS DISTINCT FROM (new_values."siren") OR old_values."town" IS DISTINCT FROM (new_values."town") OR old_values."votes" IS DISTINCT FROM (new_values."votes")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bbbeb66c36f2a8b57485e017a73528147f7c9592",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8e44e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_rollentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proxy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_proxyevent" ("given_by_id", "given_on", "giver_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT new_values."given_by_id", new_values."given_on", new_values."giver_id", new_values."holder_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revoked_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9ec8394ece239afceabbbe3bd560d758b7d5a3cf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e29a2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_proxy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proxy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_proxyevent" ("given_by_id", "given_on", "giver_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT new_values."given_by_id", new_values."given_on", new_values."giver_id", new_values."holder_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revoked_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a44ef61df9c85f7ff91b7dd037ca377799b2a85d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36704",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_proxy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedsearch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_savedsearchevent" ("id", "listed", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "shared") SELECT new_values."id", new_values."listed", new_values."name", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."query", new_values."shared" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8e427e4d307bd5e47989d3ab16bf4c6927ffcb48",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_21a17",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_savedsearch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedsearch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_savedsearchevent" ("id", "listed", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "shared") SELECT new_values."id", new_values."listed", new_values."name", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."query", new_values."shared" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="93996f87526bc393d14a2ae692f73a6f12ddf401",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16e74",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_savedsearch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkmail",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_bulkmailevent" ("confirmed_at", "functions", "id", "kind", "left_out", "listed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "recipients", "search_id", "state", "subject", "text", "written_at", "written_by_id") SELECT new_values."confirmed_at", new_values."functions", new_values."id", new_values."kind", new_values."left_out", new_values."listed", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."query", new_values."recipients", new_values."search_id", new_values."state", new_values."subject", new_values."text", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ed71130f648419a082aff84564e93bf782f4695f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fddf1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_bulkmail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkmail",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_bulkmailevent" ("confirmed_at", "functions", "id", "kind", "left_out", "listed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "recipients", "search_id", "state", "subject", "text", "written_at", "written_by_id") SELECT new_values."confirmed_at", new_values."functions", new_values."id", new_values."kind", new_values."left_out", new_values."listed", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."query", new_values."recipients", new_values."search_id", new_values."state", new_values."subject", new_values."text", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e31a7d387626f8f1f35ba6d093354707154c5054",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7e40",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_bulkmail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharetransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_sharetransferevent" ("amount", "campaign_id", "id", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "region_id") SELECT new_values."amount", new_values."campaign_id", new_values."id", new_values."paid_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."region_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="26b150cf3a6d18ebb07833ac099fb2e7e1273a42",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be8f9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_sharetransfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharetransfer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_sharetransferevent" ("amount", "campaign_id", "id", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "region_id") SELECT new_values."amount", new_values."campaign_id", new_values."id", new_values."paid_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."reference", new_values."region_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c739ab7684ba102ab4cac3b39fc5d760da0aa670",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_285ca",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_sharetransfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="votebracket",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_votebracketevent" ("college_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "up_to", "votes") SELECT new_values."college_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."up_to", new_values."votes" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c7a6b47f2d9aa2cdd38218d973bdcf024292f7a5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9577e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_votebracket",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="votebracket",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_votebracketevent" ("college_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "up_to", "votes") SELECT new_values."college_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."up_to", new_values."votes" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7b0e3395cf26267f84bf41a535ec92c0b3341dd6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b554",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_votebracket",
                    when="AFTER",
                ),
            ),
        ),
    ]
