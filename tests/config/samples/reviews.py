"""A bilateral review, with all that hangs on it."""

from django.core.files.base import ContentFile

from members.models import ReviewFile, ReviewSignature
from tests.factories import BilateralReviewFactory, ReviewDecisionFactory

PATHS = {
    "BilateralReview": "association__regions__departments__organisations",
    "ReviewAnswer": "review__association__regions__departments__organisations",
    "ReviewFact": "review__association__regions__departments__organisations",
    "ReviewDecision": "review__association__regions__departments__organisations",
    "ReviewFile": "review__association__regions__departments__organisations",
    "ReviewSignature": "review__association__regions__departments__organisations",
}


def sample() -> dict:
    """A review that the region of Brittany has sent."""
    review = BilateralReviewFactory(state="sent")
    file = ReviewFile(review=review, name="x.pdf", size=5, sha256="0" * 64, side="regional")
    file.file.save("x.pdf", ContentFile(b"%PDF-"))
    return {
        "review": review.pk,
        "review_year": review.campaign.year,
        "review_question": review.campaign.questions.get().pk,
        "review_file": file.pk,
        "decision": ReviewDecisionFactory(review=review).pk,
    }


def records_of(organisation):
    """A closed review of an association of the organisation's region."""
    review = BilateralReviewFactory(association__regions=[organisation.department.region_id], state="closed")
    ReviewDecisionFactory(review=review)
    ReviewFile.objects.create(review=review, name="x", size=1, sha256="0" * 64, side="regional", file="x")
    ReviewSignature.objects.create(review=review, side="regional", name="x", sha256="0" * 64)
