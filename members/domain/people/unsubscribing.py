"""The signed addresses by which a kind of mail is stopped with one click, without logging in (RFC 8058)."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from members.domain.outbox import mail_headers
from members.models import Mail, User

_SALT = "members.unsubscribe"


class WrongToken(Exception):
    """The address was not signed by the portal, or what it names is gone."""


def stop_address(mail: Mail) -> str:
    """Where the reader of a mail stops its kind; it never expires, as mails do not."""
    token = signing.dumps([mail.kind, mail.user_id, mail.to], salt=_SALT)
    return settings.SITE_URL + reverse("members:stop_mails", args=[token])


def read_stop_token(token: str) -> tuple[Mail.Kind, User | None, str]:
    """The kind of mail, the account if any, the address. Raises WrongToken."""
    try:
        kind, user_id, email = signing.loads(token, salt=_SALT)
        return Mail.Kind(kind), User.objects.filter(pk=user_id).first() if user_id else None, email
    except (signing.BadSignature, ValueError) as wrong:
        raise WrongToken from wrong


@mail_headers
def stopping_headers(mail: Mail) -> dict[str, str]:
    """What lets mail readers offer to stop the mails that may be."""
    if mail.kind not in Mail.OPTIONAL:
        return {}
    return {
        "List-Unsubscribe": f"<{stop_address(mail)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
