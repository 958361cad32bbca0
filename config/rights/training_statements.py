"""Rights on the yearly statement of training: the national team and the board read it, the training team makes it."""

from config.rights.table import ALL, NATIONAL, NONE, DataRight, F, L, UrlRight, Y

READ = (L, F, F, F, F, F, Y, Y, Y)
STATEMENT = {"pk": "activity_statement"}
CELL = STATEMENT | {"frame": "f1", "part": "total"}

URLS = [
    UrlRight("training:statements", "Voir les bilans pédagogiques et financiers", READ),
    UrlRight("training:statement_new", "Préparer un BPF", NATIONAL, method="post"),
    UrlRight("training:statement", "Voir un BPF", READ, STATEMENT),
    UrlRight("training:statement_enter", "Saisir ce que donnent les comptes", NATIONAL, STATEMENT),
    UrlRight("training:statement_gaps", "Compléter ce qui manque à un BPF", NATIONAL, STATEMENT),
    UrlRight("training:statement_step", "Arrêter ou rouvrir un BPF", NATIONAL, STATEMENT, "post"),
    UrlRight("training:statement_records", "Ouvrir les fiches d'un chiffre du BPF", READ, CELL),
    UrlRight("training:statement_records_export", "Exporter ces fiches", READ, CELL | {"fmt": "csv"}),
    UrlRight("training:statement_pdf", "Prendre le BPF en PDF", READ, STATEMENT),
    UrlRight("training:statement_xlsx", "Prendre le BPF en XLSX", READ, STATEMENT),
]

DATA = [
    DataRight("training.ActivityStatement", "Bilans pédagogiques et financiers", (*(NONE,) * 6, ALL, ALL, ALL)),
]
