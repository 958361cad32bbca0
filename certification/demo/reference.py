"""The certifications of the demonstration. Fiche numbers and competencies are invented."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from certification.models import (
    Certification,
    ChecklistQuestion,
    Competency,
    FollowedRecord,
    PieceKind,
    Referential,
    SkillBlock,
)

CERTIFICATIONS = [
    {
        "code": "CQP-SP", "title": "CQP Salarié polyvalent", "kind": "RNCP", "fiche_number": "RNCP999901", "eu_level": 3,
        "decided_on": date(2019, 12, 12), "registered_from": date(2020, 1, 1), "registered_until": date(2029, 12, 31),
        "nsf_codes": ["220"], "accreditation_months": 60, "indemnity": 90,
    },
    {
        "code": "EPSP", "title": "Encadrant pédagogique en situation de production", "kind": "RNCP",
        "fiche_number": "RNCP999902", "eu_level": 5, "decided_on": date(2020, 12, 3),
        "registered_from": date(2020, 1, 1), "registered_until": date(2028, 12, 31), "nsf_codes": ["333"],
        "accreditation_months": 60, "indemnity": 120, "anonymous_files": True,
    },
]  # fmt: skip
BLOCKS = {
    "CQP-SP": [
        ("Agir en situation de travail", ["Préparer son poste", "Appliquer une consigne", "Contrôler son travail", "Ranger et entretenir"]),
        ("Travailler en sécurité", ["Repérer les risques", "Utiliser les protections", "Alerter"]),
        ("Communiquer au travail", ["Comprendre une consigne écrite", "Rendre compte", "Coopérer avec l'équipe"]),
        ("Construire son projet", ["Décrire ses compétences", "Rencontrer une entreprise", "Organiser ses démarches"]),
    ],
    "EPSP": [
        ("Organiser la production", ["Planifier un chantier", "Répartir les tâches", "Suivre la qualité"]),
        ("Former en situation de travail", ["Analyser une situation", "Transmettre un geste", "Évaluer une progression"]),
        ("Animer une équipe en insertion", ["Poser le cadre", "Réguler", "Travailler avec l'accompagnement"]),
    ],
}  # fmt: skip
CRITERIA = ["Le résultat est conforme à ce qui était demandé.", "La personne explique ce qu'elle fait."]
PIECES = [
    ("Convention d'atelier et chantier d'insertion", True),
    ("Lettre d'engagement signée", True),
    ("Curriculum vitæ des formateurs", True),
    ("Attestation d'assurance", True),
    ("Certificat Qualiopi", False),
    ("Annexe sur la protection des données", True),
]
POINTS = [
    ("Organisation", "Les situations de production sont décrites et suivies."),
    ("Organisation", "Le temps en salle est prévu et tenu."),
    ("Organisation", "Une immersion en entreprise est proposée."),
    ("Équipe", "L'équipe annoncée est en place et formée."),
    ("Équipe", "Un référent handicap est nommé et connu."),
    ("Évaluation", "Le positionnement est fait à l'entrée."),
    ("Évaluation", "Les évaluations en continu sont à jour."),
    ("Évaluation", "Les dossiers des candidats sont complets."),
    ("Information", "La notice sur les données est remise."),
]
# Visits were not written down in 2020: no data, which is not zero.
SINCE = {"juries": 2020, "checks": 2020, "accreditations": 2020, "support_visits": 2021}


def load_reference() -> dict[str, Certification]:
    """By code."""
    made = {}
    for fields in CERTIFICATIONS:
        certification = made[fields["code"]] = Certification.objects.create(**fields)
        referential = Referential.objects.create(
            certification=certification, version="2020", validity=DateRange(date(2017, 1, 1), None)
        )
        for order, (title, statements) in enumerate(BLOCKS[certification.code], 1):
            block = SkillBlock.objects.create(
                referential=referential,
                order=order,
                number=f"{certification.fiche_number}BC{order:02d}",
                title=title,
            )
            Competency.objects.bulk_create(
                Competency(block=block, code=f"C{order}.{rank}", statement=statement, criteria=CRITERIA)
                for rank, statement in enumerate(statements, 1)
            )
        PieceKind.objects.bulk_create(
            PieceKind(certification=certification, order=order, name=name, required=required)
            for order, (name, required) in enumerate(PIECES, 1)
        )
        ChecklistQuestion.objects.bulk_create(
            ChecklistQuestion(certification=certification, order=order, theme=theme, text=text)
            for order, (theme, text) in enumerate(POINTS, 1)
        )
    FollowedRecord.objects.bulk_create(FollowedRecord(kind=kind, since=since) for kind, since in SINCE.items())
    return made
