"""The words of the yearly statement of training bodies (cerfa 10443*17): who pays, who is trained, for what."""

from django.db import models


class FundingLine(models.TextChoices):
    """Frame C: where the money comes from. The payer decides, and with subrogation the skills operator is the payer."""

    EMPLOYERS = "1", "1. Entreprises, pour leurs salariés"
    APPRENTICESHIP = "2a", "2a. OPCO : apprentissage"
    PROFESSIONALISATION = "2b", "2b. OPCO : professionnalisation"
    RECONVERSION = "2c", "2c. OPCO : reconversion ou promotion par alternance"
    TRANSITION = "2d", "2d. Projets de transition professionnelle"
    CPF = "2e", "2e. Compte personnel de formation"
    JOBSEEKERS = "2f", "2f. Dispositifs pour les personnes en recherche d'emploi"
    SELF_EMPLOYED = "2g", "2g. Fonds d'assurance formation des non-salariés"
    PLAN = "2h", "2h. OPCO : plan de développement des compétences"
    PUBLIC_STAFF = "3", "3. Pouvoirs publics, pour leurs agents"
    EUROPE = "4", "4. Instances européennes"
    STATE = "5", "5. État"
    REGIONS = "6", "6. Conseils régionaux"
    FRANCE_TRAVAIL = "7", "7. France Travail"
    OTHER_PUBLIC = "8", "8. Autres ressources publiques"
    INDIVIDUALS = "9", "9. Contrats avec des particuliers"
    TRAINING_BODIES = "10", "10. Autres organismes de formation"
    OTHER = "11", "11. Autres produits"


class TraineeType(models.TextChoices):
    """Frame F-1: who is trained."""

    EMPLOYEE = "a", "a. Salarié d'employeur privé"
    APPRENTICE = "b", "b. Apprenti"
    JOBSEEKER = "c", "c. Personne en recherche d'emploi"
    INDIVIDUAL = "d", "d. Particulier, à ses frais"
    OTHER = "e", "e. Autre stagiaire"


class StatementObjective(models.TextChoices):
    """Frame F-3: what the training leads to."""

    LEVEL_6_8 = "a6", "a. RNCP, niveaux 6 à 8"
    LEVEL_5 = "a5", "a. RNCP, niveau 5"
    LEVEL_4 = "a4", "a. RNCP, niveau 4"
    LEVEL_3 = "a3", "a. RNCP, niveau 3"
    LEVEL_2 = "a2", "a. RNCP, niveau 2"
    CQP = "acqp", "a. CQP au RNCP, sans niveau"
    SPECIFIC_REGISTER = "b", "b. Certification du répertoire spécifique"
    BRANCH_CQP = "c", "c. CQP hors RNCP et répertoire spécifique"
    OTHER = "d", "d. Autre formation professionnelle"
    SKILLS_REVIEW = "e", "e. Bilan de compétences"
    VAE = "f", "f. Accompagnement à la VAE"
