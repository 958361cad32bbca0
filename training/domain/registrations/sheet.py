"""The spreadsheet by which a structure registers its employees: its columns and the template."""

from members.imports import cells
from members.imports.columns import Column, Sheet
from members.imports.template import template_workbook
from training.models import TraineeType

# The labels of the statement begin with its letters: people write the words.
TYPES = [(code, label.partition(". ")[2]) for code, label in TraineeType.choices if code != TraineeType.INDIVIDUAL]

TRAINEES = Sheet(
    "Stagiaires",
    (
        Column("Nom", "last_name", cells.words(60), "", required=True, also=("Nom de famille", "Nom d'usage")),
        Column("Prénom", "first_name", cells.words(60), "", required=True),
        Column("Courriel", "email", cells.email, "Pour recevoir ses liens ; sinon ils vont à la personne qui inscrit",
               also=("E-mail", "Email", "Mail", "Adresse e-mail")),
        Column("Téléphone", "phone", cells.words(20), "", also=("Tél.", "Portable")),
        Column("Emploi", "job", cells.words(120), "", also=("Fonction", "Poste", "Métier")),
        Column("Type de stagiaire", "trainee_type", cells.choice(TYPES), "Salarié d'employeur privé sauf autre mention",
               also=("Statut",)),
    ),
    ("last_name", "first_name"),
)  # fmt: skip
SHEETS = (TRAINEES,)


def trainee_template() -> bytes:
    """The empty workbook to fill in, with what each column is for."""
    return template_workbook(SHEETS)
