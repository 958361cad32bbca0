"""Each regional association signs a version, then the national one; or refuses and says why."""

import hashlib
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from members.domain.agreements.versions import STEPS as VERSION_STEPS
from members.domain.agreements.versions import AgreementRefused, NotAllowed, held
from members.models import AgreementSignature, CoreAgreement, User
from reporting.documents import render_pdf

State = AgreementSignature.State
# Each step: the states from which it is taken.
STEPS = {
    "regional": (State.TO_SIGN, State.REFUSED),
    "national": (State.SIGNED_REGIONAL,),
    "refuse": (State.TO_SIGN,),
}
LARGEST = 20 * 1024 * 1024


def may_take(user: User, step: str, signature: AgreementSignature) -> bool:
    """Whether this is for `user` to do: a region speaks for itself, and national staff may note it from paper."""
    if user.has_perm("members.keep_agreements"):
        return True
    return step != "national" and user.has_perm("members.sign_agreement", signature)


def steps_of(user: User, signature: AgreementSignature) -> set[str]:
    """The steps that `user` may take now."""
    if signature.agreement.state not in VERSION_STEPS["sign"][0]:
        return set()
    return {step for step, states in STEPS.items() if signature.state in states and may_take(user, step, signature)}


def _held(signature: AgreementSignature, step: str, by: User) -> AgreementSignature:
    """The signature as it stands, locked with its agreement. Raises NotAllowed, and AgreementRefused in a wrong state."""
    if not may_take(by, step, signature):
        raise NotAllowed
    held(signature.agreement_id, "sign")
    kept = AgreementSignature.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=signature.pk)
    if kept.state not in STEPS[step]:
        raise AgreementRefused(f"Cette convention est déjà « {kept.get_state_display()} » pour {kept.association}.")
    return kept


@transaction.atomic
def sign_regional(
    signature: AgreementSignature, *, signatory: str, on: date, file: UploadedFile | None, by: User
) -> AgreementSignature:
    """The region has signed; one that had refused may change its mind."""
    kept = _held(signature, "regional", by)
    _check(signatory, on, kept.agreement)
    kept.state, kept.regional_signatory, kept.regional_signed_on = State.SIGNED_REGIONAL, signatory.strip(), on
    kept.refusal = ""
    return _kept(kept, file)


@transaction.atomic
def sign_national(
    signature: AgreementSignature, *, signatory: str, on: date, file: UploadedFile | None, by: User
) -> AgreementSignature:
    """The national association signs after the region; the copy that both signed takes the place of the region's."""
    kept = _held(signature, "national", by)
    _check(signatory, on, kept.agreement)
    if not (file or kept.file):
        raise AgreementRefused("Joignez l'exemplaire signé, en PDF : il est ce qui reste de la signature.")
    kept.state, kept.national_signatory, kept.national_signed_on = State.SIGNED_BOTH, signatory.strip(), on
    return _kept(kept, file)


@transaction.atomic
def refuse_to_sign(signature: AgreementSignature, *, reason: str, by: User) -> AgreementSignature:
    """The region does not sign this version."""
    kept = _held(signature, "refuse", by)
    if not reason.strip():
        raise AgreementRefused("Dites pourquoi la convention est refusée.")
    kept.state, kept.refusal = State.REFUSED, reason.strip()
    kept.save(update_fields=["state", "refusal"])
    return kept


def _check(signatory: str, on: date, agreement: CoreAgreement) -> None:
    if not signatory.strip():
        raise AgreementRefused("Dites qui a signé.")
    if on > timezone.localdate():
        raise AgreementRefused("La date de signature est à venir.")
    if agreement.adopted_on and on < agreement.adopted_on:
        raise AgreementRefused("La date de signature précède l'adoption de la convention.")


def _kept(signature: AgreementSignature, file: UploadedFile | None) -> AgreementSignature:
    if file:
        content = check_pdf(file)
        signature.sha256 = hashlib.sha256(content).hexdigest()
        file.seek(0)
        signature.file.save(f"{signature.sha256}.pdf", file, save=False)
    signature.save()
    return signature


def check_pdf(file: UploadedFile) -> bytes:
    """The bytes of a signed copy. Raises AgreementRefused for what is not a PDF, or is too large."""
    if file.size > LARGEST:
        raise AgreementRefused("Ce fichier dépasse 20 Mo : numérisez-le avec moins de détail.")
    content = file.read()
    if not content.startswith(b"%PDF-"):
        raise AgreementRefused("L'exemplaire signé est attendu en PDF.")
    return content


def file_name(signature: AgreementSignature) -> str:
    return f"convention-socle-v{signature.agreement.version}-{signature.association_id}.pdf"


def paper_to_sign(signature: AgreementSignature) -> bytes:
    """The agreement as PDF/UA, with its missions and the places of both signatures."""
    agreement = signature.agreement
    context = {"agreement": agreement, "signature": signature, "missions": list(agreement.missions.all())}
    return render_pdf("members/agreements/paper.html", context).content
