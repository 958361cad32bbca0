"""Both sides sign the same content: its hash is taken with each signature, and nothing changes after the first."""

import hashlib
import json
from dataclasses import fields

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from members.domain.reviews.reading import Previous, previous_told
from members.domain.reviews.refusals import ReviewRefused, State, held
from members.models import BilateralReview, ReviewSignature, Side, User


@transaction.atomic
def sign_review(review: BilateralReview, *, side: Side, by: User) -> ReviewSignature:
    """Sign for one side, once. Raises ReviewRefused where it has signed, or where the content is not what was signed."""
    kept = held(review, "sign", by=by, side=side)
    if kept.signatures.filter(side=side).exists():
        raise ReviewRefused(f"Ce bilan est déjà signé pour l'{Side(side).label}.")
    first = kept.signatures.first()
    if first is None:
        kept.previous = kept_words(previous_told(kept))
    sha256 = content_hash(kept)
    if first is not None and first.sha256 != sha256:
        raise ReviewRefused(
            "Le contenu de ce bilan n'est plus celui qui a été signé : ne signez pas, prévenez le réseau."
        )
    kept.state = State.SIGNED_ONE if first is None else State.SIGNED
    kept.save(update_fields=["state", "previous"])
    return ReviewSignature.objects.create(
        review=kept, side=side, user=by, name=str(by), signed_at=timezone.now(), sha256=sha256
    )


def kept_words(previous: list[Previous]) -> list[dict]:
    """Earlier decisions as a signed review keeps them."""
    words = [field.name for field in fields(Previous) if field.name != "decision"]
    return [{name: getattr(one, name) for name in words} for one in previous]


def content_hash(review: BilateralReview) -> str:
    """SHA-256 of all that both sides sign, written in one fixed order."""
    content = {
        "year": review.campaign.year,
        "association": review.association_id,
        "meeting": [review.met_on, review.people, review.minutes],
        "facts": list(review.facts.order_by("pk").values_list("indicator", "region", "label", "value", "comment")),
        "answers": list(
            review.answers.order_by("pk").values_list(
                "question__mission__code", "question__mission__title", "question__wording", "regional_score",
                "regional_text", "national_score", "national_text", "agreement",
            )
        ),
        "previous": review.previous,
        # What becomes of a decision later is not part of what was signed.
        "decisions": list(review.decisions.order_by("pk").values_list("text", "owner", "due_on", "follows")),
        "files": list(review.files.order_by("pk").values_list("name", "sha256")),
    }  # fmt: skip
    written = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
