"""Acronyms and synonyms that staff would keep."""

from resources.domain.search import synonyms_changed
from resources.models import SynonymGroup

GROUPS = """
ACI, atelier et chantier d'insertion, chantier d'insertion
IAE, insertion par l'activité économique
SIAE, structure d'insertion
CDDI, contrat à durée déterminée d'insertion
CIP, conseiller en insertion professionnelle, accompagnateur socioprofessionnel
ETI, encadrant technique, encadrante technique
ETPI, équivalent temps plein, ETP d'insertion
PMSMP, période de mise en situation en milieu professionnel, immersion
AFEST, action de formation en situation de travail
CQP, certificat de qualification professionnelle
CQP SP, CQP salarié polyvalent
EPSP, encadrant pédagogique en situation de production
VAE, validation des acquis de l'expérience
CPF, compte personnel de formation
OPCO, opérateur de compétences
RNCP, répertoire national des certifications professionnelles
SST, sauveteur secouriste du travail, secourisme
PRAP, prévention des risques liés à l'activité physique
TMS, troubles musculo-squelettiques, mal de dos
EPI, équipement de protection individuelle
DUERP, document unique, document unique d'évaluation des risques professionnels
RPS, risques psychosociaux
QVCT, qualité de vie au travail, conditions de travail
CSE, comité social et économique, délégués du personnel
IDCC 3016, convention collective des ateliers et chantiers d'insertion
DDETS, direction départementale de l'emploi, services de l'État
ASP, agence de services et de paiement
FSE, Fonds social européen, fonds européens
PLF, projet de loi de finances
RSA, revenu de solidarité active
RQTH, reconnaissance de la qualité de travailleur handicapé, handicap
MDPH, maison départementale des personnes handicapées
FLE, français langue étrangère, alphabétisation
SPIP, service pénitentiaire d'insertion et de probation
QPV, quartier prioritaire de la politique de la ville
SCIC, société coopérative d'intérêt collectif
ESUS, entreprise solidaire d'utilité sociale
CCAS, centre communal d'action sociale
AG, assemblée générale
DUD, document unique de délégation
RGPD, protection des données, données personnelles
PTCE, pôle territorial de coopération économique
REP, responsabilité élargie du producteur
HACCP, hygiène alimentaire
EI, entreprise d'insertion
HATVP, représentants d'intérêts, lobbying
ressourcerie, recyclerie, réemploi
France Travail, Pôle emploi
prison, détention, milieu pénitentiaire
illettrisme, savoirs de base
licenciement, rupture du contrat
subvention, financement public
vélo, bicyclette
permis, permis de conduire
"""


def load_synonyms() -> None:
    SynonymGroup.objects.bulk_create(
        SynonymGroup(terms=[term.strip() for term in line.split(",")]) for line in GROUPS.strip().splitlines()
    )
    synonyms_changed()
