"""Accounts: inviting their person, and the address by which they log in."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse

from members.models import User


def invite(user: User) -> None:
    """Mail the invitation; the link serves once, for `PASSWORD_RESET_TIMEOUT` seconds. Raises what the mail server does."""
    key = [user_pk_to_url_str(user), default_token_generator.make_token(user)]
    context = {
        "person": user,
        "identity": settings.IDENTITY,
        "site": settings.SITE_URL,
        "link": settings.SITE_URL + reverse("account_reset_password_from_key", args=key),
        "again": settings.SITE_URL + reverse("account_reset_password"),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    text = render_to_string("members/email/invitation.txt", context)
    send_mail(f"Votre accès au portail {settings.IDENTITY['name']}", text, None, [user.email])


@receiver(post_save, sender=User)
def own_one_address(sender, instance: User, update_fields, **kwargs) -> None:
    """The address of an account is the one by which it is opened, by code or by link; former ones open it no longer.

    Without its row, the pages where people change their address would leave the account without any meanwhile.
    """
    if update_fields is None or "email" in update_fields:
        addresses = EmailAddress.objects.filter(user=instance)
        addresses.exclude(email=instance.email).delete()
        addresses.get_or_create(email=instance.email, defaults={"user": instance, "verified": True, "primary": True})
