"""Rights on general meetings."""

from config.rights.table import (
    ALL,
    FOLLOWERS_READ,
    LOGGED_IN,
    NATIONAL,
    NETWORK,
    NONE,
    OF_FOLLOWERS,
    OWN,
    OWN_AND_REGION,
    REGION_READS,
    DataRight,
    UrlRight,
    written_by_staff,
)

URLS = [
    UrlRight("members:meetings", "Voir les assemblées générales qui concernent sa structure", LOGGED_IN),
    UrlRight("members:new_meeting", "Préparer une assemblée générale", NATIONAL),
    UrlRight("members:meeting", "Voir une assemblée d'autres structures", OF_FOLLOWERS, {"pk": "meeting"}),
    UrlRight("members:edit_meeting", "Modifier une assemblée", FOLLOWERS_READ, {"pk": "meeting"}),
    UrlRight(
        "members:move_meeting", "Figer, convoquer, ouvrir, clore", FOLLOWERS_READ, {"pk": "meeting"}, method="post"
    ),
    UrlRight("members:meeting_quorum", "Suivre le quorum", REGION_READS, {"pk": "meeting"}),
    UrlRight("members:meeting_desk", "Tenir l'accueil d'une assemblée", FOLLOWERS_READ, {"pk": "meeting"}),
    UrlRight("members:entry_presence", "Noter une présence", FOLLOWERS_READ, {"pk": "entry"}, method="post"),
    UrlRight("members:entry_proxy", "Donner pouvoir pour une autre structure", FOLLOWERS_READ, {"pk": "entry"}),
    UrlRight(
        "members:take_back_proxy",
        "Reprendre le pouvoir d'une autre structure",
        FOLLOWERS_READ,
        {"pk": "proxy"},
        method="post",
    ),
    UrlRight("members:meeting_votes", "Voir les votes à noter", FOLLOWERS_READ, {"pk": "meeting"}),
    UrlRight(
        "members:resolution_result", "Noter le résultat d'un vote", FOLLOWERS_READ, {"pk": "resolution"}, method="post"
    ),
    UrlRight(
        "members:attendance_sheet", "Demander la feuille d'émargement", REGION_READS, {"pk": "meeting"}, method="post"
    ),
    UrlRight("members:results_sheet", "Prendre le procès-verbal des votes", OF_FOLLOWERS, {"pk": "meeting"}),
    UrlRight("members:roll_export", "Exporter la liste électorale", FOLLOWERS_READ, {"pk": "meeting", "fmt": "csv"}),
]

DATA = [
    DataRight("members.College", "Collèges des assemblées", NETWORK),
    DataRight("members.VoteBracket", "Voix par tranche d'ETP", NETWORK),
    DataRight(
        "members.GeneralMeeting", "Assemblées dont la liste est figée", (NONE, NONE, OWN, OWN, ALL, NONE, *(ALL,) * 3)
    ),
    DataRight("members.Resolution", "Résolutions de ces assemblées", (NONE, NONE, OWN, OWN, ALL, NONE, *(ALL,) * 3)),
    DataRight("members.RollEntry", "Inscriptions sur la liste électorale", OWN_AND_REGION),
    DataRight("members.Proxy", "Pouvoirs", OWN_AND_REGION),
]

RECORDS = [
    written_by_staff("members.College", "Collèges des assemblées générales"),
]
