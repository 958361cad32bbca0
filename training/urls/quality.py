"""Addresses of surveys and of quality."""

from django.urls import path, re_path

from training.views import complaints, qualiopi, registers, surveys, trainers

urlpatterns = [
    path("avis/<str:token>/", surveys.survey, name="survey"),
    path("evaluations/", surveys.results, name="results"),
    re_path(r"^evaluations/export\.(?P<fmt>csv|xlsx)$", surveys.results_export, name="results_export"),
    path("reclamation/", complaints.complain, name="complain"),
    path("reclamation/merci/", complaints.complained, name="complained"),
    path("reclamations/", complaints.complaints, name="complaints"),
    re_path(r"^reclamations/export\.(?P<fmt>csv|xlsx)$", complaints.complaints_export, name="complaints_export"),
    path("reclamations/nouvelle/", complaints.complaint_new, name="complaint_new"),
    path("reclamations/<int:pk>/", complaints.complaint, name="complaint"),
    path("reclamations/<int:pk>/etape/", complaints.complaint_step, name="complaint_step"),
    path("formateurs/", trainers.trainers, name="trainers"),
    re_path(r"^formateurs/export\.(?P<fmt>csv|xlsx)$", trainers.trainers_export, name="trainers_export"),
    path("formateurs/nouveau/", trainers.trainer_new, name="trainer_new"),
    path("formateurs/<int:pk>/", trainers.trainer, name="trainer"),
    path("formateurs/<int:pk>/modifier/", trainers.trainer_edit, name="trainer_edit"),
    path("formateurs/<int:pk>/pieces/", trainers.piece_add, name="piece_add"),
    path("pieces/<int:pk>/verifier/", trainers.piece_check, name="piece_check"),
    path("pieces/<int:pk>/", trainers.piece_file, name="piece_file"),
    path("qualiopi/", qualiopi.qualiopi, name="qualiopi"),
    path("qualiopi/preuves/", qualiopi.evidence_add, name="evidence_add"),
    path("qualiopi/preuves/<int:pk>/", qualiopi.evidence_file, name="evidence_file"),
    path("qualiopi/preuves/<int:pk>/retirer/", qualiopi.evidence_remove, name="evidence_remove"),
    path("qualiopi/dossier/", qualiopi.qualiopi_archive, name="qualiopi_archive"),
    path("qualite/risques/", registers.risks, name="risks"),
    re_path(r"^qualite/risques/export\.(?P<fmt>csv|xlsx)$", registers.risks_export, name="risks_export"),
    path("qualite/risques/nouveau/", registers.risk, name="risks_new"),
    path("qualite/risques/<int:pk>/", registers.risk, name="risks_edit"),
    path("qualite/actions/", registers.actions, name="actions"),
    re_path(r"^qualite/actions/export\.(?P<fmt>csv|xlsx)$", registers.actions_export, name="actions_export"),
    path("qualite/actions/nouvelle/", registers.action, name="actions_new"),
    path("qualite/actions/<int:pk>/", registers.action, name="actions_edit"),
    path("qualite/veille/", registers.watch, name="watch"),
    re_path(r"^qualite/veille/export\.(?P<fmt>csv|xlsx)$", registers.watch_export, name="watch_export"),
    path("qualite/veille/nouvelle/", registers.watch_entry, name="watch_new"),
    path("qualite/veille/<int:pk>/", registers.watch_entry, name="watch_edit"),
]
