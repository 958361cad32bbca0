"""A code sent by mail to who cannot draw: it proves that one reads the mails of that address."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from members.domain import outbox
from members.domain.moves import Refused
from members.models import Mail
from training.domain.attendance.evidence import Proof
from training.domain.attendance.window import check_open
from training.models import Evidence, Registration, SigningCode, Slot, Trainer

LASTS = timedelta(minutes=10)
TRIES = 5
CODE_MARK = "[code]"


@transaction.atomic
def send_code(slot: Slot, person: Registration | Trainer) -> str:
    """Send a code of six digits; the address, half hidden, to which it went. Raises Refused."""
    now = timezone.now()
    check_open(slot, now)
    email = person.trainee.email if isinstance(person, Registration) else person.email
    if not email:
        raise Refused(
            "Votre adresse e-mail n'est pas connue : dessinez votre signature, ou signez la feuille imprimée."
        )
    recent = SigningCode.objects.filter(slot=slot, sent_at__gt=now - timedelta(minutes=1), **_of(person))
    if recent.exists():
        raise Refused("Un code vient de partir : attendez une minute avant d'en demander un autre.")
    made = SigningCode.objects.create(slot=slot, digest="", **_of(person))
    made.digest = _digest(made.pk, code_of(made))
    made.save(update_fields=["digest"])
    words = {"slot": slot, "mark": CODE_MARK, "identity": settings.IDENTITY}
    outbox.post([
        outbox.Letter(
            kind=Mail.Kind.ATTENDANCE, about=f"code:{made.pk}", to=email, subject="Votre code pour signer",
            body=render_to_string("training/email/signing_code.txt", words),
        )
    ])  # fmt: skip
    name, _, host = email.partition("@")
    return f"{name[:2]}…@{host}"


def redeem_code(slot: Slot, person: Registration | Trainer, typed: str, *, ip: str | None, device: str) -> Proof:
    """The proof that a code gives, once. A wrong one counts as a try. Raises Refused."""
    with transaction.atomic():
        code = (
            SigningCode.objects.select_for_update()
            .filter(slot=slot, used_at=None, sent_at__gt=timezone.now() - LASTS, **_of(person))
            .order_by("-sent_at").first()
        )  # fmt: skip
        if code is None:
            raise Refused("Ce code n'est plus valable : demandez-en un autre.")
        if code.tries >= TRIES:
            raise Refused("Trop d'essais : demandez un autre code.")
        right = constant_time_compare(code.digest, _digest(code.pk, "".join(typed.split())))
        code.tries += 1
        code.used_at = timezone.now() if right else None
        code.save(update_fields=["tries", "used_at"])
    if not right:
        raise Refused(f"Ce code n'est pas le bon. Essais restants : {TRIES - code.tries}.")
    return Proof(Evidence.Method.MAIL_CODE, "", ip, device[:300])


def code_of(code: SigningCode) -> str:
    """The six digits of a code, worked out from its number: they are kept nowhere."""
    return f"{int(salted_hmac('training.signing', str(code.pk), algorithm='sha256').hexdigest(), 16) % 1_000_000:06d}"


def _digest(number: int, code: str) -> str:
    return salted_hmac("training.signing.digest", f"{number}:{code}", algorithm="sha256").hexdigest()


def _of(person: Registration | Trainer) -> dict:
    return {"registration": person} if isinstance(person, Registration) else {"trainer": person}
