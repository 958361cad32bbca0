from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import members.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_memberships"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CoreAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(unique=True, verbose_name="version")),
                ("title", models.CharField(default="Convention socle", max_length=150, verbose_name="titre")),
                ("text", models.TextField(verbose_name="texte")),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="validité",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "projet"),
                            ("adopted", "adoptée"),
                            ("in_force", "en vigueur"),
                            ("superseded", "remplacée"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="adoptée le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifiée le")),
                (
                    "amends",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amended_by",
                        to="members.coreagreement",
                        verbose_name="remplace",
                    ),
                ),
            ],
            options={
                "verbose_name": "convention socle",
                "verbose_name_plural": "conventions socles",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("state",),
                        name="one_agreement_in_force",
                        violation_error_message="Une autre version est en vigueur.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("state",),
                        name="one_agreement_in_draft",
                        violation_error_message="Un projet est déjà en préparation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_sign", "à signer"),
                            ("signed_regional", "signée par la région"),
                            ("signed_both", "signée des deux"),
                            ("refused", "refusée"),
                        ],
                        default="to_sign",
                        max_length=15,
                        verbose_name="état",
                    ),
                ),
                (
                    "regional_signatory",
                    models.CharField(blank=True, max_length=150, verbose_name="signataire régional"),
                ),
                ("regional_signed_on", models.DateField(blank=True, null=True, verbose_name="signée par la région le")),
                (
                    "national_signatory",
                    models.CharField(blank=True, max_length=150, verbose_name="signataire national"),
                ),
                (
                    "national_signed_on",
                    models.DateField(blank=True, null=True, verbose_name="signée par l'association nationale le"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="conventions/%Y/", verbose_name="exemplaire signé"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="empreinte SHA-256")),
                ("refusal", models.TextField(blank=True, verbose_name="raison du refus")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_signatures",
                        to="members.regionalassociation",
                        verbose_name="association régionale",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="members.coreagreement",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature de la convention socle",
                "verbose_name_plural": "signatures de la convention socle",
                "ordering": ["association__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "association"), name="agreement_signed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed_regional", "signed_both"]), _negated=True),
                            models.Q(
                                ("regional_signed_on__isnull", False),
                                models.Q(("regional_signatory", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="signature_regional_is_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed_both"), _negated=True),
                            models.Q(
                                ("national_signed_on__isnull", False),
                                models.Q(("national_signatory", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="signature_national_is_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="signature_refused_with_a_reason",
                        violation_error_message="Dites pourquoi la convention est refusée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementSignatureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_sign", "à signer"),
                            ("signed_regional", "signée par la région"),
                            ("signed_both", "signée des deux"),
                            ("refused", "refusée"),
                        ],
                        default="to_sign",
                        max_length=15,
                        verbose_name="état",
                    ),
                ),
                (
                    "regional_signatory",
                    models.CharField(blank=True, max_length=150, verbose_name="signataire régional"),
                ),
                ("regional_signed_on", models.DateField(blank=True, null=True, verbose_name="signée par la région le")),
                (
                    "national_signatory",
                    models.CharField(blank=True, max_length=150, verbose_name="signataire national"),
                ),
                (
                    "national_signed_on",
                    models.DateField(blank=True, null=True, verbose_name="signée par l'association nationale le"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="conventions/%Y/", verbose_name="exemplaire signé"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="empreinte SHA-256")),
                ("refusal", models.TextField(blank=True, verbose_name="raison du refus")),
                (
                    "association",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.regionalassociation",
                        verbose_name="association régionale",
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
                        to="members.agreementsignature",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.coreagreement",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoreAgreementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(default="Convention socle", max_length=150, verbose_name="titre")),
                ("text", models.TextField(verbose_name="texte")),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="validité",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "projet"),
                            ("adopted", "adoptée"),
                            ("in_force", "en vigueur"),
                            ("superseded", "remplacée"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="adoptée le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifiée le")),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.coreagreement",
                        verbose_name="remplace",
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
                        to="members.coreagreement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoreMission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="Court et stable d'une version à l'autre, comme M1.",
                        max_length=10,
                        verbose_name="code",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                ("purpose", models.TextField(blank=True, verbose_name="objet")),
                (
                    "lead",
                    models.CharField(
                        choices=[
                            ("national", "association nationale"),
                            ("regional", "association régionale"),
                            ("both", "les deux associations"),
                        ],
                        default="both",
                        max_length=8,
                        verbose_name="responsable",
                    ),
                ),
                ("expected", models.TextField(blank=True, verbose_name="résultats attendus")),
                (
                    "indicators",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="chiffres",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="missions",
                        to="members.coreagreement",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "mission socle",
                "verbose_name_plural": "missions socles",
                "ordering": ["position", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("agreement", "code"),
                        name="mission_code_once",
                        violation_error_message="Deux missions portent le même code.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoreMissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        help_text="Court et stable d'une version à l'autre, comme M1.",
                        max_length=10,
                        verbose_name="code",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                ("purpose", models.TextField(blank=True, verbose_name="objet")),
                (
                    "lead",
                    models.CharField(
                        choices=[
                            ("national", "association nationale"),
                            ("regional", "association régionale"),
                            ("both", "les deux associations"),
                        ],
                        default="both",
                        max_length=8,
                        verbose_name="responsable",
                    ),
                ),
                ("expected", models.TextField(blank=True, verbose_name="résultats attendus")),
                (
                    "indicators",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="chiffres",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.coreagreement",
                        verbose_name="convention",
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
                        to="members.coremission",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DelegatedMission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                ("purpose", models.TextField(max_length=6000, verbose_name="objectifs")),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="durée",
                    ),
                ),
                ("steering", models.TextField(blank=True, max_length=2000, verbose_name="comité de pilotage")),
                (
                    "indicator_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="indicateurs",
                    ),
                ),
                (
                    "agreement",
                    models.FileField(
                        blank=True, editable=False, upload_to="missions/%Y/", verbose_name="convention signée"
                    ),
                ),
                (
                    "agreement_name",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="nom du fichier"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposée"),
                            ("agreed", "convenue"),
                            ("running", "en cours"),
                            ("suspended", "suspendue"),
                            ("reported", "bilan remis"),
                            ("accepted", "bilan accepté"),
                            ("closed", "close"),
                            ("terminated", "résiliée"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="motif de la suspension ou de la résiliation"
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="convenue le")),
                ("started_on", models.DateField(blank=True, editable=False, null=True, verbose_name="commencée le")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="terminée le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifiée le")),
                (
                    "carrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missions",
                        to="members.regionalassociation",
                        verbose_name="association porteuse",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="Celle de l'association porteuse qui mène la mission, et à laquelle elle est comptée.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missions",
                        to="members.region",
                        verbose_name="région",
                    ),
                ),
            ],
            options={
                "verbose_name": "mission déléguée",
                "verbose_name_plural": "missions déléguées",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("validity__endswith__isnull", False), ("validity__startswith__isnull", False)
                        ),
                        name="mission_has_its_years",
                        violation_error_message="Une mission a un premier et un dernier jours.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["suspended", "terminated"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mission_stopped_has_a_reason",
                        violation_error_message="Une suspension ou une résiliation a un motif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "terminated"]), ("agreed_on__isnull", False), _connector="OR"
                        ),
                        name="mission_agreed_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("charge", "charge"), ("product", "produit")],
                        default="charge",
                        max_length=7,
                        verbose_name="nature",
                    ),
                ),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                (
                    "account_class",
                    models.CharField(
                        blank=True, help_text="Du plan comptable : 64, 7411…", max_length=6, verbose_name="compte"
                    ),
                ),
                (
                    "planned",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=11,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="prévu (€)",
                    ),
                ),
                (
                    "spent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="réalisé (€)",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motif de l'écart")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="members.delegatedmission",
                        verbose_name="mission",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de budget",
                "verbose_name_plural": "lignes de budget",
                "ordering": ["year", "kind", "account_class", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mission", "year", "kind", "label"),
                        name="budget_line_once",
                        violation_error_message="Deux lignes d'une même année ont le même intitulé.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned__gte", 0)), name="budget_line_planned_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("spent", None),
                            ("kind", "product"),
                            models.Q(("reason", ""), _negated=True),
                            (
                                "spent__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("planned"), "*", models.Value(Decimal("1.1"))
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="budget_line_overspent_has_a_reason",
                        violation_error_message="Une dépense de plus de 10 % au-dessus du prévu a un motif.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("charge", "charge"), ("product", "produit")],
                        default="charge",
                        max_length=7,
                        verbose_name="nature",
                    ),
                ),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                (
                    "account_class",
                    models.CharField(
                        blank=True, help_text="Du plan comptable : 64, 7411…", max_length=6, verbose_name="compte"
                    ),
                ),
                (
                    "planned",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=11,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="prévu (€)",
                    ),
                ),
                (
                    "spent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="réalisé (€)",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motif de l'écart")),
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
                        to="members.budgetline",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.delegatedmission",
                        verbose_name="mission",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DelegatedMissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                ("purpose", models.TextField(max_length=6000, verbose_name="objectifs")),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="durée",
                    ),
                ),
                ("steering", models.TextField(blank=True, max_length=2000, verbose_name="comité de pilotage")),
                (
                    "indicator_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="indicateurs",
                    ),
                ),
                (
                    "agreement",
                    models.FileField(
                        blank=True, editable=False, upload_to="missions/%Y/", verbose_name="convention signée"
                    ),
                ),
                (
                    "agreement_name",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="nom du fichier"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposée"),
                            ("agreed", "convenue"),
                            ("running", "en cours"),
                            ("suspended", "suspendue"),
                            ("reported", "bilan remis"),
                            ("accepted", "bilan accepté"),
                            ("closed", "close"),
                            ("terminated", "résiliée"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="motif de la suspension ou de la résiliation"
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="convenue le")),
                ("started_on", models.DateField(blank=True, editable=False, null=True, verbose_name="commencée le")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="terminée le")),
                (
                    "carrier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.regionalassociation",
                        verbose_name="association porteuse",
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
                        to="members.delegatedmission",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Celle de l'association porteuse qui mène la mission, et à laquelle elle est comptée.",
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
            name="Deliverable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=200, verbose_name="livrable")),
                ("due_on", models.DateField(verbose_name="attendu le")),
                ("delivered_on", models.DateField(blank=True, editable=False, null=True, verbose_name="remis le")),
                (
                    "file",
                    models.FileField(blank=True, editable=False, upload_to="missions/%Y/", verbose_name="fichier"),
                ),
                ("name", models.CharField(blank=True, editable=False, max_length=200, verbose_name="nom du fichier")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliverables",
                        to="members.delegatedmission",
                        verbose_name="mission",
                    ),
                ),
            ],
            options={
                "verbose_name": "livrable",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DeliverableEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("label", models.CharField(max_length=200, verbose_name="livrable")),
                ("due_on", models.DateField(verbose_name="attendu le")),
                ("delivered_on", models.DateField(blank=True, editable=False, null=True, verbose_name="remis le")),
                (
                    "file",
                    models.FileField(blank=True, editable=False, upload_to="missions/%Y/", verbose_name="fichier"),
                ),
                ("name", models.CharField(blank=True, editable=False, max_length=200, verbose_name="nom du fichier")),
                (
                    "mission",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.delegatedmission",
                        verbose_name="mission",
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
                        to="members.deliverable",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année financée",
                    ),
                ),
                (
                    "condition",
                    models.CharField(
                        choices=[
                            ("signature", "à la signature"),
                            ("interim", "au bilan intermédiaire de l'année"),
                            ("accepted", "au bilan final accepté de l'année"),
                        ],
                        default="signature",
                        max_length=9,
                        verbose_name="condition",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="à verser le")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=11,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="montant (€)",
                    ),
                ),
                ("paid_on", models.DateField(blank=True, editable=False, null=True, verbose_name="versé le")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instalments",
                        to="members.delegatedmission",
                        verbose_name="mission",
                    ),
                ),
            ],
            options={
                "verbose_name": "versement",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="instalment_of_something",
                        violation_error_message="Un versement est d'un montant positif.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InstalmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année financée",
                    ),
                ),
                (
                    "condition",
                    models.CharField(
                        choices=[
                            ("signature", "à la signature"),
                            ("interim", "au bilan intermédiaire de l'année"),
                            ("accepted", "au bilan final accepté de l'année"),
                        ],
                        default="signature",
                        max_length=9,
                        verbose_name="condition",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="à verser le")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=11,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="montant (€)",
                    ),
                ),
                ("paid_on", models.DateField(blank=True, editable=False, null=True, verbose_name="versé le")),
                (
                    "mission",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.delegatedmission",
                        verbose_name="mission",
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
                        to="members.instalment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MissionReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("interim", "bilan intermédiaire"), ("final", "bilan final")],
                        max_length=7,
                        verbose_name="nature",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="à remettre le")),
                ("narrative", models.TextField(blank=True, max_length=20000, verbose_name="ce qui a été fait")),
                ("spent", models.JSONField(blank=True, default=dict, editable=False, verbose_name="réalisé par ligne")),
                (
                    "values",
                    models.JSONField(blank=True, default=dict, editable=False, verbose_name="valeurs des indicateurs"),
                ),
                (
                    "figures",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="chiffres du portail à l'envoi"
                    ),
                ),
                (
                    "carried_over",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="solde reporté (€)",
                    ),
                ),
                (
                    "to_repay",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="solde à rembourser (€)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "à remettre"),
                            ("sent", "remis"),
                            ("asked_for_more", "à compléter"),
                            ("accepted", "accepté"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=14,
                        verbose_name="état",
                    ),
                ),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="réponse de l'équipe nationale")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="écrit le")),
                ("sent_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="remis le")),
                ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="accepté le")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="members.delegatedmission",
                        verbose_name="mission",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
            ],
            options={
                "verbose_name": "bilan de mission",
                "verbose_name_plural": "bilans de mission",
                "ordering": ["year", "-kind", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mission", "year", "kind"),
                        name="mission_report_once",
                        violation_error_message="Ce bilan est déjà attendu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "accepted"]), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mission_report_sent_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MissionReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("interim", "bilan intermédiaire"), ("final", "bilan final")],
                        max_length=7,
                        verbose_name="nature",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="à remettre le")),
                ("narrative", models.TextField(blank=True, max_length=20000, verbose_name="ce qui a été fait")),
                ("spent", models.JSONField(blank=True, default=dict, editable=False, verbose_name="réalisé par ligne")),
                (
                    "values",
                    models.JSONField(blank=True, default=dict, editable=False, verbose_name="valeurs des indicateurs"),
                ),
                (
                    "figures",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="chiffres du portail à l'envoi"
                    ),
                ),
                (
                    "carried_over",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="solde reporté (€)",
                    ),
                ),
                (
                    "to_repay",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="solde à rembourser (€)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "à remettre"),
                            ("sent", "remis"),
                            ("asked_for_more", "à compléter"),
                            ("accepted", "accepté"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=14,
                        verbose_name="état",
                    ),
                ),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="réponse de l'équipe nationale")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("sent_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="remis le")),
                ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="accepté le")),
                (
                    "mission",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.delegatedmission",
                        verbose_name="mission",
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
                        to="members.missionreport",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewCampaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        unique=True, validators=[django.core.validators.MinValueValidator(2000)], verbose_name="année"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="ouverture")),
                (
                    "due_on",
                    models.DateField(
                        help_text="Dernier jour où les associations régionales envoient leur bilan.",
                        verbose_name="échéance",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "en préparation"), ("open", "ouverte"), ("closed", "close")],
                        default="draft",
                        editable=False,
                        max_length=6,
                        verbose_name="état",
                    ),
                ),
            ],
            options={
                "verbose_name": "campagne de bilans bilatéraux",
                "verbose_name_plural": "campagnes de bilans bilatéraux",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opens_on"))),
                        name="review_due_after_opening",
                        violation_error_message="L'échéance ne peut pas précéder l'ouverture.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewCampaignEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2000)], verbose_name="année"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="ouverture")),
                (
                    "due_on",
                    models.DateField(
                        help_text="Dernier jour où les associations régionales envoient leur bilan.",
                        verbose_name="échéance",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "en préparation"), ("open", "ouverte"), ("closed", "close")],
                        default="draft",
                        editable=False,
                        max_length=6,
                        verbose_name="état",
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
                        to="members.reviewcampaign",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.TextField(blank=True, verbose_name="question")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="members.reviewcampaign",
                        verbose_name="campagne",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="members.coremission",
                        verbose_name="mission",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("campaign", "mission"), name="mission_asked_once")],
            },
        ),
        migrations.CreateModel(
            name="ReviewQuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("wording", models.TextField(blank=True, verbose_name="question")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.reviewcampaign",
                        verbose_name="campagne",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.coremission",
                        verbose_name="mission",
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
                        to="members.reviewquestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BilateralReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("opened", "à remplir"),
                            ("drafting", "en cours de rédaction"),
                            ("sent", "envoyé"),
                            ("answered", "réponse donnée"),
                            ("met", "rencontre tenue"),
                            ("signed_one", "signé d'un côté"),
                            ("signed", "signé des deux"),
                            ("closed", "clos"),
                        ],
                        default="opened",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyé le")),
                ("asked_note", models.TextField(blank=True, verbose_name="complément demandé")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="réponse donnée le")),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="date de la rencontre")),
                ("people", models.TextField(blank=True, verbose_name="participants")),
                ("minutes", models.TextField(blank=True, verbose_name="compte rendu")),
                (
                    "previous",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Leur état le jour de la première signature.",
                        verbose_name="décisions du bilan précédent",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="clos le")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="members.regionalassociation",
                        verbose_name="association régionale",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="envoyé par",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="members.reviewcampaign",
                        verbose_name="campagne",
                    ),
                ),
            ],
            options={
                "verbose_name": "bilan bilatéral",
                "verbose_name_plural": "bilans bilatéraux",
                "ordering": ["-campaign__year", "association__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "association"), name="one_review_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["opened", "drafting"]), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="review_sent_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["opened", "drafting", "sent", "answered"]),
                            models.Q(
                                ("met_on__isnull", False),
                                models.Q(("people", ""), _negated=True),
                                models.Q(("minutes", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_met_is_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="review_closed_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="décision")),
                ("owner", models.CharField(max_length=150, verbose_name="qui s'en charge")),
                ("due_on", models.DateField(verbose_name="échéance")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "à faire"), ("done", "faite"), ("dropped", "abandonnée")],
                        default="open",
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="précision")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="soldée le")),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="members.reviewdecision",
                        verbose_name="suite de",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
            ],
            options={
                "verbose_name": "décision d'un bilan",
                "verbose_name_plural": "décisions des bilans",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_dropped_with_a_reason",
                        violation_error_message="Dites pourquoi la décision est abandonnée.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("settled_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_settled_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="décision")),
                ("owner", models.CharField(max_length=150, verbose_name="qui s'en charge")),
                ("due_on", models.DateField(verbose_name="échéance")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "à faire"), ("done", "faite"), ("dropped", "abandonnée")],
                        default="open",
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="précision")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="soldée le")),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.reviewdecision",
                        verbose_name="suite de",
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
                        to="members.reviewdecision",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=60, verbose_name="chiffre")),
                ("label", models.CharField(max_length=150, verbose_name="libellé")),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="unité")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="valeur"),
                ),
                ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="figé le")),
                ("comment", models.TextField(blank=True, verbose_name="commentaire")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.region",
                        verbose_name="région",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="members.reviewquestion",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "chiffre du bilan",
                "verbose_name_plural": "chiffres des bilans",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "question", "indicator", "region"), name="fact_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewFactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("indicator", models.CharField(max_length=60, verbose_name="chiffre")),
                ("label", models.CharField(max_length=150, verbose_name="libellé")),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="unité")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="valeur"),
                ),
                ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="figé le")),
                ("comment", models.TextField(blank=True, verbose_name="commentaire")),
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
                        to="members.reviewfact",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.region",
                        verbose_name="région",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.reviewquestion",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(max_length=200, upload_to="bilans/%Y/", verbose_name="fichier")),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("size", models.PositiveIntegerField(verbose_name="taille en octets")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte SHA-256")),
                (
                    "side",
                    models.CharField(
                        choices=[("regional", "association régionale"), ("national", "association nationale")],
                        max_length=8,
                        verbose_name="joint par",
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="déposé le")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="déposé par",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce jointe d'un bilan",
                "verbose_name_plural": "pièces jointes des bilans",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("review", "sha256"), name="review_file_once")],
            },
        ),
        migrations.CreateModel(
            name="ReviewSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("regional", "association régionale"), ("national", "association nationale")],
                        max_length=8,
                        verbose_name="pour",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signé le")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte du contenu signé")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature d'un bilan",
                "verbose_name_plural": "signatures des bilans",
                "ordering": ["signed_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("review", "side"), name="review_signed_once_a_side")],
            },
        ),
        migrations.CreateModel(
            name="ReviewSignatureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("regional", "association régionale"), ("national", "association nationale")],
                        max_length=8,
                        verbose_name="pour",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signé le")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte du contenu signé")),
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
                        to="members.reviewsignature",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
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
            name="ReviewAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "regional_score",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "non réalisée"),
                            (2, "à consolider"),
                            (3, "satisfaisante"),
                            (4, "pleinement réalisée"),
                        ],
                        null=True,
                        verbose_name="appréciation de la région",
                    ),
                ),
                ("regional_text", models.TextField(blank=True, verbose_name="bilan de la région")),
                ("regional_version", models.PositiveIntegerField(default=0, verbose_name="version de la région")),
                (
                    "national_score",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "non réalisée"),
                            (2, "à consolider"),
                            (3, "satisfaisante"),
                            (4, "pleinement réalisée"),
                        ],
                        null=True,
                        verbose_name="appréciation nationale",
                    ),
                ),
                ("national_text", models.TextField(blank=True, verbose_name="réponse nationale")),
                (
                    "agreement",
                    models.CharField(
                        blank=True,
                        choices=[("agreed", "accord"), ("partly", "accord partiel"), ("disagreed", "désaccord")],
                        max_length=9,
                        verbose_name="accord",
                    ),
                ),
                ("national_version", models.PositiveIntegerField(default=0, verbose_name="version nationale")),
                (
                    "national_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="répondu par",
                    ),
                ),
                (
                    "regional_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="members.reviewquestion",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse du bilan",
                "verbose_name_plural": "réponses des bilans",
                "ordering": ["question__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "question"), name="answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("regional_score", None), ("regional_score__range", (1, 4)), _connector="OR"),
                            models.Q(("national_score", None), ("national_score__range", (1, 4)), _connector="OR"),
                        ),
                        name="answer_score_on_scale",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "regional_score",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "non réalisée"),
                            (2, "à consolider"),
                            (3, "satisfaisante"),
                            (4, "pleinement réalisée"),
                        ],
                        null=True,
                        verbose_name="appréciation de la région",
                    ),
                ),
                ("regional_text", models.TextField(blank=True, verbose_name="bilan de la région")),
                ("regional_version", models.PositiveIntegerField(default=0, verbose_name="version de la région")),
                (
                    "national_score",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "non réalisée"),
                            (2, "à consolider"),
                            (3, "satisfaisante"),
                            (4, "pleinement réalisée"),
                        ],
                        null=True,
                        verbose_name="appréciation nationale",
                    ),
                ),
                ("national_text", models.TextField(blank=True, verbose_name="réponse nationale")),
                (
                    "agreement",
                    models.CharField(
                        blank=True,
                        choices=[("agreed", "accord"), ("partly", "accord partiel"), ("disagreed", "désaccord")],
                        max_length=9,
                        verbose_name="accord",
                    ),
                ),
                ("national_version", models.PositiveIntegerField(default=0, verbose_name="version nationale")),
                (
                    "national_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="répondu par",
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
                        to="members.reviewanswer",
                    ),
                ),
                (
                    "regional_by",
                    models.ForeignKey(
                        blank=True,
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
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.bilateralreview",
                        verbose_name="bilan",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.reviewquestion",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BilateralReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("opened", "à remplir"),
                            ("drafting", "en cours de rédaction"),
                            ("sent", "envoyé"),
                            ("answered", "réponse donnée"),
                            ("met", "rencontre tenue"),
                            ("signed_one", "signé d'un côté"),
                            ("signed", "signé des deux"),
                            ("closed", "clos"),
                        ],
                        default="opened",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyé le")),
                ("asked_note", models.TextField(blank=True, verbose_name="complément demandé")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="réponse donnée le")),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="date de la rencontre")),
                ("people", models.TextField(blank=True, verbose_name="participants")),
                ("minutes", models.TextField(blank=True, verbose_name="compte rendu")),
                (
                    "previous",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Leur état le jour de la première signature.",
                        verbose_name="décisions du bilan précédent",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="clos le")),
                (
                    "association",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.regionalassociation",
                        verbose_name="association régionale",
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
                        to="members.bilateralreview",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="envoyé par",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.reviewcampaign",
                        verbose_name="campagne",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="mail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call", "appel de cotisation"),
                    ("reminder", "relance de cotisation"),
                    ("membership", "suite d'une adhésion"),
                    ("application", "demande d'adhésion"),
                    ("colleague", "personnes d'une structure"),
                    ("meeting", "assemblée générale"),
                    ("mission", "missions déléguées"),
                    ("review", "bilans bilatéraux"),
                    ("news", "informations du réseau"),
                    ("events", "rencontres et formations"),
                    ("surveys", "enquêtes"),
                ],
                max_length=12,
                verbose_name="nature",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewcampaign",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewcampaignevent" ("due_on", "id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "year") SELECT new_values."due_on", new_values."id", new_values."opens_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a2591183f4a25f1bfba495ae9f7524e1cb59bf59",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5eca6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_reviewcampaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewcampaign",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewcampaignevent" ("due_on", "id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "year") SELECT new_values."due_on", new_values."id", new_values."opens_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="637841fc361f285fe0a99b78d02ee0b0e2e6ddb8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c5e96",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_reviewcampaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coreagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_coreagreementevent" ("adopted_on", "amends_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text", "title", "updated_at", "validity", "version") SELECT new_values."adopted_on", new_values."amends_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state", new_values."text", new_values."title", new_values."updated_at", new_values."validity", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5ef3a7e2a60b9b9148c450a920cb084f7949ef0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7d9ee",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_coreagreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coreagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_coreagreementevent" ("adopted_on", "amends_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text", "title", "updated_at", "validity", "version") SELECT new_values."adopted_on", new_values."amends_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."state", new_values."text", new_values."title", new_values."updated_at", new_values."validity", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0c1d1699a5d5be47593ee7b51a9ff5b359048c42",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3eb99",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_coreagreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_agreementsignatureevent" ("agreement_id", "association_id", "file", "id", "national_signatory", "national_signed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "regional_signatory", "regional_signed_on", "sha256", "state") SELECT new_values."agreement_id", new_values."association_id", new_values."file", new_values."id", new_values."national_signatory", new_values."national_signed_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."refusal", new_values."regional_signatory", new_values."regional_signed_on", new_values."sha256", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3a66f10a5327783f1b12684f468e7440d6282015",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f5731",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_agreementsignature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_agreementsignatureevent" ("agreement_id", "association_id", "file", "id", "national_signatory", "national_signed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "regional_signatory", "regional_signed_on", "sha256", "state") SELECT new_values."agreement_id", new_values."association_id", new_values."file", new_values."id", new_values."national_signatory", new_values."national_signed_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."refusal", new_values."regional_signatory", new_values."regional_signed_on", new_values."sha256", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="488af2c59e442a99003c0ead660810074783f81b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_911aa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_agreementsignature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coremission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_coremissionevent" ("agreement_id", "code", "expected", "id", "indicators", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "title") SELECT new_values."agreement_id", new_values."code", new_values."expected", new_values."id", new_values."indicators", new_values."lead", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."purpose", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a80163e03ab527d931b89b66cfef067a0c4acbb4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c43fe",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_coremission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coremission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_coremissionevent" ("agreement_id", "code", "expected", "id", "indicators", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "title") SELECT new_values."agreement_id", new_values."code", new_values."expected", new_values."id", new_values."indicators", new_values."lead", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."purpose", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fef05addd612704dadd566cb1f9d32eb8e28f5d8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d5656",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_coremission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegatedmission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_delegatedmissionevent" ("agreed_on", "agreement", "agreement_name", "carrier_id", "ended_on", "id", "indicator_keys", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "region_id", "started_on", "state", "steering", "title", "validity") SELECT new_values."agreed_on", new_values."agreement", new_values."agreement_name", new_values."carrier_id", new_values."ended_on", new_values."id", new_values."indicator_keys", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."reason", new_values."region_id", new_values."started_on", new_values."state", new_values."steering", new_values."title", new_values."validity" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bebd4c68af1918961f017ffeca93c2679d002ccd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1dec3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_delegatedmission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegatedmission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_delegatedmissionevent" ("agreed_on", "agreement", "agreement_name", "carrier_id", "ended_on", "id", "indicator_keys", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "region_id", "started_on", "state", "steering", "title", "validity") SELECT new_values."agreed_on", new_values."agreement", new_values."agreement_name", new_values."carrier_id", new_values."ended_on", new_values."id", new_values."indicator_keys", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."reason", new_values."region_id", new_values."started_on", new_values."state", new_values."steering", new_values."title", new_values."validity" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agreed_on" IS DISTINCT FROM (new_values."agreed_on") OR old_values."agreement" IS DISTINCT FROM (new_values."agreement") OR old_values."agreement_name" IS DISTINCT FROM (new_values."agreement_name") OR old_values."carrier_id" IS DISTINCT FROM (new_values."carrier_id") OR old_values."ended_on" IS DISTINCT FROM (new_values."ended_on") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."indicator_keys" IS DISTINCT FROM (new_values."indicator_keys") OR old_values."purpose" IS DISTINCT FROM (new_values."purpose") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."region_id" IS DISTINCT FROM (new_values."region_id") OR old_values."started_on" IS DISTINCT FROM (new_values."started_on") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."steering" IS DISTINCT FROM (new_values."steering") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."validity" IS DISTINCT FROM (new_values."validity")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ced6d40821638fa9f85aee3fc75091fba4bb2330",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6564b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_delegatedmission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_budgetlineevent" ("account_class", "id", "kind", "label", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "reason", "spent", "year") SELECT new_values."account_class", new_values."id", new_values."kind", new_values."label", new_values."mission_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."planned", new_values."reason", new_values."spent", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0cec6f42759d817b6f5198177352a0aefa0d57b7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cc820",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_budgetlineevent" ("account_class", "id", "kind", "label", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "reason", "spent", "year") SELECT new_values."account_class", new_values."id", new_values."kind", new_values."label", new_values."mission_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."planned", new_values."reason", new_values."spent", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f34fdde186ddaff86310efc8b4bc83aa2b246c3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3c9ff",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliverable",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_deliverableevent" ("delivered_on", "due_on", "file", "id", "label", "mission_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."delivered_on", new_values."due_on", new_values."file", new_values."id", new_values."label", new_values."mission_id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fe402d3bd501b059331fb3b6db7a9e16c0f7d4f1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0e7a8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_deliverable",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliverable",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_deliverableevent" ("delivered_on", "due_on", "file", "id", "label", "mission_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."delivered_on", new_values."due_on", new_values."file", new_values."id", new_values."label", new_values."mission_id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="32698fd1f50c2a72588a4f1adcd6447ba33897ae",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_70e07",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_deliverable",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_instalmentevent" ("amount", "condition", "due_on", "id", "mission_id", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT new_values."amount", new_values."condition", new_values."due_on", new_values."id", new_values."mission_id", new_values."paid_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f4d08c7b1a31b8f7245406d1efd6cf5f8e458dc7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3d40",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_instalment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instalment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_instalmentevent" ("amount", "condition", "due_on", "id", "mission_id", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT new_values."amount", new_values."condition", new_values."due_on", new_values."id", new_values."mission_id", new_values."paid_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f5791e1e1f5f3a4194a9a6e09e640b5e56abe2f1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f00af",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_instalment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="missionreport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_missionreportevent" ("accepted_at", "answer", "carried_over", "due_on", "figures", "id", "kind", "mission_id", "narrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "spent", "state", "to_repay", "updated_by_id", "values", "version", "year") SELECT new_values."accepted_at", new_values."answer", new_values."carried_over", new_values."due_on", new_values."figures", new_values."id", new_values."kind", new_values."mission_id", new_values."narrative", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sent_at", new_values."spent", new_values."state", new_values."to_repay", new_values."updated_by_id", new_values."values", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d82ede5988a65b4c4df6809fe87f216297c69729",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c199d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_missionreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="missionreport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_missionreportevent" ("accepted_at", "answer", "carried_over", "due_on", "figures", "id", "kind", "mission_id", "narrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "spent", "state", "to_repay", "updated_by_id", "values", "version", "year") SELECT new_values."accepted_at", new_values."answer", new_values."carried_over", new_values."due_on", new_values."figures", new_values."id", new_values."kind", new_values."mission_id", new_values."narrative", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sent_at", new_values."spent", new_values."state", new_values."to_repay", new_values."updated_by_id", new_values."values", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."accepted_at" IS DISTINCT FROM (new_values."accepted_at") OR old_values."answer" IS DISTINCT FROM (new_values."answer") OR old_values."carried_over" IS DISTINCT FROM (new_values."carried_over") OR old_values."due_on" IS DISTINCT FROM (new_values."due_on") OR old_values."figures" IS DISTINCT FROM (new_values."figures") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."mission_id" IS DISTINCT FROM (new_values."mission_id") OR old_values."narrative" IS DISTINCT FROM (new_values."narrative") OR old_values."sent_at" IS DISTINCT FROM (new_values."sent_at") OR old_values."spent" IS DISTINCT FROM (new_values."spent") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."to_repay" IS DISTINCT FROM (new_values."to_repay") OR old_values."updated_by_id" IS DISTINCT FROM (new_values."updated_by_id") OR old_values."values" IS DISTINCT FROM (new_values."values") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."year" IS DISTINCT FROM (new_values."year")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="587483439f6c12f06b533c648d09cce7f9af73d5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_98881",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_missionreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bilateralreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_bilateralreviewevent" ("answered_at", "asked_note", "association_id", "campaign_id", "closed_at", "id", "met_on", "minutes", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous", "sent_at", "sent_by_id", "state") SELECT new_values."answered_at", new_values."asked_note", new_values."association_id", new_values."campaign_id", new_values."closed_at", new_values."id", new_values."met_on", new_values."minutes", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."previous", new_values."sent_at", new_values."sent_by_id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b70cf5b9a08727841eb04fbeb5485a72fa6f4cb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5d25b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_bilateralreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bilateralreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_bilateralreviewevent" ("answered_at", "asked_note", "association_id", "campaign_id", "closed_at", "id", "met_on", "minutes", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous", "sent_at", "sent_by_id", "state") SELECT new_values."answered_at", new_values."asked_note", new_values."association_id", new_values."campaign_id", new_values."closed_at", new_values."id", new_values."met_on", new_values."minutes", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."previous", new_values."sent_at", new_values."sent_by_id", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7b093fd2b6af590ffa2a973cf5825e39f02d044d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a8f96",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_bilateralreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewdecisionevent" ("due_on", "follows_id", "id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_id", "settled_on", "state", "text") SELECT new_values."due_on", new_values."follows_id", new_values."id", new_values."owner", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."review_id", new_values."settled_on", new_values."state", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fa1fe188a2bf64f4900dacdd36e2cdc81320469f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_df38f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_reviewdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewdecisionevent" ("due_on", "follows_id", "id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_id", "settled_on", "state", "text") SELECT new_values."due_on", new_values."follows_id", new_values."id", new_values."owner", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."review_id", new_values."settled_on", new_values."state", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="29ee363ad2a0e2908bfe388e867caabd45b302ea",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_71184",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_reviewdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewquestionevent" ("campaign_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "wording") SELECT new_values."campaign_id", new_values."id", new_values."mission_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."wording" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="25388b372850a36a3ef2fee07f3b5e8bba07e3af",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4378c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_reviewquestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewquestionevent" ("campaign_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "wording") SELECT new_values."campaign_id", new_values."id", new_values."mission_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."wording" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="febc55366c35ed793806087e8cd40613d9d366b6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d0219",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_reviewquestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewfact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewfactevent" ("comment", "frozen_at", "id", "indicator", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "region_id", "review_id", "unit", "value") SELECT new_values."comment", new_values."frozen_at", new_values."id", new_values."indicator", new_values."label", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question_id", new_values."region_id", new_values."review_id", new_values."unit", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d29a413a1adab963901cfe6147d8f82f241c93cc",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_78e1d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_reviewfact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewfact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewfactevent" ("comment", "frozen_at", "id", "indicator", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "region_id", "review_id", "unit", "value") SELECT new_values."comment", new_values."frozen_at", new_values."id", new_values."indicator", new_values."label", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question_id", new_values."region_id", new_values."review_id", new_values."unit", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cab5b4d23f3628eabb9970abd6234336b36b0b7d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_37998",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_reviewfact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewanswerevent" ("agreement", "id", "national_by_id", "national_score", "national_text", "national_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "regional_by_id", "regional_score", "regional_text", "regional_version", "review_id") SELECT new_values."agreement", new_values."id", new_values."national_by_id", new_values."national_score", new_values."national_text", new_values."national_version", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question_id", new_values."regional_by_id", new_values."regional_score", new_values."regional_text", new_values."regional_version", new_values."review_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c1eaaec85ab1f60d3882b9cb02bd4d90c7e94209",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2506d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_reviewanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewanswerevent" ("agreement", "id", "national_by_id", "national_score", "national_text", "national_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "regional_by_id", "regional_score", "regional_text", "regional_version", "review_id") SELECT new_values."agreement", new_values."id", new_values."national_by_id", new_values."national_score", new_values."national_text", new_values."national_version", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question_id", new_values."regional_by_id", new_values."regional_score", new_values."regional_text", new_values."regional_version", new_values."review_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="146ef8893e4399ed5f1d00b10bae81a973605f99",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c8b8e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_reviewanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewsignatureevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "sha256", "side", "signed_at", "user_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."review_id", new_values."sha256", new_values."side", new_values."signed_at", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0190e9d5385df60113312b2b0ff0e692a78a8605",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2b962",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="members_reviewsignature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "members_reviewsignatureevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "sha256", "side", "signed_at", "user_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."review_id", new_values."sha256", new_values."side", new_values."signed_at", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4fb0c949db7febeffc3e0ebd9acf8c1988c1cf0f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d78b0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="members_reviewsignature",
                    when="AFTER",
                ),
            ),
        ),
    ]
