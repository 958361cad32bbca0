"""Links of mails that are keys: written when a mail leaves, and kept nowhere else.

A mail about `registration:<number>:…` may hold the link of the trainee; about `order:<number>:…`, that of the buyer.
"""

from django.conf import settings
from django.urls import reverse

from members.domain import outbox
from members.models import Mail
from training.models import Order, Registration

NEEDS_LINK = "[lien du recueil des besoins]"
OFFER_LINK = "[lien de réponse]"
PAPERS_LINK = "[lien des documents]"


@outbox.mail_words(Mail.Kind.TRAINING)
def link_words(mail: Mail) -> dict[str, str]:
    """What stands in a mail in place of the marks of its links."""
    what, _, rest = mail.about.partition(":")
    number = rest.partition(":")[0]
    if not number.isdecimal():
        return {}
    if what == "registration":
        return {NEEDS_LINK: _link("training:needs", Registration.objects.filter(pk=number).first())}
    if what == "order":
        order = Order.objects.filter(pk=number).first()
        return {OFFER_LINK: _link("training:offer", order), PAPERS_LINK: _link("training:papers_by_link", order)}
    return {}


def _link(page: str, found: Registration | Order | None) -> str:
    return settings.SITE_URL + reverse(page, args=[found.token]) if found else ""
