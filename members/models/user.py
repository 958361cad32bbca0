"""People who log in, and the roles that they hold over time."""

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from .base import ValidityField, ValidityQuerySet, VisibleQuerySet
from .standing import Standing, forget_when_changed, standing_of


class Role(models.TextChoices):
    """What a person is to the network; the rights table is written with these words."""

    VISITOR = "visitor", "visiteur"
    FORMER = "former", "compte sans rôle"
    SYMPATHISER = "sympathiser", "sympathisant"
    MEMBER = "member", "adhérent"
    REGIONAL_STAFF = "regional_staff", "salarié régional"
    OFFICIAL = "official", "mandataire"
    BOARD = "board", "administrateur du réseau"
    NATIONAL_STAFF = "national_staff", "salarié national"
    ADMIN = "admin", "administrateur du portail"


class UserQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """National staff see every account; others see their own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_national else self.filter(pk=user.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Accounts are made by invitation: staff create them."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail address is the login."""

    email = models.EmailField("adresse e-mail", unique=True)
    full_name = models.CharField("nom complet", max_length=150, blank=True)
    is_active = models.BooleanField("compte actif", default=True)
    date_joined = models.DateTimeField("créé le", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique_ci", violation_error_message="Cette adresse a déjà un compte."
            )
        ]

    def __str__(self):
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return str(self)

    @cached_property
    def standing(self) -> Standing:
        """Roles, regions and organisations of today, read once a request."""
        return standing_of(self)

    @property
    def roles(self) -> frozenset[str]:
        """Every role held today; a person may have several."""
        return self.standing.roles | {Role.ADMIN} if self.is_superuser else self.standing.roles

    @property
    def is_national(self) -> bool:
        """National staff and the portal's administrators: they see the whole network."""
        return self.is_superuser or Role.NATIONAL_STAFF in self.roles

    @property
    def is_staff(self) -> bool:
        """The admin is national staff's: the role opens it, and its end closes it."""
        return self.is_national

    @property
    def is_board(self) -> bool:
        return Role.BOARD in self.roles

    def works_for(self, team: str) -> bool:
        """Whether this person is of a team of the national staff; administrators are of all."""
        return self.is_superuser or team in self.standing.teams

    @property
    def region_codes(self) -> frozenset[str]:
        """Regions served by the associations for which this person works."""
        return self.standing.regions

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Organisations in which this person holds a function today."""
        return frozenset(self.standing.organisations)

    @property
    def history_ids(self) -> frozenset[int]:
        """Those organisations and those that they succeeded: what one reads the inside of, without acting for it."""
        return self.organisation_ids | self.standing.inherited

    @property
    def managed_ids(self) -> frozenset[int]:
        """Organisations that this person manages for their colleagues."""
        return self.standing.managed


@pghistory.track()
class RoleGrant(models.Model):
    """A role given to a person for a time, with what it bears on."""

    GRANTABLE = [
        (role.value, role.label) for role in (Role.REGIONAL_STAFF, Role.OFFICIAL, Role.BOARD, Role.NATIONAL_STAFF)
    ]

    class Team(models.TextChoices):
        MEMBERSHIP = "membership", "vie du réseau"
        RESOURCES = "resources", "centre de ressources"
        TRAINING = "training", "formation"
        CERTIFICATION = "certification", "certification"
        ADVOCACY = "advocacy", "plaidoyer"
        DIRECTION = "direction", "direction"

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name="personne")
    role = models.CharField("rôle", max_length=20, choices=GRANTABLE)
    association = models.ForeignKey(
        "members.RegionalAssociation", models.PROTECT, null=True, blank=True, verbose_name="association régionale"
    )
    team = models.CharField("équipe", max_length=20, choices=Team, blank=True)
    validity = ValidityField()

    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle"
        verbose_name_plural = "rôles"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(role=Role.REGIONAL_STAFF) | models.Q(association__isnull=False),
                name="regional_staff_has_association",
                violation_error_message="Un salarié régional doit être rattaché à une association régionale.",
            )
        ]

    def __str__(self):
        return f"{self.user} : {self.get_role_display()}"

    def clean(self):
        if self.association_id and self.role != Role.REGIONAL_STAFF:
            raise ValidationError({"association": "L'association ne concerne que les salariés régionaux."})


forget_when_changed(RoleGrant)
