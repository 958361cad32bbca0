from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import certification.models.accreditation
import certification.models.certificate
import certification.models.check
import certification.models.jury
import members.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0007_certification_mails"),
        ("members", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("birth_name", models.CharField(max_length=60, verbose_name="nom de naissance")),
                ("used_name", models.CharField(blank=True, max_length=60, verbose_name="nom d'usage")),
                ("first_name", models.CharField(max_length=60, verbose_name="premier prénom")),
                ("second_name", models.CharField(blank=True, max_length=60, verbose_name="deuxième prénom")),
                ("third_name", models.CharField(blank=True, max_length=60, verbose_name="troisième prénom")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("M", "masculin"), ("F", "féminin")],
                        max_length=1,
                        verbose_name="sexe à l'état civil",
                    ),
                ),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2099),
                        ],
                        verbose_name="année de naissance",
                    ),
                ),
                (
                    "birth_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="mois",
                    ),
                ),
                (
                    "birth_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="jour",
                    ),
                ),
                (
                    "birth_commune_code",
                    models.CharField(
                        blank=True,
                        help_text="Celui du jour de la naissance. Vide pour une naissance à l'étranger.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(\\d{5}|2[AB]\\d{3})$", "Cinq chiffres, ou 2A ou 2B et trois chiffres."
                            )
                        ],
                        verbose_name="code INSEE de la commune de naissance",
                    ),
                ),
                (
                    "birth_commune_name",
                    models.CharField(blank=True, max_length=60, verbose_name="commune de naissance"),
                ),
                (
                    "birth_country_code",
                    models.CharField(
                        blank=True,
                        help_text="Les trois derniers chiffres du code INSEE (99…). Vide pour la France.",
                        max_length=3,
                        validators=[django.core.validators.RegexValidator("^\\d{3}$", "Trois chiffres.")],
                        verbose_name="code du pays",
                    ),
                ),
                ("birth_country_name", models.CharField(blank=True, max_length=60, verbose_name="pays de naissance")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                ("identity_seen_on", models.DateField(blank=True, null=True, verbose_name="pièce d'identité vue le")),
                ("informed_on", models.DateField(blank=True, null=True, verbose_name="notice d'information remise le")),
            ],
            options={
                "verbose_name": "candidat",
                "verbose_name_plural": "candidats",
                "ordering": ["birth_name", "first_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CandidateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("birth_name", models.CharField(max_length=60, verbose_name="nom de naissance")),
                ("used_name", models.CharField(blank=True, max_length=60, verbose_name="nom d'usage")),
                ("first_name", models.CharField(max_length=60, verbose_name="premier prénom")),
                ("second_name", models.CharField(blank=True, max_length=60, verbose_name="deuxième prénom")),
                ("third_name", models.CharField(blank=True, max_length=60, verbose_name="troisième prénom")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("M", "masculin"), ("F", "féminin")],
                        max_length=1,
                        verbose_name="sexe à l'état civil",
                    ),
                ),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2099),
                        ],
                        verbose_name="année de naissance",
                    ),
                ),
                (
                    "birth_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="mois",
                    ),
                ),
                (
                    "birth_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="jour",
                    ),
                ),
                (
                    "birth_commune_code",
                    models.CharField(
                        blank=True,
                        help_text="Celui du jour de la naissance. Vide pour une naissance à l'étranger.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(\\d{5}|2[AB]\\d{3})$", "Cinq chiffres, ou 2A ou 2B et trois chiffres."
                            )
                        ],
                        verbose_name="code INSEE de la commune de naissance",
                    ),
                ),
                (
                    "birth_commune_name",
                    models.CharField(blank=True, max_length=60, verbose_name="commune de naissance"),
                ),
                (
                    "birth_country_code",
                    models.CharField(
                        blank=True,
                        help_text="Les trois derniers chiffres du code INSEE (99…). Vide pour la France.",
                        max_length=3,
                        validators=[django.core.validators.RegexValidator("^\\d{3}$", "Trois chiffres.")],
                        verbose_name="code du pays",
                    ),
                ),
                ("birth_country_name", models.CharField(blank=True, max_length=60, verbose_name="pays de naissance")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                ("identity_seen_on", models.DateField(blank=True, null=True, verbose_name="pièce d'identité vue le")),
                ("informed_on", models.DateField(blank=True, null=True, verbose_name="notice d'information remise le")),
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
                        to="certification.candidate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CandidateExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                ("count", models.PositiveIntegerField(verbose_name="candidats")),
                ("what", models.CharField(max_length=300, verbose_name="contenu")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pris par",
                    ),
                ),
            ],
            options={
                "verbose_name": "export de candidats",
                "verbose_name_plural": "exports de candidats",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Certification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=250, verbose_name="intitulé")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RNCP", "répertoire national (RNCP)"),
                            ("RS", "répertoire spécifique (RS)"),
                            ("BRANCH", "branche seule"),
                        ],
                        max_length=6,
                        verbose_name="enregistrement",
                    ),
                ),
                (
                    "fiche_number",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(RNCP|RS)\\d{1,6}$", "Écrivez RNCP ou RS, puis un à six chiffres."
                            )
                        ],
                        verbose_name="numéro de fiche",
                    ),
                ),
                (
                    "eu_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="De 2 à 8 ; vide, sans niveau spécifique.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="niveau",
                    ),
                ),
                (
                    "nsf_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes NSF",
                    ),
                ),
                (
                    "formacodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Formacodes",
                    ),
                ),
                (
                    "rome_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes ROME",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="décision d'enregistrement")),
                ("registered_from", models.DateField(blank=True, null=True, verbose_name="enregistrée du")),
                (
                    "registered_until",
                    models.DateField(blank=True, null=True, verbose_name="échéance de l'enregistrement"),
                ),
                ("last_entry_on", models.DateField(blank=True, null=True, verbose_name="dernière entrée en parcours")),
                ("partial_allowed", models.BooleanField(default=True, verbose_name="validation partielle")),
                (
                    "block_validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide : acquis pour la vie.",
                        null=True,
                        verbose_name="durée des blocs acquis (mois)",
                    ),
                ),
                (
                    "certificate_validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide : sans limite.",
                        null=True,
                        verbose_name="durée du certificat (mois)",
                    ),
                ),
                (
                    "accreditation_months",
                    models.PositiveSmallIntegerField(default=36, verbose_name="durée d'un agrément (mois)"),
                ),
                (
                    "min_members",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Un jury est collégial : deux au moins.",
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="quorum du jury",
                    ),
                ),
                (
                    "min_per_college",
                    models.PositiveSmallIntegerField(default=1, verbose_name="membres de chaque collège"),
                ),
                (
                    "external_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Part des membres présents qui ne sont ni du certificateur, ni d'une structure dont un candidat se présente.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="membres extérieurs (%)",
                    ),
                ),
                (
                    "casting_vote",
                    models.BooleanField(default=False, verbose_name="voix prépondérante de la présidence"),
                ),
                (
                    "anonymous_files",
                    models.BooleanField(
                        default=False,
                        help_text="Le jury lit un numéro à la place du nom et de la structure.",
                        verbose_name="dossiers anonymes",
                    ),
                ),
                (
                    "summons_days",
                    models.PositiveSmallIntegerField(default=15, verbose_name="délai de convocation (jours)"),
                ),
                ("appeal_days", models.PositiveSmallIntegerField(default=60, verbose_name="délai de recours (jours)")),
                (
                    "indemnity",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="Versée à chaque membre présent ; un jury n'est pas salarié.",
                        max_digits=7,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="indemnité par jury",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="certification.certification",
                        verbose_name="remplacée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "certification",
                "verbose_name_plural": "certifications",
                "ordering": ["title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fiche_number", ""), ("kind", "BRANCH")),
                            models.Q(("fiche_number__startswith", "RNCP"), ("kind", "RNCP")),
                            models.Q(("fiche_number__startswith", "RS"), ("kind", "RS")),
                            _connector="OR",
                        ),
                        name="certification_fiche_of_its_register",
                        violation_error_message="Le numéro de fiche va avec le répertoire : RNCP…, RS…, aucun pour la branche.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by", None),
                            models.Q(("replaced_by", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="certification_not_its_own_successor",
                        violation_error_message="Une certification n'est pas remplacée par elle-même.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fiche_number", ""), _negated=True),
                        fields=("fiche_number",),
                        name="certification_fiche_once",
                        violation_error_message="Cette fiche est déjà celle d'une autre certification.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registered_until__gte", models.F("registered_from")),
                            ("registered_until", None),
                            ("registered_from", None),
                            _connector="OR",
                        ),
                        name="certification_dates_in_order",
                        violation_error_message="L'échéance est après le début de l'enregistrement.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=20, verbose_name="code")),
                ("title", models.CharField(max_length=250, verbose_name="intitulé")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RNCP", "répertoire national (RNCP)"),
                            ("RS", "répertoire spécifique (RS)"),
                            ("BRANCH", "branche seule"),
                        ],
                        max_length=6,
                        verbose_name="enregistrement",
                    ),
                ),
                (
                    "fiche_number",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(RNCP|RS)\\d{1,6}$", "Écrivez RNCP ou RS, puis un à six chiffres."
                            )
                        ],
                        verbose_name="numéro de fiche",
                    ),
                ),
                (
                    "eu_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="De 2 à 8 ; vide, sans niveau spécifique.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="niveau",
                    ),
                ),
                (
                    "nsf_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes NSF",
                    ),
                ),
                (
                    "formacodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Formacodes",
                    ),
                ),
                (
                    "rome_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes ROME",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="décision d'enregistrement")),
                ("registered_from", models.DateField(blank=True, null=True, verbose_name="enregistrée du")),
                (
                    "registered_until",
                    models.DateField(blank=True, null=True, verbose_name="échéance de l'enregistrement"),
                ),
                ("last_entry_on", models.DateField(blank=True, null=True, verbose_name="dernière entrée en parcours")),
                ("partial_allowed", models.BooleanField(default=True, verbose_name="validation partielle")),
                (
                    "block_validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide : acquis pour la vie.",
                        null=True,
                        verbose_name="durée des blocs acquis (mois)",
                    ),
                ),
                (
                    "certificate_validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide : sans limite.",
                        null=True,
                        verbose_name="durée du certificat (mois)",
                    ),
                ),
                (
                    "accreditation_months",
                    models.PositiveSmallIntegerField(default=36, verbose_name="durée d'un agrément (mois)"),
                ),
                (
                    "min_members",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Un jury est collégial : deux au moins.",
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="quorum du jury",
                    ),
                ),
                (
                    "min_per_college",
                    models.PositiveSmallIntegerField(default=1, verbose_name="membres de chaque collège"),
                ),
                (
                    "external_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Part des membres présents qui ne sont ni du certificateur, ni d'une structure dont un candidat se présente.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="membres extérieurs (%)",
                    ),
                ),
                (
                    "casting_vote",
                    models.BooleanField(default=False, verbose_name="voix prépondérante de la présidence"),
                ),
                (
                    "anonymous_files",
                    models.BooleanField(
                        default=False,
                        help_text="Le jury lit un numéro à la place du nom et de la structure.",
                        verbose_name="dossiers anonymes",
                    ),
                ),
                (
                    "summons_days",
                    models.PositiveSmallIntegerField(default=15, verbose_name="délai de convocation (jours)"),
                ),
                ("appeal_days", models.PositiveSmallIntegerField(default=60, verbose_name="délai de recours (jours)")),
                (
                    "indemnity",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        help_text="Versée à chaque membre présent ; un jury n'est pas salarié.",
                        max_digits=7,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="indemnité par jury",
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
                        to="certification.certification",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.certification",
                        verbose_name="remplacée par",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChecklistQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("theme", models.CharField(max_length=100, verbose_name="thème")),
                ("text", models.CharField(max_length=400, verbose_name="point à vérifier")),
                ("help_text", models.CharField(blank=True, max_length=400, verbose_name="ce qui est regardé")),
                ("active", models.BooleanField(default=True, verbose_name="posée")),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklist",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
            ],
            options={
                "verbose_name": "point de contrôle",
                "verbose_name_plural": "points de contrôle",
                "ordering": ["certification", "order"],
            },
        ),
        migrations.CreateModel(
            name="Deposit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="numéro")),
                (
                    "kind",
                    models.CharField(
                        choices=[("creation", "certifications"), ("deletion", "suppressions")],
                        default="creation",
                        max_length=8,
                        verbose_name="nature",
                    ),
                ),
                ("flow_id", models.CharField(max_length=50, unique=True, verbose_name="identifiant du flux")),
                ("xml", models.BinaryField(verbose_name="fichier")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="empreinte SHA-256")),
                (
                    "schema_sha256",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="empreinte du schéma"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="fait le")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="déposé le")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fait par",
                    ),
                ),
            ],
            options={
                "verbose_name": "dépôt à la Caisse des Dépôts",
                "verbose_name_plural": "dépôts à la Caisse des Dépôts",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DepositAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "client_id",
                    models.CharField(
                        max_length=8,
                        validators=[django.core.validators.RegexValidator("^\\S{8}$", "Huit caractères.")],
                        verbose_name="identifiant client",
                    ),
                ),
                ("contract_id", models.CharField(max_length=20, verbose_name="identifiant du contrat")),
                (
                    "certifier_id",
                    models.CharField(
                        blank=True,
                        help_text="Vide : celui de l'émetteur.",
                        max_length=8,
                        validators=[django.core.validators.RegexValidator("^\\S{8}$", "Huit caractères.")],
                        verbose_name="identifiant client du certificateur",
                    ),
                ),
                (
                    "trusted_third_party",
                    models.BooleanField(default=False, verbose_name="déposé par un tiers de confiance"),
                ),
                (
                    "version",
                    models.CharField(
                        choices=[("1.1.2", "1.1.2"), ("1.1.5", "1.1.5")],
                        default="1.1.2",
                        max_length=5,
                        verbose_name="version du schéma",
                    ),
                ),
                (
                    "schema",
                    models.FileField(
                        blank=True,
                        help_text="Le fichier du kit de la Caisse des Dépôts.",
                        upload_to="deposits/schema/",
                        verbose_name="schéma XSD",
                    ),
                ),
            ],
            options={
                "verbose_name": "compte de dépôt à la Caisse des Dépôts",
                "verbose_name_plural": "compte de dépôt à la Caisse des Dépôts",
            },
        ),
        migrations.CreateModel(
            name="DepositReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                ("content", models.BinaryField(verbose_name="fichier")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte SHA-256")),
                (
                    "treatment_id",
                    models.CharField(blank=True, max_length=100, verbose_name="identifiant du traitement"),
                ),
                ("remarks", models.JSONField(default=list, verbose_name="lignes écartées")),
                ("read_at", models.DateTimeField(auto_now_add=True, verbose_name="lu le")),
                (
                    "deposit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="certification.deposit",
                        verbose_name="dépôt",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lu par",
                    ),
                ),
            ],
            options={
                "verbose_name": "compte rendu de traitement",
                "verbose_name_plural": "comptes rendus de traitement",
                "ordering": ["-read_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deposit", "sha256"),
                        name="deposit_report_once",
                        violation_error_message="Ce compte rendu a déjà été lu.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowedRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("juries", "jurys"),
                            ("checks", "contrôles d'agrément"),
                            ("accreditations", "demandes d'agrément"),
                            ("support_visits", "appuis pédagogiques"),
                        ],
                        max_length=14,
                        unique=True,
                        verbose_name="registre",
                    ),
                ),
                ("since", models.PositiveSmallIntegerField(verbose_name="tenu depuis l'année")),
            ],
            options={
                "verbose_name": "registre tenu",
                "verbose_name_plural": "registres tenus",
                "ordering": ["kind"],
            },
        ),
        migrations.CreateModel(
            name="Jury",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="le")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="de")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="à")),
                (
                    "modality",
                    models.CharField(
                        choices=[("on_site", "en présence"), ("remote", "à distance"), ("mixed", "mixte")],
                        default="on_site",
                        max_length=7,
                        verbose_name="forme",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="L'adresse, ou le lien de la visioconférence.",
                        max_length=250,
                        verbose_name="lieu",
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en préparation"),
                            ("convened", "convoqué"),
                            ("confirmed", "confirmé"),
                            ("held", "en cours de délibération"),
                            ("minutes", "procès-verbal à signer"),
                            ("signed", "procès-verbal signé"),
                            ("notified", "résultats notifiés"),
                            ("closed", "clos"),
                            ("cancelled", "annulé"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("incidents", models.TextField(blank=True, max_length=3000, verbose_name="incidents")),
                (
                    "correction_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Pourquoi le jury délibère à nouveau, jusqu'à ce que le nouveau procès-verbal soit écrit.",
                        max_length=500,
                        verbose_name="motif de la correction en cours",
                    ),
                ),
                (
                    "cancellation_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="motif de l'annulation"),
                ),
                (
                    "convened_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="convoqué le"),
                ),
                (
                    "notified_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="résultats notifiés le"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="juries",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted_juries",
                        to="members.organisation",
                        verbose_name="structure d'accueil",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="juries",
                        to="members.region",
                        verbose_name="région",
                    ),
                ),
            ],
            options={
                "verbose_name": "jury",
                "verbose_name_plural": "jurys",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancellation_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="jury_cancelled_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JuryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("held_on", models.DateField(verbose_name="le")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="de")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="à")),
                (
                    "modality",
                    models.CharField(
                        choices=[("on_site", "en présence"), ("remote", "à distance"), ("mixed", "mixte")],
                        default="on_site",
                        max_length=7,
                        verbose_name="forme",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="L'adresse, ou le lien de la visioconférence.",
                        max_length=250,
                        verbose_name="lieu",
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en préparation"),
                            ("convened", "convoqué"),
                            ("confirmed", "confirmé"),
                            ("held", "en cours de délibération"),
                            ("minutes", "procès-verbal à signer"),
                            ("signed", "procès-verbal signé"),
                            ("notified", "résultats notifiés"),
                            ("closed", "clos"),
                            ("cancelled", "annulé"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("incidents", models.TextField(blank=True, max_length=3000, verbose_name="incidents")),
                (
                    "correction_reason",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Pourquoi le jury délibère à nouveau, jusqu'à ce que le nouveau procès-verbal soit écrit.",
                        max_length=500,
                        verbose_name="motif de la correction en cours",
                    ),
                ),
                (
                    "cancellation_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="motif de l'annulation"),
                ),
                (
                    "convened_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="convoqué le"),
                ),
                (
                    "notified_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="résultats notifiés le"),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="structure d'accueil",
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
                        to="certification.jury",
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
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="rang")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="numéro")),
                ("content", models.JSONField(editable=False, verbose_name="contenu")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="empreinte SHA-256")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="motif de la correction")),
                (
                    "signers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        editable=False,
                        size=None,
                        verbose_name="sièges qui signent",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="écrit le"),
                ),
                (
                    "jury",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="certification.jury",
                        verbose_name="jury",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
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
                "verbose_name": "procès-verbal",
                "verbose_name_plural": "procès-verbaux",
                "ordering": ["jury", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("jury", "order"), name="minutes_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(("order", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="correction_has_a_reason",
                        violation_error_message="Une correction a un motif.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Official",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_name", models.CharField(max_length=150, verbose_name="nom complet")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                ("of_certifier", models.BooleanField(default=False, verbose_name="salariée du certificateur")),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Elle ne siège pas pour les candidats de cette structure.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="officials",
                        to="members.organisation",
                        verbose_name="structure où elle travaille",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="Celle d'où la personne se déplace.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officials",
                        to="members.region",
                        verbose_name="région",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="official",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandataire, contrôleur ou formateur",
                "verbose_name_plural": "mandataires, contrôleurs et formateurs",
                "ordering": ["full_name"],
            },
        ),
        migrations.CreateModel(
            name="ConflictDeclaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tie", models.CharField(max_length=200, verbose_name="lien")),
                ("declared_on", models.DateField(verbose_name="déclaré le")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="terminé le")),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="certification.candidate",
                        verbose_name="candidat",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="certification.official",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "conflit d'intérêts",
                "verbose_name_plural": "conflits d'intérêts",
                "ordering": ["-declared_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("candidate", None), ("organisation__isnull", False)),
                            models.Q(("candidate__isnull", False), ("organisation", None)),
                            _connector="OR",
                        ),
                        name="conflict_with_one",
                        violation_error_message="Le lien est avec une structure, ou avec un candidat.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("mandataire", "mandataire"),
                            ("controller", "contrôleur"),
                            ("epsp_trainer", "formateur EPSP"),
                        ],
                        max_length=12,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "college",
                    models.CharField(
                        choices=[("employer", "employeurs"), ("employee", "salariés"), ("none", "hors collège")],
                        default="none",
                        max_length=8,
                        verbose_name="collège",
                    ),
                ),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="mandat",
                    ),
                ),
                (
                    "certifications",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Aucune : toutes.",
                        related_name="+",
                        to="certification.certification",
                        verbose_name="certifications",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Aucune : toutes.",
                        related_name="+",
                        to="members.region",
                        verbose_name="régions",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandates",
                        to="certification.official",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandat",
                "verbose_name_plural": "mandats",
                "ordering": ["official", "role", "-validity"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("official", "="), ("role", "="), ("validity", "&&")],
                        name="official_mandate_once",
                        violation_error_message="Cette personne a déjà ce mandat sur une partie de ces dates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "mandataire"), _negated=True),
                            models.Q(("college", "none"), _negated=True),
                            _connector="OR",
                        ),
                        name="mandataire_has_a_college",
                        violation_error_message="Un mandataire siège pour le collège des employeurs ou des salariés.",
                    ),
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("mandataire", "mandataire"),
                            ("controller", "contrôleur"),
                            ("epsp_trainer", "formateur EPSP"),
                        ],
                        max_length=12,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "college",
                    models.CharField(
                        choices=[("employer", "employeurs"), ("employee", "salariés"), ("none", "hors collège")],
                        default="none",
                        max_length=8,
                        verbose_name="collège",
                    ),
                ),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="mandat",
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
                        to="certification.mandate",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.official",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OfficialEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("full_name", models.CharField(max_length=150, verbose_name="nom complet")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                ("of_certifier", models.BooleanField(default=False, verbose_name="salariée du certificateur")),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Elle ne siège pas pour les candidats de cette structure.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="structure où elle travaille",
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
                        to="certification.official",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Celle d'où la personne se déplace.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.region",
                        verbose_name="région",
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
            name="OfficialTraining",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="formation")),
                ("done_on", models.DateField(verbose_name="suivie le")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainings",
                        to="certification.official",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "formation suivie",
                "verbose_name_plural": "formations suivies",
                "ordering": ["-done_on"],
            },
        ),
        migrations.CreateModel(
            name="PieceKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("name", models.CharField(max_length=150, verbose_name="pièce")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="précision")),
                ("required", models.BooleanField(default=True, verbose_name="obligatoire")),
                ("active", models.BooleanField(default=True, verbose_name="demandée")),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="piece_kinds",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce du dossier d'agrément",
                "verbose_name_plural": "pièces du dossier d'agrément",
                "ordering": ["certification", "order"],
            },
        ),
        migrations.CreateModel(
            name="Referential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20, verbose_name="version")),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="entrées en parcours",
                    ),
                ),
                (
                    "pass_rule",
                    models.CharField(
                        choices=[
                            ("mandatory", "toutes les compétences obligatoires sont acquises"),
                            ("points", "le total des points atteint le seuil"),
                        ],
                        default="mandatory",
                        max_length=9,
                        verbose_name="un bloc est acquis quand",
                    ),
                ),
                (
                    "pass_percent",
                    models.PositiveSmallIntegerField(
                        default=70,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="seuil (%)",
                    ),
                ),
                (
                    "optional_blocks_due",
                    models.PositiveSmallIntegerField(default=0, verbose_name="blocs facultatifs à acquérir"),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referentials",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
            ],
            options={
                "verbose_name": "référentiel",
                "verbose_name_plural": "référentiels",
                "ordering": ["certification", "-validity"],
                "constraints": [
                    models.UniqueConstraint(fields=("certification", "version"), name="referential_version_once"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("certification", "="), ("validity", "&&")],
                        name="referential_one_at_a_time",
                        violation_error_message="Une autre version vaut déjà sur une partie de ces dates.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "college",
                    models.CharField(
                        choices=[("employer", "employeurs"), ("employee", "salariés"), ("none", "hors collège")],
                        max_length=8,
                        verbose_name="collège",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("president", "présidence"),
                            ("member", "membre"),
                            ("observer", "observateur sans voix"),
                        ],
                        default="member",
                        max_length=9,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("waiting", "sans réponse"), ("accepted", "vient"), ("declined", "ne vient pas")],
                        default="waiting",
                        max_length=8,
                        verbose_name="réponse",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="répondu le")),
                (
                    "token",
                    models.CharField(
                        default=certification.models.jury.answer_token, editable=False, max_length=32, unique=True
                    ),
                ),
                ("present", models.BooleanField(blank=True, null=True, verbose_name="présent")),
                (
                    "travel_cost",
                    models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name="frais de déplacement"),
                ),
                (
                    "jury",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="certification.jury",
                        verbose_name="jury",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="certification.official",
                        verbose_name="personne",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replacement",
                        to="certification.seat",
                        verbose_name="remplace",
                    ),
                ),
            ],
            options={
                "verbose_name": "siège",
                "verbose_name_plural": "sièges",
                "ordering": ["jury", "-role", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("jury", "official"),
                        name="seat_once",
                        violation_error_message="Cette personne siège déjà dans ce jury.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "president")),
                        fields=("jury",),
                        name="jury_one_president",
                        violation_error_message="Un jury a une seule présidence.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signé le")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte signée")),
                ("ip_address", models.GenericIPAddressField(blank=True, null=True, verbose_name="adresse IP")),
                ("device", models.CharField(blank=True, max_length=300, verbose_name="appareil")),
                (
                    "scan",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to="certification/minutes/",
                        validators=[django.core.validators.FileExtensionValidator(["pdf"])],
                        verbose_name="exemplaire signé",
                    ),
                ),
                ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="empreinte de l'exemplaire")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="certification.minutes",
                        verbose_name="procès-verbal",
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
                        verbose_name="signature sur papier notée par",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="certification.seat",
                        verbose_name="siège",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["signed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "seat"), name="signed_once", violation_error_message="Vous avez déjà signé."
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "college",
                    models.CharField(
                        choices=[("employer", "employeurs"), ("employee", "salariés"), ("none", "hors collège")],
                        max_length=8,
                        verbose_name="collège",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("president", "présidence"),
                            ("member", "membre"),
                            ("observer", "observateur sans voix"),
                        ],
                        default="member",
                        max_length=9,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("waiting", "sans réponse"), ("accepted", "vient"), ("declined", "ne vient pas")],
                        default="waiting",
                        max_length=8,
                        verbose_name="réponse",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="répondu le")),
                ("present", models.BooleanField(blank=True, null=True, verbose_name="présent")),
                (
                    "travel_cost",
                    models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name="frais de déplacement"),
                ),
                (
                    "jury",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.jury",
                        verbose_name="jury",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.official",
                        verbose_name="personne",
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
                        to="certification.seat",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.seat",
                        verbose_name="remplace",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SkillBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("number", models.CharField(help_text="Comme RNCP12345BC01.", max_length=16, verbose_name="numéro")),
                ("title", models.CharField(max_length=250, verbose_name="intitulé")),
                ("mandatory", models.BooleanField(default=True, verbose_name="obligatoire")),
                (
                    "referential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="certification.referential",
                        verbose_name="référentiel",
                    ),
                ),
            ],
            options={
                "verbose_name": "bloc de compétences",
                "verbose_name_plural": "blocs de compétences",
                "ordering": ["referential", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("referential", "order"), name="block_order_once"),
                    models.UniqueConstraint(fields=("referential", "number"), name="block_number_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Competency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("statement", models.CharField(max_length=400, verbose_name="compétence")),
                (
                    "criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="critères",
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        choices=[
                            ("observation", "observation en situation"),
                            ("practical", "épreuve pratique"),
                            ("portfolio", "dossier"),
                            ("interview", "entretien"),
                            ("professional", "avis du tuteur"),
                        ],
                        default="observation",
                        max_length=12,
                        verbose_name="évaluée par",
                    ),
                ),
                ("mandatory", models.BooleanField(default=True, verbose_name="obligatoire")),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="competencies",
                        to="certification.skillblock",
                        verbose_name="bloc",
                    ),
                ),
            ],
            options={
                "verbose_name": "compétence",
                "verbose_name_plural": "compétences",
                "ordering": ["block", "code"],
                "constraints": [models.UniqueConstraint(fields=("block", "code"), name="competency_code_once")],
            },
        ),
        migrations.CreateModel(
            name="SupportVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visited_on", models.DateField(verbose_name="le")),
                ("subject", models.CharField(max_length=200, verbose_name="objet")),
                ("advice", models.TextField(blank=True, max_length=6000, verbose_name="conseils donnés")),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_visits",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_visits",
                        to="certification.official",
                        verbose_name="faite par",
                    ),
                ),
            ],
            options={
                "verbose_name": "appui pédagogique",
                "verbose_name_plural": "appuis pédagogiques",
                "ordering": ["-visited_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Unavailability",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "validity",
                    members.models.base.ValidityField(
                        default=members.models.base.open_range,
                        help_text="Premier et dernier jours, compris ; vide, sans limite.",
                        verbose_name="jours",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="précision")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unavailabilities",
                        to="certification.official",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "indisponibilité",
                "verbose_name_plural": "indisponibilités",
                "ordering": ["validity"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("validity__endswith__isnull", False), ("validity__startswith__isnull", False)
                        ),
                        name="unavailability_has_its_days",
                        violation_error_message="Donnez le premier et le dernier jours.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Accreditation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[("prepare", "préparer"), ("evaluate", "évaluer"), ("both", "préparer et évaluer")],
                        default="both",
                        max_length=8,
                        verbose_name="portée",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, editable=False, max_length=20, null=True, unique=True, verbose_name="numéro"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en préparation"),
                            ("submitted", "déposée"),
                            ("incomplete", "à compléter"),
                            ("in_review", "à l'étude"),
                            ("committee", "en comité"),
                            ("granted", "accordé"),
                            ("conditional", "accordé sous conditions"),
                            ("refused", "refusé"),
                            ("suspended", "suspendu"),
                            ("withdrawn", "retiré"),
                            ("expired", "échu"),
                            ("resigned", "rendu"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                (
                    "sites",
                    models.TextField(
                        blank=True,
                        help_text="Un lieu par ligne, avec son adresse.",
                        max_length=3000,
                        verbose_name="lieux",
                    ),
                ),
                ("activities", models.TextField(blank=True, max_length=3000, verbose_name="activités support")),
                (
                    "team",
                    models.TextField(
                        blank=True,
                        help_text="Direction, encadrants, accompagnement : nom, fonction, formation de formateur.",
                        max_length=3000,
                        verbose_name="équipe",
                    ),
                ),
                (
                    "organisation_text",
                    models.TextField(
                        blank=True,
                        help_text="Situations de production, salle, immersion en entreprise.",
                        max_length=6000,
                        verbose_name="organisation pédagogique",
                    ),
                ),
                ("means", models.TextField(blank=True, max_length=3000, verbose_name="locaux et matériel")),
                ("tools", models.TextField(blank=True, max_length=3000, verbose_name="positionnement et évaluation")),
                ("disability_contact", models.CharField(blank=True, max_length=200, verbose_name="référent handicap")),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="salariés en parcours")),
                (
                    "subcontracts",
                    models.BooleanField(default=False, verbose_name="sous-traite une partie de la préparation"),
                ),
                (
                    "section_versions",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="Combien de fois chacune fut écrite.",
                        verbose_name="versions des parties",
                    ),
                ),
                (
                    "asked_note",
                    models.TextField(blank=True, editable=False, max_length=3000, verbose_name="complément demandé"),
                ),
                ("requested_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="déposé le")),
                ("review_opinion", models.TextField(blank=True, max_length=6000, verbose_name="avis de l'instruction")),
                ("favourable", models.BooleanField(blank=True, null=True, verbose_name="avis favorable")),
                ("committee_on", models.DateField(blank=True, null=True, verbose_name="comité du")),
                ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="décidé le")),
                (
                    "legal_form",
                    models.CharField(
                        blank=True,
                        choices=[("convention", "convention"), ("decision", "décision")],
                        max_length=10,
                        verbose_name="forme",
                    ),
                ),
                ("conditions", models.TextField(blank=True, max_length=3000, verbose_name="conditions")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="D'un refus, d'une suspension, d'un retrait.",
                        max_length=3000,
                        verbose_name="motif",
                    ),
                ),
                (
                    "validity",
                    django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True, verbose_name="durée"),
                ),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="fin avant terme")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandé par",
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
                        verbose_name="décidé par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accreditations",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "renews",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="certification.accreditation",
                        verbose_name="renouvelle",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="instruit par",
                    ),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accreditations",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
            ],
            options={
                "verbose_name": "agrément",
                "verbose_name_plural": "agréments",
                "ordering": ["-requested_at", "-pk"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ["granted", "conditional", "suspended"])),
                        expressions=[("organisation", "="), ("certification", "="), ("scope", "="), ("validity", "&&")],
                        name="accreditation_one_active",
                        violation_error_message="Cette structure a déjà cet agrément sur une partie de ces dates.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "incomplete", "in_review", "committee"])
                        ),
                        fields=("organisation", "certification", "scope"),
                        name="accreditation_asked_once",
                        violation_error_message="Une demande est déjà en cours pour cette structure et cette certification.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "refused"), _negated=True),
                        fields=("renews",),
                        name="accreditation_renewed_once",
                        violation_error_message="Le renouvellement de cet agrément est déjà demandé.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ["granted", "conditional", "suspended", "withdrawn", "expired", "resigned"],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                ("decided_on__isnull", False), ("number__isnull", False), ("validity__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="accreditation_granted_has_its_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["refused", "suspended", "withdrawn"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="accreditation_refusal_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer", None),
                            ("decided_by", None),
                            models.Q(("reviewer", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="accreditation_reviewer_does_not_decide",
                        violation_error_message="Qui a instruit une demande ne la décide pas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="fichier")),
                ("content", models.BinaryField(null=True, verbose_name="contenu")),
                (
                    "state",
                    models.CharField(
                        choices=[("previewed", "à confirmer"), ("done", "fait"), ("cancelled", "abandonné")],
                        default="previewed",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("made", models.PositiveIntegerField(default=0, verbose_name="candidats inscrits")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="lignes refusées")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="déposé le")),
                (
                    "accreditation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.accreditation",
                        verbose_name="agrément",
                    ),
                ),
                (
                    "created_by",
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
                "verbose_name": "fichier de candidats",
                "verbose_name_plural": "fichiers de candidats",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("training", "formation"),
                            ("vae", "validation des acquis (VAE)"),
                            ("alternation", "alternance"),
                        ],
                        default="training",
                        max_length=11,
                        verbose_name="voie d'accès",
                    ),
                ),
                (
                    "initiative",
                    models.CharField(
                        choices=[
                            ("employer", "de l'employeur"),
                            ("candidate", "du candidat"),
                            ("training_body", "de l'organisme de formation"),
                            ("employment_service", "de France Travail"),
                            ("other", "autre"),
                        ],
                        default="employer",
                        max_length=18,
                        verbose_name="à l'initiative",
                    ),
                ),
                ("contract", models.CharField(blank=True, default="CDDI", max_length=40, verbose_name="contrat")),
                ("funding", models.CharField(blank=True, max_length=100, verbose_name="financement")),
                ("registered_on", models.DateField(verbose_name="entrée en parcours")),
                ("trainer_name", models.CharField(blank=True, max_length=150, verbose_name="formateur")),
                ("tutor_name", models.CharField(blank=True, max_length=150, verbose_name="encadrant ou tuteur")),
                (
                    "adaptation",
                    models.TextField(
                        blank=True,
                        help_text="Ce qu'il faut prévoir le jour du jury ; ni diagnostic, ni détail de santé.",
                        max_length=1000,
                        verbose_name="adaptation demandée",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "à compléter"),
                            ("registered", "inscrit"),
                            ("in_path", "en parcours"),
                            ("ready", "prêt pour un jury"),
                            ("summoned", "convoqué"),
                            ("present", "présent au jury"),
                            ("excused", "absent excusé"),
                            ("absent", "absent"),
                            ("deliberated", "jury délibéré"),
                            ("certified", "certifié"),
                            ("partial", "blocs acquis en partie"),
                            ("failed", "non certifié"),
                            ("withdrawn", "parcours arrêté"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                ("withdrawal_reason", models.CharField(blank=True, max_length=300, verbose_name="motif de l'arrêt")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="arrêté le")),
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="saisi le"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "accreditation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="certification.accreditation",
                        verbose_name="agrément",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="certification.candidate",
                        verbose_name="candidat",
                    ),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisi par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certification_enrolments",
                        to="members.organisation",
                        verbose_name="structure",
                    ),
                ),
                (
                    "referential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.referential",
                        verbose_name="référentiel",
                    ),
                ),
                (
                    "blocks",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="certification.skillblock", verbose_name="blocs visés"
                    ),
                ),
            ],
            options={
                "verbose_name": "inscription",
                "verbose_name_plural": "inscriptions",
                "ordering": ["candidate__birth_name", "candidate__first_name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["withdrawn", "certified"]), _negated=True),
                        fields=("candidate", "certification"),
                        name="enrolment_one_at_a_time",
                        violation_error_message="Cette personne est déjà inscrite à cette certification.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AcquiredBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("equivalence", "équivalence"), ("jury", "jury précédent")],
                        max_length=11,
                        verbose_name="origine",
                    ),
                ),
                ("acquired_on", models.DateField(verbose_name="acquis le")),
                ("proof", models.CharField(blank=True, max_length=200, verbose_name="preuve")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acquired",
                        to="certification.enrolment",
                        verbose_name="inscription",
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.skillblock",
                        verbose_name="bloc",
                    ),
                ),
            ],
            options={
                "verbose_name": "bloc acquis",
                "verbose_name_plural": "blocs acquis",
                "ordering": ["block__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "block"), name="acquired_block_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "equivalence"), _negated=True),
                            models.Q(("proof", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="equivalence_has_a_proof",
                        violation_error_message="Une équivalence s'appuie sur une preuve : écrivez laquelle.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("training", "formation"),
                            ("vae", "validation des acquis (VAE)"),
                            ("alternation", "alternance"),
                        ],
                        default="training",
                        max_length=11,
                        verbose_name="voie d'accès",
                    ),
                ),
                (
                    "initiative",
                    models.CharField(
                        choices=[
                            ("employer", "de l'employeur"),
                            ("candidate", "du candidat"),
                            ("training_body", "de l'organisme de formation"),
                            ("employment_service", "de France Travail"),
                            ("other", "autre"),
                        ],
                        default="employer",
                        max_length=18,
                        verbose_name="à l'initiative",
                    ),
                ),
                ("contract", models.CharField(blank=True, default="CDDI", max_length=40, verbose_name="contrat")),
                ("funding", models.CharField(blank=True, max_length=100, verbose_name="financement")),
                ("registered_on", models.DateField(verbose_name="entrée en parcours")),
                ("trainer_name", models.CharField(blank=True, max_length=150, verbose_name="formateur")),
                ("tutor_name", models.CharField(blank=True, max_length=150, verbose_name="encadrant ou tuteur")),
                (
                    "adaptation",
                    models.TextField(
                        blank=True,
                        help_text="Ce qu'il faut prévoir le jour du jury ; ni diagnostic, ni détail de santé.",
                        max_length=1000,
                        verbose_name="adaptation demandée",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "à compléter"),
                            ("registered", "inscrit"),
                            ("in_path", "en parcours"),
                            ("ready", "prêt pour un jury"),
                            ("summoned", "convoqué"),
                            ("present", "présent au jury"),
                            ("excused", "absent excusé"),
                            ("absent", "absent"),
                            ("deliberated", "jury délibéré"),
                            ("certified", "certifié"),
                            ("partial", "blocs acquis en partie"),
                            ("failed", "non certifié"),
                            ("withdrawn", "parcours arrêté"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                ("withdrawal_reason", models.CharField(blank=True, max_length=300, verbose_name="motif de l'arrêt")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="arrêté le")),
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="saisi le"),
                ),
                (
                    "accreditation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.accreditation",
                        verbose_name="agrément",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.candidate",
                        verbose_name="candidat",
                    ),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisi par",
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
                        to="certification.enrolment",
                    ),
                ),
                (
                    "referential",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.referential",
                        verbose_name="référentiel",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="ordre de passage")),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[("present", "présent"), ("excused", "absent excusé"), ("absent", "absent")],
                        max_length=7,
                        verbose_name="présence",
                    ),
                ),
                (
                    "adaptation_granted",
                    models.CharField(blank=True, max_length=300, verbose_name="aménagement accordé"),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "certification entière"),
                            ("partial", "certification partielle"),
                            ("none", "non acquise"),
                            ("absent", "absence"),
                            ("deferred", "décision reportée"),
                        ],
                        max_length=8,
                        verbose_name="décision",
                    ),
                ),
                ("recommendations", models.TextField(blank=True, max_length=3000, verbose_name="recommandations")),
                ("grounds", models.TextField(blank=True, max_length=3000, verbose_name="motifs")),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="voix pour")),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="voix contre")),
                (
                    "reopened",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="La décision que la correction du procès-verbal reprend ; les autres restent ce qu'elles sont.",
                        verbose_name="délibéré à nouveau",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="certification.enrolment",
                        verbose_name="candidat",
                    ),
                ),
                (
                    "jury",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="certification.jury",
                        verbose_name="jury",
                    ),
                ),
                (
                    "recused",
                    models.ManyToManyField(
                        blank=True, related_name="recusals", to="certification.seat", verbose_name="membres récusés"
                    ),
                ),
            ],
            options={
                "verbose_name": "passage devant un jury",
                "verbose_name_plural": "passages devant un jury",
                "ordering": ["jury", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("jury", "enrolment"), name="place_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "absent"), _negated=True),
                            ("attendance__in", ["absent", "excused"]),
                            _connector="OR",
                        ),
                        name="absence_is_the_result_of_the_absent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result__in", ["none", "deferred"]), _negated=True),
                            models.Q(("grounds", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unfavourable_decision_is_motivated",
                        violation_error_message="Une décision défavorable ou reportée est motivée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("parchment", "parchemin"), ("blocks", "attestation de blocs")],
                        max_length=9,
                        verbose_name="nature",
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="numéro")),
                (
                    "token",
                    models.CharField(
                        default=certification.models.certificate.new_token,
                        editable=False,
                        max_length=32,
                        unique=True,
                        verbose_name="jeton",
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="délivré le")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valable jusqu'au")),
                ("content", models.JSONField(editable=False, verbose_name="contenu")),
                (
                    "state",
                    models.CharField(
                        choices=[("issued", "délivré"), ("revoked", "révoqué")],
                        default="issued",
                        editable=False,
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("revoked_on", models.DateField(blank=True, editable=False, null=True, verbose_name="révoqué le")),
                (
                    "revocation_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="motif de la révocation"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="délivré par",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="révoqué par",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="certification.place",
                        verbose_name="passage",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificat",
                "verbose_name_plural": "certificats",
                "ordering": ["-issued_on", "-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "revoked"), _negated=True),
                            models.Q(models.Q(("revocation_reason", ""), _negated=True), ("revoked_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="revocation_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "issued")),
                        fields=("place",),
                        name="certificate_one_stands",
                        violation_error_message="Un certificat est déjà délivré pour ce passage.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issued_on", models.DateField(verbose_name="le")),
                ("reason", models.CharField(max_length=300, verbose_name="motif")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="certification.certificate",
                        verbose_name="certificat",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "duplicata",
                "verbose_name_plural": "duplicatas",
                "ordering": ["issued_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CertificateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("parchment", "parchemin"), ("blocks", "attestation de blocs")],
                        max_length=9,
                        verbose_name="nature",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="numéro")),
                ("issued_on", models.DateField(verbose_name="délivré le")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valable jusqu'au")),
                ("content", models.JSONField(editable=False, verbose_name="contenu")),
                (
                    "state",
                    models.CharField(
                        choices=[("issued", "délivré"), ("revoked", "révoqué")],
                        default="issued",
                        editable=False,
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("revoked_on", models.DateField(blank=True, editable=False, null=True, verbose_name="révoqué le")),
                (
                    "revocation_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="motif de la révocation"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="délivré par",
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
                        to="certification.certificate",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="révoqué par",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.place",
                        verbose_name="passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DepositLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("creation", "certifications"), ("deletion", "suppressions")],
                        default="creation",
                        max_length=8,
                        verbose_name="nature",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("exported", "en attente de réponse"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                        ],
                        default="exported",
                        max_length=8,
                        verbose_name="réponse",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="motif du refus")),
                ("identity", models.JSONField(default=dict, editable=False, verbose_name="identité déclarée")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Une ligne plus récente la remplace, ou va le faire.",
                        null=True,
                        verbose_name="à redéposer depuis",
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deposit_lines",
                        to="certification.certificate",
                        verbose_name="certificat",
                    ),
                ),
                (
                    "deposit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="certification.deposit",
                        verbose_name="dépôt",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de dépôt",
                "verbose_name_plural": "lignes de dépôt",
                "ordering": ["deposit", "certificate__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("deposit", "certificate"), name="deposit_line_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("corrected_at", None), ("state__in", ["exported", "accepted"])),
                        fields=("certificate", "kind"),
                        name="certificate_told_once",
                        violation_error_message="Ce certificat est déjà dans un dépôt, ou déjà accepté.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("granted", "accordé"),
                            ("changed", "modifié"),
                            ("suspended", "suspendu"),
                            ("restored", "rétabli"),
                            ("ended", "terminé"),
                        ],
                        max_length=9,
                        verbose_name="changement",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="le")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="transmis le")),
                (
                    "accreditation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_changes",
                        to="certification.accreditation",
                        verbose_name="agrément",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="transmis par",
                    ),
                ),
            ],
            options={
                "verbose_name": "changement à transmettre à France compétences",
                "verbose_name_plural": "changements à transmettre à France compétences",
                "ordering": ["happened_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AccreditationCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("documents", "sur pièces"),
                            ("on_site", "sur place"),
                            ("during_jury", "pendant un jury"),
                        ],
                        max_length=11,
                        verbose_name="forme",
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("plan", "plan de contrôle"),
                            ("first_year", "première année"),
                            ("renewal", "renouvellement"),
                            ("complaint", "réclamation"),
                        ],
                        default="plan",
                        max_length=10,
                        verbose_name="origine",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "prévu"),
                            ("announced", "annoncé"),
                            ("carried_out", "effectué"),
                            ("report_sent", "rapport envoyé"),
                            ("observations", "observations reçues"),
                            ("action_plan", "plan d'action"),
                            ("verified", "actions vérifiées"),
                            ("closed", "clos"),
                            ("escalated", "suite demandée au comité"),
                            ("cancelled", "annulé"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="prévu le")),
                (
                    "announced_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="annoncé le"),
                ),
                ("carried_out_on", models.DateField(blank=True, null=True, verbose_name="effectué le")),
                ("summary", models.TextField(blank=True, max_length=6000, verbose_name="synthèse")),
                (
                    "report_sent_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="rapport envoyé le"),
                ),
                (
                    "observations",
                    models.TextField(blank=True, max_length=6000, verbose_name="observations de la structure"),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="clos le")),
                (
                    "reason",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="motif de la suite ou de l'annulation"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "accreditation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="certification.accreditation",
                        verbose_name="agrément",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="certification.official",
                        verbose_name="contrôleur",
                    ),
                ),
            ],
            options={
                "verbose_name": "contrôle d'agrément",
                "verbose_name_plural": "contrôles d'agrément",
                "ordering": ["-planned_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "announced", "cancelled"]),
                            ("carried_out_on__isnull", False),
                            _connector="OR",
                        ),
                        name="check_carried_out_has_its_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("conform", "conforme"),
                            ("partial", "à améliorer"),
                            ("missing", "non conforme"),
                            ("n/a", "sans objet"),
                        ],
                        max_length=8,
                        verbose_name="constat",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="commentaire")),
                ("client_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="écrit le")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="certification.accreditationcheck",
                        verbose_name="contrôle",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.checklistquestion",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "constat d'un point",
                "verbose_name_plural": "constats des points",
                "ordering": ["question__order"],
                "constraints": [models.UniqueConstraint(fields=("check_made", "question"), name="check_answer_once")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "severity",
                    models.CharField(
                        choices=[("minor", "mineur"), ("major", "majeur"), ("critical", "critique")],
                        max_length=8,
                        verbose_name="gravité",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="écart constaté")),
                ("action", models.TextField(blank=True, max_length=2000, verbose_name="action demandée")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="pour le")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="ce qui a été fait")),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="répondu le")),
                ("missing", models.TextField(blank=True, max_length=2000, verbose_name="ce qui manque encore")),
                (
                    "proof",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=certification.models.check.proof_path,
                        validators=[
                            django.core.validators.FileExtensionValidator(["pdf", "png", "jpg", "jpeg", "docx", "odt"])
                        ],
                        verbose_name="preuve",
                    ),
                ),
                ("proof_name", models.CharField(blank=True, max_length=200, verbose_name="nom de la preuve")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="levé le")),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="certification.accreditationcheck",
                        verbose_name="contrôle",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="levé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "écart",
                "verbose_name_plural": "écarts",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action", ""), ("due_on__isnull", False), _connector="OR"),
                        name="finding_action_has_its_day",
                        violation_error_message="Une action demandée a une date.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "severity",
                    models.CharField(
                        choices=[("minor", "mineur"), ("major", "majeur"), ("critical", "critique")],
                        max_length=8,
                        verbose_name="gravité",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="écart constaté")),
                ("action", models.TextField(blank=True, max_length=2000, verbose_name="action demandée")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="pour le")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="ce qui a été fait")),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="répondu le")),
                ("missing", models.TextField(blank=True, max_length=2000, verbose_name="ce qui manque encore")),
                (
                    "proof",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=certification.models.check.proof_path,
                        validators=[
                            django.core.validators.FileExtensionValidator(["pdf", "png", "jpg", "jpeg", "docx", "odt"])
                        ],
                        verbose_name="preuve",
                    ),
                ),
                ("proof_name", models.CharField(blank=True, max_length=200, verbose_name="nom de la preuve")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="levé le")),
                (
                    "check_made",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.accreditationcheck",
                        verbose_name="contrôle",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="levé par",
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
                        to="certification.finding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccreditationCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("documents", "sur pièces"),
                            ("on_site", "sur place"),
                            ("during_jury", "pendant un jury"),
                        ],
                        max_length=11,
                        verbose_name="forme",
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("plan", "plan de contrôle"),
                            ("first_year", "première année"),
                            ("renewal", "renouvellement"),
                            ("complaint", "réclamation"),
                        ],
                        default="plan",
                        max_length=10,
                        verbose_name="origine",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "prévu"),
                            ("announced", "annoncé"),
                            ("carried_out", "effectué"),
                            ("report_sent", "rapport envoyé"),
                            ("observations", "observations reçues"),
                            ("action_plan", "plan d'action"),
                            ("verified", "actions vérifiées"),
                            ("closed", "clos"),
                            ("escalated", "suite demandée au comité"),
                            ("cancelled", "annulé"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="prévu le")),
                (
                    "announced_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="annoncé le"),
                ),
                ("carried_out_on", models.DateField(blank=True, null=True, verbose_name="effectué le")),
                ("summary", models.TextField(blank=True, max_length=6000, verbose_name="synthèse")),
                (
                    "report_sent_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="rapport envoyé le"),
                ),
                (
                    "observations",
                    models.TextField(blank=True, max_length=6000, verbose_name="observations de la structure"),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="clos le")),
                (
                    "reason",
                    models.TextField(
                        blank=True, editable=False, max_length=2000, verbose_name="motif de la suite ou de l'annulation"
                    ),
                ),
                (
                    "accreditation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.accreditation",
                        verbose_name="agrément",
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
                        to="certification.accreditationcheck",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.official",
                        verbose_name="contrôleur",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccreditationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "scope",
                    models.CharField(
                        choices=[("prepare", "préparer"), ("evaluate", "évaluer"), ("both", "préparer et évaluer")],
                        default="both",
                        max_length=8,
                        verbose_name="portée",
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, editable=False, max_length=20, null=True, verbose_name="numéro"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en préparation"),
                            ("submitted", "déposée"),
                            ("incomplete", "à compléter"),
                            ("in_review", "à l'étude"),
                            ("committee", "en comité"),
                            ("granted", "accordé"),
                            ("conditional", "accordé sous conditions"),
                            ("refused", "refusé"),
                            ("suspended", "suspendu"),
                            ("withdrawn", "retiré"),
                            ("expired", "échu"),
                            ("resigned", "rendu"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                (
                    "sites",
                    models.TextField(
                        blank=True,
                        help_text="Un lieu par ligne, avec son adresse.",
                        max_length=3000,
                        verbose_name="lieux",
                    ),
                ),
                ("activities", models.TextField(blank=True, max_length=3000, verbose_name="activités support")),
                (
                    "team",
                    models.TextField(
                        blank=True,
                        help_text="Direction, encadrants, accompagnement : nom, fonction, formation de formateur.",
                        max_length=3000,
                        verbose_name="équipe",
                    ),
                ),
                (
                    "organisation_text",
                    models.TextField(
                        blank=True,
                        help_text="Situations de production, salle, immersion en entreprise.",
                        max_length=6000,
                        verbose_name="organisation pédagogique",
                    ),
                ),
                ("means", models.TextField(blank=True, max_length=3000, verbose_name="locaux et matériel")),
                ("tools", models.TextField(blank=True, max_length=3000, verbose_name="positionnement et évaluation")),
                ("disability_contact", models.CharField(blank=True, max_length=200, verbose_name="référent handicap")),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="salariés en parcours")),
                (
                    "subcontracts",
                    models.BooleanField(default=False, verbose_name="sous-traite une partie de la préparation"),
                ),
                (
                    "section_versions",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="Combien de fois chacune fut écrite.",
                        verbose_name="versions des parties",
                    ),
                ),
                (
                    "asked_note",
                    models.TextField(blank=True, editable=False, max_length=3000, verbose_name="complément demandé"),
                ),
                ("requested_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="déposé le")),
                ("review_opinion", models.TextField(blank=True, max_length=6000, verbose_name="avis de l'instruction")),
                ("favourable", models.BooleanField(blank=True, null=True, verbose_name="avis favorable")),
                ("committee_on", models.DateField(blank=True, null=True, verbose_name="comité du")),
                ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="décidé le")),
                (
                    "legal_form",
                    models.CharField(
                        blank=True,
                        choices=[("convention", "convention"), ("decision", "décision")],
                        max_length=10,
                        verbose_name="forme",
                    ),
                ),
                ("conditions", models.TextField(blank=True, max_length=3000, verbose_name="conditions")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="D'un refus, d'une suspension, d'un retrait.",
                        max_length=3000,
                        verbose_name="motif",
                    ),
                ),
                (
                    "validity",
                    django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True, verbose_name="durée"),
                ),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="fin avant terme")),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandé par",
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
                        verbose_name="décidé par",
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
                        to="certification.accreditation",
                    ),
                ),
                (
                    "renews",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.accreditation",
                        verbose_name="renouvelle",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="instruit par",
                    ),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.certification",
                        verbose_name="certification",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccreditationPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=certification.models.accreditation.piece_path,
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["pdf", "png", "jpg", "jpeg", "docx", "odt", "xlsx", "ods"]
                            )
                        ],
                        verbose_name="fichier",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "reçue"), ("accepted", "acceptée"), ("refused", "refusée")],
                        default="received",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="commentaire")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="valable jusqu'au")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="reçue le")),
                (
                    "accreditation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="certification.accreditation",
                        verbose_name="agrément",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.piecekind",
                        verbose_name="pièce",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce",
                "verbose_name_plural": "pièces",
                "ordering": ["kind__order", "pk"],
                "constraints": [models.UniqueConstraint(fields=("accreditation", "kind"), name="piece_once")],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_on", models.DateField(verbose_name="reçu le")),
                ("grounds", models.TextField(max_length=6000, verbose_name="motifs du recours")),
                (
                    "ruling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inadmissible", "irrecevable"),
                            ("rejected", "rejeté"),
                            ("upheld", "accepté : nouvelle délibération"),
                        ],
                        max_length=12,
                        verbose_name="suite",
                    ),
                ),
                ("ruling_text", models.TextField(blank=True, max_length=6000, verbose_name="réponse motivée")),
                ("ruled_on", models.DateField(blank=True, null=True, verbose_name="répondu le")),
                (
                    "ruled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="répondu par",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="certification.place",
                        verbose_name="passage",
                    ),
                ),
            ],
            options={
                "verbose_name": "recours",
                "verbose_name_plural": "recours",
                "ordering": ["-received_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ruling", "")),
                        fields=("place",),
                        name="appeal_one_open",
                        violation_error_message="Un recours est déjà à l'étude pour cette décision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ruling", ""),
                            models.Q(models.Q(("ruling_text", ""), _negated=True), ("ruled_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="ruling_is_motivated",
                        violation_error_message="La réponse à un recours est motivée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppealEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("received_on", models.DateField(verbose_name="reçu le")),
                ("grounds", models.TextField(max_length=6000, verbose_name="motifs du recours")),
                (
                    "ruling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inadmissible", "irrecevable"),
                            ("rejected", "rejeté"),
                            ("upheld", "accepté : nouvelle délibération"),
                        ],
                        max_length=12,
                        verbose_name="suite",
                    ),
                ),
                ("ruling_text", models.TextField(blank=True, max_length=6000, verbose_name="réponse motivée")),
                ("ruled_on", models.DateField(blank=True, null=True, verbose_name="répondu le")),
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
                        to="certification.appeal",
                    ),
                ),
                (
                    "ruled_by",
                    models.ForeignKey(
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
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="certification.place",
                        verbose_name="passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BlockEvaluation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("continuous", "évaluation continue"), ("tutor", "avis du tuteur"), ("jury", "jury")],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("evaluator", models.CharField(blank=True, max_length=150, verbose_name="évalué par")),
                ("evaluated_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="le")),
                ("comment", models.TextField(blank=True, max_length=3000, verbose_name="commentaire")),
                (
                    "acquired",
                    models.BooleanField(
                        blank=True,
                        help_text="Ce que le jury décide du bloc ; vide tant qu'il n'a pas délibéré.",
                        null=True,
                        verbose_name="acquis",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="écrit par",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="certification.enrolment",
                        verbose_name="inscription",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="certification.place",
                        verbose_name="passage",
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.skillblock",
                        verbose_name="bloc",
                    ),
                ),
            ],
            options={
                "verbose_name": "évaluation d'un bloc",
                "verbose_name_plural": "évaluations des blocs",
                "ordering": ["enrolment", "block__order", "evaluated_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("place", "block"), name="jury_evaluates_a_block_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "jury"), ("place__isnull", False)),
                            models.Q(models.Q(("kind", "jury"), _negated=True), ("place", None)),
                            _connector="OR",
                        ),
                        name="jury_evaluation_has_its_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetencyMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "non acquise"), (1, "en cours"), (2, "acquise"), (3, "maîtrisée")],
                        verbose_name="niveau",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.competency",
                        verbose_name="compétence",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="certification.blockevaluation",
                        verbose_name="évaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "niveau d'une compétence",
                "verbose_name_plural": "niveaux des compétences",
                "ordering": ["competency__code"],
                "constraints": [models.UniqueConstraint(fields=("evaluation", "competency"), name="mark_once")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="candidate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_candidateevent" ("birth_commune_code", "birth_commune_name", "birth_country_code", "birth_country_name", "birth_day", "birth_month", "birth_name", "birth_year", "email", "first_name", "id", "identity_seen_on", "informed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "second_name", "sex", "third_name", "used_name") SELECT new_values."birth_commune_code", new_values."birth_commune_name", new_values."birth_country_code", new_values."birth_country_name", new_values."birth_day", new_values."birth_month", new_values."birth_name", new_values."birth_year", new_values."email", new_values."first_name", new_values."id", new_values."identity_seen_on", new_values."informed_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."second_name", new_values."sex", new_values."third_name", new_values."used_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0170da4e179e31c79736a5927f997a769017b40e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_054f1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_candidate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="candidate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_candidateevent" ("birth_commune_code", "birth_commune_name", "birth_country_code", "birth_country_name", "birth_day", "birth_month", "birth_name", "birth_year", "email", "first_name", "id", "identity_seen_on", "informed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "second_name", "sex", "third_name", "used_name") SELECT new_values."birth_commune_code", new_values."birth_commune_name", new_values."birth_country_code", new_values."birth_country_name", new_values."birth_day", new_values."birth_month", new_values."birth_name", new_values."birth_year", new_values."email", new_values."first_name", new_values."id", new_values."identity_seen_on", new_values."informed_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."second_name", new_values."sex", new_values."third_name", new_values."used_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="108973f1b13e5528eb6e1a72d1cd7c5eef2c461b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8fa4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_candidate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certification",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_certificationevent" ("accreditation_months", "anonymous_files", "appeal_days", "block_validity_months", "casting_vote", "certificate_validity_months", "code", "decided_on", "eu_level", "external_percent", "fiche_number", "formacodes", "id", "indemnity", "kind", "last_entry_on", "min_members", "min_per_college", "nsf_codes", "partial_allowed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_from", "registered_until", "replaced_by_id", "rome_codes", "summons_days", "title") SELECT new_values."accreditation_months", new_values."anonymous_files", new_values."appeal_days", new_values."block_validity_months", new_values."casting_vote", new_values."certificate_validity_months", new_values."code", new_values."decided_on", new_values."eu_level", new_values."external_percent", new_values."fiche_number", new_values."formacodes", new_values."id", new_values."indemnity", new_values."kind", new_values."last_entry_on", new_values."min_members", new_values."min_per_college", new_values."nsf_codes", new_values."partial_allowed", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."registered_from", new_values."registered_until", new_values."replaced_by_id", new_values."rome_codes", new_values."summons_days", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="259a793fbc1673aefdd217c16fb61fe36cddf61a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_78a5f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_certification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certification",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_certificationevent" ("accreditation_months", "anonymous_files", "appeal_days", "block_validity_months", "casting_vote", "certificate_validity_months", "code", "decided_on", "eu_level", "external_percent", "fiche_number", "formacodes", "id", "indemnity", "kind", "last_entry_on", "min_members", "min_per_college", "nsf_codes", "partial_allowed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_from", "registered_until", "replaced_by_id", "rome_codes", "summons_days", "title") SELECT new_values."accreditation_months", new_values."anonymous_files", new_values."appeal_days", new_values."block_validity_months", new_values."casting_vote", new_values."certificate_validity_months", new_values."code", new_values."decided_on", new_values."eu_level", new_values."external_percent", new_values."fiche_number", new_values."formacodes", new_values."id", new_values."indemnity", new_values."kind", new_values."last_entry_on", new_values."min_members", new_values."min_per_college", new_values."nsf_codes", new_values."partial_allowed", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."registered_from", new_values."registered_until", new_values."replaced_by_id", new_values."rome_codes", new_values."summons_days", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c41679def55e497b555695ebed8cb17dbecd8475",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8fa57",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_certification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accreditation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_accreditationevent" ("activities", "asked_by_id", "asked_note", "certification_id", "committee_on", "conditions", "decided_by_id", "decided_on", "disability_contact", "employees", "ended_on", "favourable", "id", "legal_form", "means", "number", "organisation_id", "organisation_text", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "renews_id", "requested_at", "review_opinion", "reviewer_id", "scope", "section_versions", "sites", "state", "subcontracts", "team", "tools", "validity") SELECT new_values."activities", new_values."asked_by_id", new_values."asked_note", new_values."certification_id", new_values."committee_on", new_values."conditions", new_values."decided_by_id", new_values."decided_on", new_values."disability_contact", new_values."employees", new_values."ended_on", new_values."favourable", new_values."id", new_values."legal_form", new_values."means", new_values."number", new_values."organisation_id", new_values."organisation_text", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."renews_id", new_values."requested_at", new_values."review_opinion", new_values."reviewer_id", new_values."scope", new_values."section_versions", new_values."sites", new_values."state", new_values."subcontracts", new_values."team", new_values."tools", new_values."validity" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1e31597119b644e0a8728e01cf5c4120a35b0501",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_273ba",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_accreditation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accreditation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_accreditationevent" ("activities", "asked_by_id", "asked_note", "certification_id", "committee_on", "conditions", "decided_by_id", "decided_on", "disability_contact", "employees", "ended_on", "favourable", "id", "legal_form", "means", "number", "organisation_id", "organisation_text", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "renews_id", "requested_at", "review_opinion", "reviewer_id", "scope", "section_versions", "sites", "state", "subcontracts", "team", "tools", "validity") SELECT new_values."activities", new_values."asked_by_id", new_values."asked_note", new_values."certification_id", new_values."committee_on", new_values."conditions", new_values."decided_by_id", new_values."decided_on", new_values."disability_contact", new_values."employees", new_values."ended_on", new_values."favourable", new_values."id", new_values."legal_form", new_values."means", new_values."number", new_values."organisation_id", new_values."organisation_text", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."renews_id", new_values."requested_at", new_values."review_opinion", new_values."reviewer_id", new_values."scope", new_values."section_versions", new_values."sites", new_values."state", new_values."subcontracts", new_values."team", new_values."tools", new_values."validity" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."activities" IS DISTINCT FROM (new_values."activities") OR old_values."asked_by_id" IS DISTINCT FROM (new_values."asked_by_id") OR old_values."asked_note" IS DISTINCT FROM (new_values."asked_note") OR old_values."certification_id" IS DISTINCT FROM (new_values."certification_id") OR old_values."committee_on" IS DISTINCT FROM (new_values."committee_on") OR old_values."conditions" IS DISTINCT FROM (new_values."conditions") OR old_values."decided_by_id" IS DISTINCT FROM (new_values."decided_by_id") OR old_values."decided_on" IS DISTINCT FROM (new_values."decided_on") OR old_values."disability_contact" IS DISTINCT FROM (new_values."disability_contact") OR old_values."employees" IS DISTINCT FROM (new_values."employees") OR old_values."ended_on" IS DISTINCT FROM (new_values."ended_on") OR old_values."favourable" IS DISTINCT FROM (new_values."favourable") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."legal_form" IS DISTINCT FROM (new_values."legal_form") OR old_values."means" IS DISTINCT FROM (new_values."means") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."organisation_text" IS DISTINCT FROM (new_values."organisation_text") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."renews_id" IS DISTINCT FROM (new_values."renews_id") OR old_values."requested_at" IS DISTINCT FROM (new_values."requested_at") OR old_values."review_opinion" IS DISTINCT FROM (new_values."review_opinion") OR old_values."reviewer_id" IS DISTINCT FROM (new_values."reviewer_id") OR old_values."scope" IS DISTINCT FROM (new_values."scope") OR old_values."section_versions" IS DISTINCT FROM (new_values."section_versions") OR old_values."sites" IS DISTINCT FROM (new_values."sites") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."subcontracts" IS DISTINCT FROM (new_values."subcontracts") OR old_values."team" IS DISTINCT FROM (new_values."team") OR old_values."tools" IS DISTINCT FROM (new_values."tools") OR old_values."validity" IS DISTINCT FROM (new_values."validity")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ab93dbe2730a9fe65fde1c5ff5ee21aa61ee0e13",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2c7d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_accreditation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deposit",
            trigger=pgtrigger.compiler.Trigger(
                name="deposit_bytes_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."flow_id" IS DISTINCT FROM (NEW."flow_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."xml" IS DISTINCT FROM (NEW."xml"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fe1c27f5ea6fb60d2bd7f8029989eaa97c7e09d3",
                    operation="UPDATE",
                    pgid="pgtrigger_deposit_bytes_stay_e97ea",
                    table="certification_deposit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_findingevent" ("action", "answer", "answered_at", "check_made_id", "closed_by_id", "closed_on", "due_on", "id", "missing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proof_name", "severity", "text") SELECT new_values."action", new_values."answer", new_values."answered_at", new_values."check_made_id", new_values."closed_by_id", new_values."closed_on", new_values."due_on", new_values."id", new_values."missing", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proof", new_values."proof_name", new_values."severity", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="886e469deb276c164ef9f0c62e589822dce89ee9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_baeb4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_findingevent" ("action", "answer", "answered_at", "check_made_id", "closed_by_id", "closed_on", "due_on", "id", "missing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proof_name", "severity", "text") SELECT new_values."action", new_values."answer", new_values."answered_at", new_values."check_made_id", new_values."closed_by_id", new_values."closed_on", new_values."due_on", new_values."id", new_values."missing", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proof", new_values."proof_name", new_values."severity", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="71ced5aa6c33755edf00a9879eb0a43964b320a5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a8cce",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jury",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_juryevent" ("cancellation_reason", "certification_id", "convened_at", "correction_reason", "ends_at", "held_on", "host_id", "id", "incidents", "modality", "notified_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "postcode", "region_id", "starts_at", "state") SELECT new_values."cancellation_reason", new_values."certification_id", new_values."convened_at", new_values."correction_reason", new_values."ends_at", new_values."held_on", new_values."host_id", new_values."id", new_values."incidents", new_values."modality", new_values."notified_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."postcode", new_values."region_id", new_values."starts_at", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5ff316a132de1aa8e0ed0aa24cbaed2b4aaa0737",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e61b2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_jury",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jury",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_juryevent" ("cancellation_reason", "certification_id", "convened_at", "correction_reason", "ends_at", "held_on", "host_id", "id", "incidents", "modality", "notified_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "postcode", "region_id", "starts_at", "state") SELECT new_values."cancellation_reason", new_values."certification_id", new_values."convened_at", new_values."correction_reason", new_values."ends_at", new_values."held_on", new_values."host_id", new_values."id", new_values."incidents", new_values."modality", new_values."notified_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."postcode", new_values."region_id", new_values."starts_at", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."cancellation_reason" IS DISTINCT FROM (new_values."cancellation_reason") OR old_values."certification_id" IS DISTINCT FROM (new_values."certification_id") OR old_values."convened_at" IS DISTINCT FROM (new_values."convened_at") OR old_values."correction_reason" IS DISTINCT FROM (new_values."correction_reason") OR old_values."ends_at" IS DISTINCT FROM (new_values."ends_at") OR old_values."held_on" IS DISTINCT FROM (new_values."held_on") OR old_values."host_id" IS DISTINCT FROM (new_values."host_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."incidents" IS DISTINCT FROM (new_values."incidents") OR old_values."modality" IS DISTINCT FROM (new_values."modality") OR old_values."notified_at" IS DISTINCT FROM (new_values."notified_at") OR old_values."place" IS DISTINCT FROM (new_values."place") OR old_values."postcode" IS DISTINCT FROM (new_values."postcode") OR old_values."region_id" IS DISTINCT FROM (new_values."region_id") OR old_values."starts_at" IS DISTINCT FROM (new_values."starts_at") OR old_values."state" IS DISTINCT FROM (new_values."state")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="64ebd1c2c748f4c6574f852b362dd0b3a68e1032",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_81587",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_jury",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="minutes_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."jury_id" IS DISTINCT FROM (NEW."jury_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."signers" IS DISTINCT FROM (NEW."signers"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="07b570ef2fc70240f2c43ef6e9703f528f4aae60",
                    operation="UPDATE",
                    pgid="pgtrigger_minutes_stay_226fc",
                    table="certification_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="official",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_officialevent" ("email", "employer_id", "full_name", "id", "of_certifier", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "region_id", "user_id") SELECT new_values."email", new_values."employer_id", new_values."full_name", new_values."id", new_values."of_certifier", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."region_id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f7658c603eb68b6c6ede62a6b1f89ff30732b33f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6087f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_official",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="official",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_officialevent" ("email", "employer_id", "full_name", "id", "of_certifier", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "region_id", "user_id") SELECT new_values."email", new_values."employer_id", new_values."full_name", new_values."id", new_values."of_certifier", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."region_id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="69cd66e053ddd23d7293c9eafe6903d6d255fa5a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bfa38",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_official",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_mandateevent" ("college", "id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "validity") SELECT new_values."college", new_values."id", new_values."official_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."validity" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c6e9a3066f79e74e13b618a8dd3b530b925ec372",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_33c27",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_mandateevent" ("college", "id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "validity") SELECT new_values."college", new_values."id", new_values."official_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."validity" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d9aa79b7ea2115f4c62a03466a02e08070c32074",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6a64",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accreditationcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_accreditationcheckevent" ("accreditation_id", "announced_at", "carried_out_on", "closed_on", "controller_id", "id", "kind", "observations", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reason", "report_sent_at", "state", "summary", "trigger") SELECT new_values."accreditation_id", new_values."announced_at", new_values."carried_out_on", new_values."closed_on", new_values."controller_id", new_values."id", new_values."kind", new_values."observations", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."planned_on", new_values."reason", new_values."report_sent_at", new_values."state", new_values."summary", new_values."trigger" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="189d3465a56ec5accd66d9384ae384e9bec6360a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b5085",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_accreditationcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accreditationcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_accreditationcheckevent" ("accreditation_id", "announced_at", "carried_out_on", "closed_on", "controller_id", "id", "kind", "observations", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reason", "report_sent_at", "state", "summary", "trigger") SELECT new_values."accreditation_id", new_values."announced_at", new_values."carried_out_on", new_values."closed_on", new_values."controller_id", new_values."id", new_values."kind", new_values."observations", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."planned_on", new_values."reason", new_values."report_sent_at", new_values."state", new_values."summary", new_values."trigger" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."accreditation_id" IS DISTINCT FROM (new_values."accreditation_id") OR old_values."announced_at" IS DISTINCT FROM (new_values."announced_at") OR old_values."carried_out_on" IS DISTINCT FROM (new_values."carried_out_on") OR old_values."closed_on" IS DISTINCT FROM (new_values."closed_on") OR old_values."controller_id" IS DISTINCT FROM (new_values."controller_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."observations" IS DISTINCT FROM (new_values."observations") OR old_values."planned_on" IS DISTINCT FROM (new_values."planned_on") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."report_sent_at" IS DISTINCT FROM (new_values."report_sent_at") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."trigger" IS DISTINCT FROM (new_values."trigger")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4a3dba99d4af60aea57926d0d1b79f4f3de38053",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2abd8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_accreditationcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="certificate_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9ab46223ca78ab3f38da549e27084ec55d35bc08",
                    operation="DELETE",
                    pgid="pgtrigger_certificate_stays_02842",
                    table="certification_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="certificate_content_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."token" IS DISTINCT FROM (NEW."token") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ed1a225217baf963bfa46e265f3559fdf74b7848",
                    operation="UPDATE",
                    pgid="pgtrigger_certificate_content_stays_60076",
                    table="certification_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_certificateevent" ("content", "id", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "revocation_reason", "revoked_by_id", "revoked_on", "state", "valid_until") SELECT new_values."content", new_values."id", new_values."issued_by_id", new_values."issued_on", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."revocation_reason", new_values."revoked_by_id", new_values."revoked_on", new_values."state", new_values."valid_until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="729ba0a2b2ce21e37c8b5a9fbd9564d8d35845d4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4d087",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_certificateevent" ("content", "id", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "revocation_reason", "revoked_by_id", "revoked_on", "state", "valid_until") SELECT new_values."content", new_values."id", new_values."issued_by_id", new_values."issued_on", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."revocation_reason", new_values."revoked_by_id", new_values."revoked_on", new_values."state", new_values."valid_until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."content" IS DISTINCT FROM (new_values."content") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."issued_by_id" IS DISTINCT FROM (new_values."issued_by_id") OR old_values."issued_on" IS DISTINCT FROM (new_values."issued_on") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."revocation_reason" IS DISTINCT FROM (new_values."revocation_reason") OR old_values."revoked_by_id" IS DISTINCT FROM (new_values."revoked_by_id") OR old_values."revoked_on" IS DISTINCT FROM (new_values."revoked_on") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."valid_until" IS DISTINCT FROM (new_values."valid_until")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="075c0e6433ee032c3d12e42333be2d1bb6ed0167",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_31ff8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appeal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_appealevent" ("grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "received_on", "ruled_by_id", "ruled_on", "ruling", "ruling_text") SELECT new_values."grounds", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."received_on", new_values."ruled_by_id", new_values."ruled_on", new_values."ruling", new_values."ruling_text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="141a4ec5b2e83b13799518bcb2cbaa5db0c3da3f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4e3f9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_appeal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appeal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_appealevent" ("grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "received_on", "ruled_by_id", "ruled_on", "ruling", "ruling_text") SELECT new_values."grounds", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."received_on", new_values."ruled_by_id", new_values."ruled_on", new_values."ruling", new_values."ruling_text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="30a7b070b18de83760e752b8106299f5f89b4c28",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_004f8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_appeal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_seatevent" ("answer", "answered_at", "college", "id", "jury_id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "replaces_id", "role", "travel_cost") SELECT new_values."answer", new_values."answered_at", new_values."college", new_values."id", new_values."jury_id", new_values."official_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."present", new_values."replaces_id", new_values."role", new_values."travel_cost" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2fa85bc06faf78c9c75952bf3e10a9c21ebed24f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd44b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_seatevent" ("answer", "answered_at", "college", "id", "jury_id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "replaces_id", "role", "travel_cost") SELECT new_values."answer", new_values."answered_at", new_values."college", new_values."id", new_values."jury_id", new_values."official_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."present", new_values."replaces_id", new_values."role", new_values."travel_cost" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answer" IS DISTINCT FROM (new_values."answer") OR old_values."answered_at" IS DISTINCT FROM (new_values."answered_at") OR old_values."college" IS DISTINCT FROM (new_values."college") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."jury_id" IS DISTINCT FROM (new_values."jury_id") OR old_values."official_id" IS DISTINCT FROM (new_values."official_id") OR old_values."present" IS DISTINCT FROM (new_values."present") OR old_values."replaces_id" IS DISTINCT FROM (new_values."replaces_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."travel_cost" IS DISTINCT FROM (new_values."travel_cost")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0c2b5a6a37a969010abaa83806f82f8b09e89129",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2ca66",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutessignature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5c1ec9e2680d97a27f77af2bbf993f7e8d809fe4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_signature_stays_2f718",
                    table="certification_minutessignature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_enrolmentevent" ("accreditation_id", "adaptation", "candidate_id", "certification_id", "contract", "entered_at", "entered_by_id", "funding", "id", "initiative", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referential_id", "registered_on", "route", "state", "trainer_name", "tutor_name", "withdrawal_reason", "withdrawn_on") SELECT new_values."accreditation_id", new_values."adaptation", new_values."candidate_id", new_values."certification_id", new_values."contract", new_values."entered_at", new_values."entered_by_id", new_values."funding", new_values."id", new_values."initiative", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."referential_id", new_values."registered_on", new_values."route", new_values."state", new_values."trainer_name", new_values."tutor_name", new_values."withdrawal_reason", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="42a7a8dcebdb3c32a6a0bf4fb8b682bfda397142",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5c424",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="certification_enrolment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "certification_enrolmentevent" ("accreditation_id", "adaptation", "candidate_id", "certification_id", "contract", "entered_at", "entered_by_id", "funding", "id", "initiative", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referential_id", "registered_on", "route", "state", "trainer_name", "tutor_name", "withdrawal_reason", "withdrawn_on") SELECT new_values."accreditation_id", new_values."adaptation", new_values."candidate_id", new_values."certification_id", new_values."contract", new_values."entered_at", new_values."entered_by_id", new_values."funding", new_values."id", new_values."initiative", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."referential_id", new_values."registered_on", new_values."route", new_values."state", new_values."trainer_name", new_values."tutor_name", new_values."withdrawal_reason", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."accreditation_id" IS DISTINCT FROM (new_values."accreditation_id") OR old_values."adaptation" IS DISTINCT FROM (new_values."adaptation") OR old_values."candidate_id" IS DISTINCT FROM (new_values."candidate_id") OR old_values."certification_id" IS DISTINCT FROM (new_values."certification_id") OR old_values."contract" IS DISTINCT FROM (new_values."contract") OR old_values."entered_at" IS DISTINCT FROM (new_values."entered_at") OR old_values."entered_by_id" IS DISTINCT FROM (new_values."entered_by_id") OR old_values."funding" IS DISTINCT FROM (new_values."funding") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."initiative" IS DISTINCT FROM (new_values."initiative") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."referential_id" IS DISTINCT FROM (new_values."referential_id") OR old_values."registered_on" IS DISTINCT FROM (new_values."registered_on") OR old_values."route" IS DISTINCT FROM (new_values."route") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."trainer_name" IS DISTINCT FROM (new_values."trainer_name") OR old_values."tutor_name" IS DISTINCT FROM (new_values."tutor_name") OR old_values."withdrawal_reason" IS DISTINCT FROM (new_values."withdrawal_reason") OR old_values."withdrawn_on" IS DISTINCT FROM (new_values."withdrawn_on")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="24d9c66a6e78b394e70633d85246356bacf21671",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9251f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="certification_enrolment",
                    when="AFTER",
                ),
            ),
        ),
    ]
