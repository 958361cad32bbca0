"""Addresses of accreditations and of the certifications themselves."""

from django.urls import path, re_path

from certification.views import (
    accreditation_form,
    accreditation_steps,
    accreditations,
    certifications,
    network_file,
    register,
)

urlpatterns = [
    path("certifications/", certifications.certifications, name="certifications"),
    path("certifications/<slug:code>/", certifications.certification, name="certification"),
    path("agrements/", accreditations.accreditations, name="accreditations"),
    re_path(
        r"^agrements/export\.(?P<fmt>csv|xlsx)$", accreditations.accreditations_export, name="accreditations_export"
    ),
    path("agrements/demander/", accreditation_form.accreditation_new, name="accreditation_new"),
    path("agrements/<int:pk>/", accreditations.accreditation, name="accreditation"),
    path("agrements/<int:pk>/remplir/", accreditation_form.accreditation_fill, name="accreditation_fill"),
    path(
        "agrements/<int:pk>/remplir/<slug:section>/",
        accreditation_form.accreditation_section,
        name="accreditation_section",
    ),
    path("agrements/<int:pk>/pieces/", accreditation_form.accreditation_pieces, name="accreditation_pieces"),
    path("agrements/<int:pk>/pieces/<int:kind>/", accreditation_form.accreditation_piece, name="accreditation_piece"),
    path("agrements/<int:pk>/etape/", accreditation_steps.accreditation_step, name="accreditation_step"),
    path("agrements/<int:pk>/decision.pdf", accreditations.accreditation_decision, name="accreditation_decision"),
    path("agrements/<int:pk>/convention.pdf", accreditations.accreditation_agreement, name="accreditation_agreement"),
    path("agrements/pieces/<int:pk>/", accreditations.piece_file, name="piece_file"),
    path("agrements/pieces/<int:pk>/reponse/", accreditation_steps.piece_answer, name="piece_answer"),
    path("france-competences/", register.register_changes, name="register_changes"),
    re_path(
        r"^france-competences/export\.(?P<fmt>csv|xlsx)$",
        register.register_changes_export,
        name="register_changes_export",
    ),
    path("france-competences/transmis/", register.register_changes_tell, name="register_changes_tell"),
    path("france-competences/reseau/", network_file.network_file, name="network_file"),
    path("france-competences/reseau.xlsx", network_file.network_file_export, name="network_file_export"),
]
