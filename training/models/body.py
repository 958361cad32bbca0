"""The training body as its papers name it, and the themes under which it sorts its courses."""

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from encrypted_fields.fields import EncryptedCharField

from members.models import Issuer
from members.models.base import ReferenceQuerySet, VisibleQuerySet
from members.validators import validate_bic, validate_iban


class TrainingBody(models.Model):
    """Who trains, as quotes, agreements, certificates and the yearly statement (BPF) print it; there is one."""

    name = models.CharField("dénomination", max_length=120)
    legal_form = models.CharField("forme juridique", max_length=60, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    naf = models.CharField("code NAF", max_length=6, blank=True)
    address = models.TextField("adresse", blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    activity_number = models.CharField(
        "numéro de déclaration d'activité", max_length=11, blank=True,
        validators=[RegexValidator(r"^\d{11}$", "Onze chiffres, donnés par la DREETS.")],
    )  # fmt: skip
    prefecture = models.CharField(
        "région de la préfecture", max_length=60, blank=True, help_text="« auprès du préfet de région … »"
    )
    qualiopi_number = models.CharField("numéro du certificat Qualiopi", max_length=40, blank=True)
    qualiopi_certifier = models.CharField("certificateur", max_length=120, blank=True)
    qualiopi_until = models.DateField("certificat valable jusqu'au", null=True, blank=True)
    vat_exempt_since = models.DateField(
        "exonération de TVA depuis le", null=True, blank=True,
        help_text="Date de l'attestation 3511-SD ; sans elle, les factures portent la TVA.",
    )  # fmt: skip
    vat_rate = models.DecimalField("taux de TVA (%)", max_digits=4, decimal_places=2, default=20)
    iban = EncryptedCharField("IBAN", max_length=34, null=True, blank=True, validators=[validate_iban])
    bic = models.CharField("BIC", max_length=11, blank=True, validators=[validate_bic])
    signatory = models.CharField("signataire", max_length=120, blank=True)
    signatory_function = models.CharField("qualité du signataire", max_length=120, blank=True)
    signature = models.ImageField(
        "signature et cachet", upload_to="training/body/", blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
    )  # fmt: skip
    year_starts_in = models.PositiveSmallIntegerField(
        "premier mois de l'exercice", default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    records_since = models.PositiveSmallIntegerField(
        "sessions tenues depuis l'année", null=True, blank=True,
        help_text="Avant cette année, le portail n'a pas toutes les sessions : il n'en donne pas de chiffre.",
    )  # fmt: skip
    quote_days = models.PositiveSmallIntegerField("validité d'un devis (jours)", default=60)
    summons_days = models.PositiveSmallIntegerField("convocation avant le début (jours)", default=15)
    signing_days = models.PositiveSmallIntegerField(
        "émargement possible après la demi-journée (jours)", default=2,
        help_text="Passé ce délai, une présence se prouve par la feuille signée sur papier.",
    )  # fmt: skip
    cancellation_terms = models.TextField("conditions d'annulation", blank=True, max_length=3000)
    house_rules = models.TextField(
        "règlement intérieur", blank=True, max_length=20000,
        help_text="Santé et sécurité, discipline et échelle des sanctions, droits de la défense "
        "(articles L. 6352-3 et R. 6352-1 et suivants du code du travail).",
    )  # fmt: skip
    disability_contact = models.CharField("référent handicap, tel qu'imprimé", max_length=200, blank=True)
    referents = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name="référents handicap",
        help_text="Les seules personnes de l'équipe qui lisent les besoins d'adaptation.",
    )  # fmt: skip

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "organisme de formation"
        verbose_name_plural = "organisme de formation"

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "TrainingBody":
        """The training body; the network's issuer where staff have not said more."""
        found = cls.objects.order_by("pk").first()
        if found:
            return found
        issuer = Issuer.current()
        return cls(name=issuer.name, address=issuer.address, email=issuer.email, phone=issuer.phone)


class CourseTheme(models.Model):
    """A shelf of the catalogue: regulatory, health and safety, management, trades of insertion, mobility."""

    code = models.SlugField("code", max_length=30, unique=True)
    name = models.CharField("nom", max_length=80)
    description = models.CharField("description", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("rang", default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "thème de formation"
        verbose_name_plural = "thèmes de formation"
        ordering = ["order", "name"]

    def __str__(self):
        return self.name
