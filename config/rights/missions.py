"""Rights on the desk of a region and on delegated missions."""

from config.rights.table import (
    FOLLOWERS,
    FOLLOWERS_READ,
    NATIONAL,
    OF_FOLLOWERS,
    OF_REGION,
    DataRight,
    F,
    H,
    L,
    UrlRight,
    Y,
)

OF_CARRIER = (L, H, H, H, Y, H, F, Y, Y)
REPORT = {"pk": "mission", "year": 2023, "kind": "final"}

URLS = [
    UrlRight(
        "region_desk", "Ouvrir le bureau de sa région (toutes, pour le national et le CA)", FOLLOWERS, {"code": "53"}
    ),
    UrlRight("members:missions", "Voir les missions déléguées (l'essentiel de celles d'autres régions)", FOLLOWERS),
    UrlRight("members:missions_export", "Exporter cette liste", FOLLOWERS, {"fmt": "csv"}),
    UrlRight("members:new_mission", "Proposer une mission", NATIONAL),
    UrlRight("members:mission", "Voir une mission de sa région", OF_FOLLOWERS, {"pk": "mission"}),
    UrlRight("members:edit_mission", "Modifier une mission et son budget", FOLLOWERS_READ, {"pk": "mission"}),
    UrlRight("members:move_mission", "Accepter une mission, la faire avancer", OF_CARRIER, {"pk": "mission"}, "post"),
    UrlRight("members:mission_agreement", "Prendre la convention d'une mission", OF_FOLLOWERS, {"pk": "mission"}),
    UrlRight(
        "members:mission_budget", "Exporter le budget d'une mission", OF_FOLLOWERS, {"pk": "mission", "fmt": "csv"}
    ),
    UrlRight("members:mission_report", "Lire un bilan de mission", OF_FOLLOWERS, REPORT),
    UrlRight("members:mission_report", "Écrire et remettre un bilan de mission", OF_CARRIER, REPORT, "post"),
    UrlRight("members:report_paper", "Prendre un bilan de mission en PDF", OF_FOLLOWERS, REPORT),
    UrlRight("members:pay_instalment", "Noter un versement", FOLLOWERS_READ, {"pk": "instalment"}, "post"),
    UrlRight("members:deliver", "Remettre un livrable", OF_CARRIER, {"pk": "deliverable"}, "post"),
    UrlRight("members:deliverable_file", "Prendre un livrable", OF_FOLLOWERS, {"pk": "deliverable"}),
]

DATA = [
    DataRight("members.DelegatedMission", "Missions déléguées, en entier", OF_REGION),
    DataRight("members.BudgetLine", "Lignes de leur budget", OF_REGION),
    DataRight("members.Instalment", "Versements de ces missions", OF_REGION),
    DataRight("members.Deliverable", "Livrables de ces missions", OF_REGION),
    DataRight("members.MissionReport", "Bilans de ces missions", OF_REGION),
]
