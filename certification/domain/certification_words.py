"""The rules of a certification, in sentences that candidates and structures understand."""

from certification.models import Certification, Referential
from reporting.french import percent, unit


def rules_of(certification: Certification) -> list[tuple[str, str]]:
    """Pairs of a subject and what the certification says of it."""
    one = certification
    jury = (
        f"{one.min_members} {unit('membres', one.min_members)} au moins, dont {one.min_per_college} de chaque collège "
        f"(employeurs et salariés) ; {percent(one.external_percent, 0)} au moins des présents sont extérieurs au "
        "certificateur et aux structures des candidats."
    )
    vote = "La présidence l'emporte en cas d'égalité." if one.casting_vote else "La majorité décide."
    partial = "Un jury peut accorder une partie des blocs." if one.partial_allowed else "Le jury accorde tout ou rien."
    if one.partial_allowed:
        partial += (
            f" Un bloc acquis le reste {months(one.block_validity_months)}."
            if one.block_validity_months
            else " Un bloc acquis l'est pour la vie."
        )
    lasts = f"Il vaut {months(one.certificate_validity_months)}." if one.certificate_validity_months else "Sans limite."
    files = (
        "Le jury lit un numéro à la place du nom et de la structure."
        if one.anonymous_files
        else "Le jury lit le nom des candidats."
    )
    return [
        ("Jury", f"{jury} {vote}"),
        ("Dossiers", files),
        ("Convocation", f"Envoyée {days(one.summons_days)} avant le jury au moins."),
        ("Réussite partielle", partial),
        ("Durée du certificat", lasts),
        ("Recours", f"Dans les {days(one.appeal_days)} qui suivent la décision, avec ses motifs."),
        ("Durée d'un agrément", f"{months(one.accreditation_months).capitalize()}, sans dépasser l'enregistrement."),
    ]


def pass_rule_of(referential: Referential) -> str:
    """When a block is acquired, and how many optional ones are due."""
    if referential.pass_rule == Referential.PassRule.POINTS:
        rule = f"Un bloc est acquis à partir de {percent(referential.pass_percent, 0)} des points."
    else:
        rule = "Un bloc est acquis quand toutes ses compétences obligatoires le sont."
    due = referential.optional_blocks_due
    return f"{rule} Il faut aussi {due} {unit('blocs', due)} {unit('facultatifs', due)}." if due else rule


def days(count: int) -> str:
    return f"{count} {unit('jours', count)}"


def months(count: int) -> str:
    """« 36 mois » as « 3 ans » where years are whole."""
    years, rest = divmod(count, 12)
    return f"{years} {unit('ans', years)}" if years and not rest else f"{count} mois"
