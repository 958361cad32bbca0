"""Addresses of sessions."""

from django.urls import path, re_path

from training.views import adaptations, my_sessions, session_page, session_people, session_steps, sessions

urlpatterns = [
    path("sessions/<int:pk>/", session_page.session, name="session"),
    path("planning/", sessions.sessions, name="sessions"),
    re_path(r"^planning/export\.(?P<fmt>csv|xlsx)$", sessions.sessions_export, name="sessions_export"),
    path("planning/nouvelle/", sessions.session_new, name="session_new"),
    path("sessions/<int:pk>/modifier/", sessions.session_edit, name="session_edit"),
    path("sessions/<int:pk>/demi-journees/", sessions.session_slots, name="session_slots"),
    path("sessions/<int:pk>/etape/", session_steps.session_step, name="session_step"),
    path("sessions/<int:pk>/report-ou-annulation/", session_steps.session_call_off, name="session_call_off"),
    path("sessions/<int:pk>/stagiaires/", session_people.session_people, name="session_people"),
    path("mes-sessions/", my_sessions.my_sessions, name="my_sessions"),
    path("adaptations/", adaptations.adaptations, name="adaptations"),
    path("adaptations/<int:pk>/", adaptations.adaptation, name="adaptation"),
]
