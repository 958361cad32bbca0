"""People of an organisation and the functions they hold over time."""

import pghistory
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from .base import ValidityField, ValidityQuerySet, belongs
from .organisation import Organisation
from .standing import forget_when_changed


class ContactQuerySet(ValidityQuerySet):
    """Contacts are personal data: seen by staff, by the region's staff and by the organisation's own people."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national:
            return self
        return self.of_own_or_region(user, organisation="organisation", region="organisation__department__region")

    def with_bounced(self):
        """Annotate `bounced`: whether the address takes mails no longer."""
        bounced = apps.get_model("members", "BouncedAddress").objects.filter(email=Lower(models.OuterRef("email")))
        return self.annotate(bounced=models.Exists(bounced))

    def met_by(self, user):
        """Contacts whose name and function are told to the network: who agreed, and those who represent it.

        Their own address and telephone are not: one writes to the organisation.
        """
        if not belongs(user):
            return self.none()
        represents = models.Q(shown_to_network__isnull=True, function__in=Contact.REPRESENT)
        return self.filter(models.Q(shown_to_network=True) | represents).filter(
            organisation__in=Organisation.objects.visible_to(user)
        )


@pghistory.track()
class Contact(models.Model):
    """A person's function in an organisation; with an account, it opens the portal while it lasts."""

    class Function(models.TextChoices):
        PRESIDENT = "president", "présidence"
        DIRECTOR = "director", "direction"
        ACCOUNTS = "accounts", "comptabilité"
        HR = "hr", "ressources humaines"
        TRAINER = "trainer", "encadrement technique et formation"
        SOCIAL = "social", "accompagnement socioprofessionnel"
        OTHER = "other", "autre fonction"

    # Who stands for an organisation before others: told to the network unless they object.
    REPRESENT = (Function.PRESIDENT, Function.DIRECTOR)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts", verbose_name="structure")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name="compte"
    )
    full_name = models.CharField("nom complet", max_length=150)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    function = models.CharField("fonction", max_length=10, choices=Function, default=Function.OTHER)
    manages = models.BooleanField(
        "gère la structure",
        default=False,
        help_text="Peut renouveler l'adhésion, inviter et retirer des collègues, demander des corrections.",
    )
    shown_to_network = models.BooleanField(
        "nom et fonction montrés au réseau",
        null=True,
        blank=True,
        choices=[(None, "selon la fonction"), (True, "oui"), (False, "non")],
        help_text="Sans choix, la présidence et la direction sont montrées, les autres non.",
    )
    chose_alone = models.BooleanField(
        "a choisi lui-même",
        default=False,
        help_text="Le choix d'une personne l'emporte : qui gère la structure peut la cacher, pas la montrer.",
    )
    validity = ValidityField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        ordering = ["full_name"]

    def __str__(self):
        return f"{self.full_name}, {self.get_function_display()}"

    @property
    def is_shown(self) -> bool:
        """Whether the network is told the name and function."""
        return self.function in self.REPRESENT if self.shown_to_network is None else self.shown_to_network


forget_when_changed(Contact)
