"""Addresses of juries: planned, composed, convened."""

from django.urls import path, re_path

from certification.views import juries, jury, summons_answers

urlpatterns = [
    path("jurys/", juries.juries, name="juries"),
    re_path(r"^jurys/export\.(?P<fmt>csv|xlsx)$", juries.juries_export, name="juries_export"),
    path("jurys/nouveau/", jury.jury_new, name="jury_new"),
    path("jurys/<int:pk>/", jury.jury, name="jury"),
    path("jurys/<int:pk>/modifier/", jury.jury_edit, name="jury_edit"),
    path("jurys/<int:pk>/candidats/", jury.jury_candidates, name="jury_candidates"),
    path("jurys/<int:pk>/membres/", jury.jury_seats, name="jury_seats"),
    path("jurys/<int:pk>/etape/", jury.jury_step, name="jury_step"),
    path("jurys/<int:pk>/convocations.pdf", jury.summonses, name="summonses"),
    path("jurys/<int:pk>/agenda.ics", jury.jury_calendar, name="jury_calendar"),
    path("passages/<int:pk>/retirer/", jury.place_remove, name="place_remove"),
    path("passages/<int:pk>/recuser/", jury.place_recuse, name="place_recuse"),
    path("passages/<int:pk>/convocation.pdf", jury.summons, name="summons"),
    path("sieges/<int:pk>/", jury.seat, name="seat"),
    path("reponse/<str:token>/", summons_answers.seat_answer, name="seat_answer"),
    path("reponse/<str:token>/agenda.ics", summons_answers.seat_calendar, name="seat_calendar"),
]
