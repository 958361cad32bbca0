"""Addresses of the day of a jury, and of what follows: grids, decisions, minutes, results, appeals."""

from django.urls import path

from certification.views import deliberations, grids, jury_day, jury_results, minutes

urlpatterns = [
    path("jurys/<int:pk>/jour/", jury_day.jury_day, name="jury_day"),
    path("jurys/<int:pk>/jour/etape/", jury_day.day_step, name="day_step"),
    path("jurys/<int:pk>/correction/", jury_day.correct_minutes, name="correct_minutes"),
    path("jurys/<int:pk>/resultats/", jury_results.jury_results, name="jury_results"),
    path("jurys/<int:pk>/lettres.pdf", jury_results.letters, name="letters"),
    path("passages/<int:pk>/grille/", grids.grid, name="grid"),
    path("passages/<int:pk>/grille/<int:block>/", grids.write, name="write_grid"),
    path("passages/<int:pk>/recusation/", grids.recuse, name="recuse"),
    path("passages/<int:pk>/deliberation/", deliberations.deliberation, name="deliberation"),
    path("passages/<int:pk>/lettre.pdf", jury_results.letter, name="letter"),
    path("passages/<int:pk>/recours/", jury_results.new_appeal, name="new_appeal"),
    path("proces-verbaux/<int:pk>/", minutes.minutes, name="minutes"),
    path("proces-verbaux/<int:pk>/signer/", minutes.sign, name="sign_minutes"),
    path("proces-verbaux/<int:pk>/papier/", minutes.sign_on_paper, name="sign_on_paper"),
    path("proces-verbaux/<int:pk>.pdf", minutes.minutes_paper, name="minutes_paper"),
    path("proces-verbaux/signatures/<int:pk>/", minutes.signed_copy, name="signed_copy"),
    path("recours/", jury_results.appeals, name="appeals"),
    path("recours/<int:pk>/", jury_results.appeal, name="appeal"),
    path("recours/<int:pk>/reponse.pdf", jury_results.appeal_letter, name="appeal_letter"),
]
