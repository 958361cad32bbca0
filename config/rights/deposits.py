"""Rights on the flow to the Caisse des Dépôts: the certification team's."""

from config.rights.table import NATIONAL, STAFF_ONLY, DataRight, UrlRight, written_by_staff

DEPOSIT = {"pk": "deposit"}

URLS = [
    UrlRight("certification:deposits", "Suivre les déclarations à la Caisse des Dépôts", NATIONAL),
    UrlRight("certification:deposits_export", "Exporter cette liste", NATIONAL, {"fmt": "csv"}),
    UrlRight("certification:deposit_new", "Préparer un dépôt", NATIONAL, method="post"),
    UrlRight("certification:deposit", "Voir un dépôt et ses lignes", NATIONAL, DEPOSIT),
    UrlRight("certification:deposit_file", "Télécharger le fichier d'un dépôt", NATIONAL, DEPOSIT),
    UrlRight("certification:deposit_lines_export", "Exporter ses lignes", NATIONAL, DEPOSIT | {"fmt": "csv"}),
    UrlRight("certification:deposit_step", "Vérifier, noter ou abandonner un dépôt", NATIONAL, DEPOSIT, "post"),
    UrlRight("certification:deposit_report", "Lire le compte rendu d'un dépôt", NATIONAL, DEPOSIT, "post"),
    UrlRight("certification:report_file", "Prendre un compte rendu", NATIONAL, {"pk": "deposit_report"}),
    UrlRight("certification:deposit_again", "Redéposer une ligne", NATIONAL, {"pk": "deposit_line"}, "post"),
]

DATA = [
    DataRight("certification.DepositAccount", "Compte à la Caisse des Dépôts", STAFF_ONLY),
    DataRight("certification.Deposit", "Dépôts à la Caisse des Dépôts", STAFF_ONLY),
    DataRight("certification.DepositLine", "Lignes de ces dépôts", STAFF_ONLY),
    DataRight("certification.DepositReport", "Comptes rendus de traitement", STAFF_ONLY),
]

RECORDS = [written_by_staff("certification.DepositAccount", "Compte à la Caisse des Dépôts")]
