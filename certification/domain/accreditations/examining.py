"""The certification team examines a request: its pieces, what it lacks, who studies it, and the opinion given."""

from datetime import date

from django.db import transaction

from certification.domain.accreditations.completeness import asked_pieces
from certification.domain.accreditations.impartiality import require_impartial
from certification.domain.accreditations.steps import NotImpartial, leads, taken
from certification.domain.accreditations.telling import tell_structure, this_time
from certification.models import Accreditation, AccreditationPiece
from members.domain.moves import NotAllowed, Refused, moved, reasoned
from members.models import User
from reporting.french import fr_date


@transaction.atomic
def ask_more(accreditation: Accreditation, *, note: str, by: User) -> Accreditation:
    """Give the request back to the structure, with what is to be completed; its refused pieces are asked for again."""
    kept = taken(accreditation, "ask_more", by=by)
    kept = moved(kept, leads("ask_more"), asked_note=reasoned(note, "Une demande de complément"))
    refused = kept.pieces.filter(state=AccreditationPiece.State.REFUSED).select_related("kind")
    lines = [kept.asked_note, *(f"– {one.kind} : {one.comment}" for one in refused)]
    tell_structure(kept, this_time("incomplete"), "Demande d'agrément à compléter", "\n".join(lines))
    return kept


@transaction.atomic
def begin_review(accreditation: Accreditation, *, reviewer: User, by: User) -> Accreditation:
    """Entrust the study of a complete request; none of its pieces is left to accept. Raises NotImpartial."""
    kept = taken(accreditation, "begin_review", by=by)
    accepted = AccreditationPiece.State.ACCEPTED
    waiting = [
        one.kind for one in asked_pieces(kept) if one.is_missing or (one.piece and one.piece.state != accepted)
    ]  # fmt: skip
    if waiting:
        names = ", ".join(f"« {kind} »" for kind in waiting)
        raise Refused(f"Avant l'étude, acceptez chaque pièce ou redemandez-la : {names}.")
    _require_reviewer(reviewer, kept)
    kept = moved(kept, leads("begin_review"), reviewer=reviewer)
    tell_structure(
        kept, this_time("in-review"), "Demande d'agrément à l'étude",
        "Votre dossier est complet. Il est étudié, puis présenté au comité qui décide.",
    )  # fmt: skip
    return kept


@transaction.atomic
def assign(accreditation: Accreditation, *, reviewer: User, by: User) -> Accreditation:
    """Entrust the study to somebody else. Raises NotImpartial."""
    kept = taken(accreditation, "assign", by=by)
    _require_reviewer(reviewer, kept)
    kept.reviewer = reviewer
    kept.save(update_fields=["reviewer", "updated_at"])
    return kept


@transaction.atomic
def give_opinion(
    accreditation: Accreditation, *, opinion: str, favourable: bool, committee_on: date, by: User
) -> Accreditation:
    """The reviewer, and nobody else, gives an opinion; the request goes to the committee of that day."""
    kept = taken(accreditation, "give_opinion", by=by)
    if by.pk != kept.reviewer_id:
        raise NotAllowed("L'avis est donné par la personne qui étudie la demande.")
    require_impartial(by, kept)
    kept = moved(
        kept, leads("give_opinion"), review_opinion=reasoned(opinion, "Un avis"), favourable=favourable,
        committee_on=committee_on,
    )  # fmt: skip
    tell_structure(
        kept, this_time("committee"), "Demande d'agrément présentée au comité",
        f"Le comité du {fr_date(committee_on)} examine votre demande.",
    )  # fmt: skip
    return kept


def _require_reviewer(reviewer: User, accreditation: Accreditation) -> None:
    """Who studies a request is of the team, and not of the applicant."""
    if not reviewer.has_perm("certification.run_certification"):
        raise NotImpartial(f"{reviewer} n'est pas de l'équipe de certification.")
    require_impartial(reviewer, accreditation)
