"""Rights on surveys and quality of training."""

from config.rights.table import (
    ALL,
    EVERYBODY,
    EVERYWHERE,
    NATIONAL,
    NONE,
    DataRight,
    F,
    H,
    L,
    UrlRight,
    Y,
    written_by_staff,
)

READERS = (L, F, F, F, F, F, Y, Y, Y)
OF_READERS = (L, H, H, H, H, H, Y, Y, Y)
TEAM = (*(NONE,) * 7, ALL, ALL)
RUNNERS = (*(NONE,) * 6, ALL, ALL, ALL)
COMPLAINT, TRAINER, PIECE = {"pk": "training_complaint"}, {"pk": "quality_trainer"}, {"pk": "trainer_piece"}
# Others do not find the file of somebody else.
OF_TEAM = (L, H, H, H, H, H, H, Y, Y)
CSV = {"fmt": "csv"}

URLS = [
    UrlRight("training:survey", "Répondre à un questionnaire, par le lien du message", EVERYBODY, {"token": "survey_token"}),
    UrlRight("training:results", "Lire les évaluations des formations", READERS),
    UrlRight("training:results_export", "Exporter ces évaluations", READERS, CSV),
    UrlRight("training:complain", "Faire une réclamation, sans connexion", EVERYBODY),
    UrlRight("training:complained", "Lire que sa réclamation est reçue", EVERYBODY),
    UrlRight("training:complaints", "Suivre les réclamations (équipe formation)", NATIONAL),
    UrlRight("training:complaints_export", "Exporter ce registre", NATIONAL, CSV),
    UrlRight("training:complaint_new", "Enregistrer une réclamation", NATIONAL),
    UrlRight("training:complaint", "Voir une réclamation", NATIONAL, COMPLAINT),
    UrlRight("training:complaint_step", "Accuser réception, répondre, clore", NATIONAL, COMPLAINT, "post"),
    UrlRight("training:trainers", "Voir les formateurs et ce qui manque à leurs dossiers", READERS),
    UrlRight("training:trainers_export", "Exporter cette liste", READERS, CSV),
    UrlRight("training:trainer", "Voir un formateur", OF_READERS, TRAINER),
    UrlRight("training:trainer_new", "Ajouter un formateur", NATIONAL),
    UrlRight("training:trainer_edit", "Tenir la fiche d'un formateur", NATIONAL, TRAINER),
    UrlRight("training:piece_add", "Ajouter une pièce au dossier d'un autre formateur", (L, H, H, H, H, H, Y, Y, Y), TRAINER, "post"),
    UrlRight("training:piece_check", "Vérifier une pièce", NATIONAL, PIECE, "post"),
    UrlRight("training:piece_file", "Prendre une pièce d'un autre formateur", OF_TEAM, PIECE),
    UrlRight("training:qualiopi", "Voir ce que le portail montre pour chaque indicateur Qualiopi", NATIONAL),
    UrlRight("training:evidence_add", "Joindre une preuve", NATIONAL, method="post"),
    UrlRight("training:evidence_file", "Prendre une preuve jointe", NATIONAL, {"pk": "quality_evidence"}),
    UrlRight("training:evidence_remove", "Retirer une preuve jointe", NATIONAL, {"pk": "quality_evidence"}, "post"),
    UrlRight("training:qualiopi_archive", "Préparer le dossier de l'auditeur", NATIONAL, method="post"),
    UrlRight("training:risks", "Tenir le registre des risques", NATIONAL),
    UrlRight("training:risks_export", "Exporter les risques", NATIONAL, CSV),
    UrlRight("training:risks_new", "Ajouter un risque", NATIONAL),
    UrlRight("training:risks_edit", "Modifier un risque", NATIONAL, {"pk": "quality_risk"}),
    UrlRight("training:actions", "Tenir les actions d'amélioration", NATIONAL),
    UrlRight("training:actions_export", "Exporter ces actions", NATIONAL, CSV),
    UrlRight("training:actions_new", "Ouvrir une action", NATIONAL),
    UrlRight("training:actions_edit", "Modifier une action", NATIONAL, {"pk": "quality_action"}),
    UrlRight("training:watch", "Tenir la veille", NATIONAL),
    UrlRight("training:watch_export", "Exporter la veille", NATIONAL, CSV),
    UrlRight("training:watch_new", "Noter une lecture", NATIONAL),
    UrlRight("training:watch_edit", "Modifier une lecture", NATIONAL, {"pk": "quality_watch"}),
]  # fmt: skip

DATA = [
    DataRight("training.Survey", "Questionnaires", EVERYWHERE),
    DataRight("training.SurveyQuestion", "Questions", EVERYWHERE),
    DataRight("training.SurveyInvitation", "Questionnaires envoyés", TEAM),
    DataRight("training.SurveyAnswer", "Réponses aux questionnaires", TEAM),
    DataRight("training.Complaint", "Réclamations", TEAM),
    DataRight("training.Trainer", "Formateurs", RUNNERS),
    DataRight("training.TrainerPiece", "Pièces des dossiers de formateurs", TEAM),
    DataRight("training.Risk", "Risques", TEAM),
    DataRight("training.ImprovementAction", "Actions d'amélioration", TEAM),
    DataRight("training.WatchEntry", "Veille", TEAM),
    DataRight("training.QualityReferential", "Référentiels qualité", EVERYWHERE),
    DataRight("training.QualityIndicator", "Indicateurs du référentiel qualité", EVERYWHERE),
    DataRight("training.QualityEvidence", "Preuves jointes", TEAM),
]

RECORDS = [
    written_by_staff("training.Survey", "Questionnaires"),
    written_by_staff("training.QualityReferential", "Référentiels qualité"),
]
