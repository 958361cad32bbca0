"""Addresses of candidates and of their enrolments."""

from django.urls import path, re_path

from certification.views import candidate_imports, candidates, enrolments

urlpatterns = [
    path("candidats/", candidates.candidates, name="candidates"),
    re_path(r"^candidats/export\.(?P<fmt>csv|xlsx)$", candidates.candidates_export, name="candidates_export"),
    path("candidats/notice.pdf", candidates.information_notice, name="information_notice"),
    path("candidats/communes/", candidates.communes, name="communes"),
    path("candidats/nouveau/", enrolments.enrolment_new, name="enrolment_new"),
    path("candidats/fichiers/", candidate_imports.candidate_imports, name="candidate_imports"),
    path("candidats/fichiers/modele.xlsx", candidate_imports.candidate_import_template, name="candidate_template"),
    path("candidats/fichiers/<int:pk>/", candidate_imports.candidate_import, name="candidate_import"),
    path(
        "candidats/fichiers/<int:pk>/refus.xlsx", candidate_imports.candidate_import_refused, name="candidate_refused"
    ),
    path("candidats/<int:pk>/", enrolments.enrolment, name="enrolment"),
    path("candidats/<int:pk>/modifier/", enrolments.enrolment_edit, name="enrolment_edit"),
    path("candidats/<int:pk>/etape/", enrolments.enrolment_step, name="enrolment_step"),
    path("candidats/<int:pk>/equivalence/", enrolments.equivalence, name="equivalence"),
    path("candidats/<int:pk>/blocs/<int:block>/", enrolments.evaluation, name="evaluation"),
    path("equivalences/<int:pk>/retirer/", enrolments.equivalence_remove, name="equivalence_remove"),
    path("evaluations/<int:pk>/retirer/", enrolments.evaluation_remove, name="evaluation_remove"),
]
