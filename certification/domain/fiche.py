"""Whether a decision counts under the fiche of a certification in the national registers."""

from datetime import date

from certification.models import Certification, Enrolment
from reporting.french import fr_date


def outside_fiche(certification: Certification, enrolment: Enrolment, decided_on: date) -> str:
    """Why a decision falls outside the registration of the certification, or nothing.

    Who was in path before its end keeps their right (article R. 6113-17-3 of the labour code).
    """
    starts, ends = certification.registered_from, certification.registered_until
    if starts and decided_on < starts:
        return f"Le jury a décidé le {fr_date(decided_on)}, avant l'enregistrement de la certification ({fr_date(starts)})."
    if ends and decided_on > ends and enrolment.registered_on > ends:
        return (
            f"Le jury a décidé le {fr_date(decided_on)}, après l'échéance de la certification ({fr_date(ends)}), "
            "et la personne est entrée en parcours après cette échéance."
        )
    return ""
