"""The mail that tells a person of their access; the link that opens an account is written when the mail leaves.

Staff may read the mails that were sent: none of them holds a link that would open the account of another person.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from members.domain.outbox import Letter, mail_words, post
from members.models import Contact, Mail, User

LINK = "[[lien d'accès]]"


def invitation(contact: Contact, *, by: User) -> None:
    """Queue the invitation of a contact, numbered: one that is asked for again is another mail."""
    about = f"invitation:{contact.pk}:"
    number = Mail.objects.filter(kind=Mail.Kind.COLLEAGUE, about__startswith=about).count() + 1
    new = contact.user.last_login is None
    context = {
        "contact": contact,
        "by": by,
        "new": new,
        "link": LINK,
        "identity": settings.IDENTITY,
        "site": settings.SITE_URL,
        "again": settings.SITE_URL + reverse("account_reset_password"),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    letter = Letter(
        Mail.Kind.COLLEAGUE,
        f"{about}{number}",
        contact.user.email,
        f"{contact.organisation} vous ouvre le portail {settings.IDENTITY['name']}",
        render_to_string("members/email/colleague.txt", context),
        organisation=contact.organisation,
        user_id=contact.user_id,
    )
    post([letter])


@mail_words(Mail.Kind.COLLEAGUE)
def access_link(mail: Mail) -> dict[str, str]:
    """For who has never come, a link to choose a password, good once; for the others, the way to log in."""
    if mail.user is None or mail.user.last_login:
        return {LINK: settings.SITE_URL + reverse("members:my_organisation")}
    key = [user_pk_to_url_str(mail.user), default_token_generator.make_token(mail.user)]
    return {LINK: settings.SITE_URL + reverse("account_reset_password_from_key", args=key)}
