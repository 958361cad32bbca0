"""Files of a mission: its signed agreement, and what the carrier hands over. They are private: views send them."""

from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from members.domain.missions.refusals import MissionRefused, held
from members.models import DelegatedMission, Deliverable, User

MAX_BYTES = 20 * 1024 * 1024
DELIVERED = {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "zip", "png", "jpg", "jpeg", "csv"}
PDF_START = b"%PDF-"


@transaction.atomic
def attach_agreement(mission: DelegatedMission, file: File, *, by: User) -> DelegatedMission:
    """Keep the signed agreement, a PDF; another one takes its place."""
    mission = held(mission, "attach", by=by)
    _check(file, {"pdf"})
    start = file.read(len(PDF_START))
    file.seek(0)
    if start != PDF_START:
        raise MissionRefused("Ce fichier n'est pas un PDF.")
    mission.agreement_name = PurePath(file.name).name[:200]
    mission.agreement.save("convention.pdf", file, save=False)
    mission.save(update_fields=["agreement", "agreement_name", "updated_at"])
    return mission


@transaction.atomic
def deliver(deliverable: Deliverable, file: File | None, *, by: User) -> Deliverable:
    """The carrier hands over a deliverable, with its file if it has one; handed over again, the file is replaced."""
    mission = held(deliverable.mission, "deliver", by=by)
    deliverable = Deliverable.objects.filter(pk=deliverable.pk, mission=mission).first()
    if deliverable is None:
        raise MissionRefused("Ce livrable n'est plus attendu : il a été retiré entre-temps.")
    if deliverable.delivered_on and file is None:
        raise MissionRefused("Ce livrable est déjà remis : choisissez un fichier pour remplacer le sien.")
    if file is not None:
        suffix = _check(file, DELIVERED)
        deliverable.name = PurePath(file.name).name[:200]
        deliverable.file.save(f"livrable.{suffix}", file, save=False)
    deliverable.delivered_on = deliverable.delivered_on or timezone.localdate()
    deliverable.save(update_fields=["file", "name", "delivered_on"])
    return deliverable


def _check(file: File, suffixes: set[str]) -> str:
    suffix = PurePath(file.name).suffix.lower().removeprefix(".")
    if suffix not in suffixes:
        raise MissionRefused(f"Ce format n'est pas accepté : {', '.join(sorted(suffixes))}.")
    if file.size > MAX_BYTES:
        raise MissionRefused("Ce fichier dépasse 20 Mo.")
    return suffix
