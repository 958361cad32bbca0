"""What trainees are told about their data (articles 13 and 14 of the GDPR), by who registers them and on their form."""

from training.models import TrainingBody


def trainees_notice() -> str:
    """The notice, in sentences."""
    body = TrainingBody.current()
    to = f" ({body.email})" if body.email else ""
    return (
        f"{body.name} utilise ces données pour organiser la formation, en prouver le suivi aux financeurs et faire son "
        "bilan annuel : contrat et obligations légales. Les lisent : l'équipe formation, les formateurs de la session, "
        "et la structure qui inscrit ; le financeur reçoit le nom et les heures suivies. Elles sont gardées six ans "
        "après la formation, dix ans si elle est cofinancée par l'Europe. Vous pouvez les consulter, les faire corriger "
        f"ou effacer, et vous opposer à leur usage en écrivant à l'organisme{to}, ou saisir la CNIL."
    )
