"""Delegated missions of the demonstration network: the four of the 2023 report, from 2022 to 2026."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange

from members.domain.missions.preparing import usual_reports
from members.models import BudgetLine, DelegatedMission, Deliverable, Instalment, MissionReport, RegionalAssociation

PARIS = ZoneInfo("Europe/Paris")
AUVERGNE, BURGUNDY, EAST = "84", "27", "44"
# Title, region, objectives, indicators, and the charges of a year (label, account, euros).
MISSIONS = [
    (
        "Centre de ressources",
        AUVERGNE,
        "Recenser, produire et mettre à disposition des structures les outils et les guides du réseau.\n\n"
        "Animer le comité éditorial et répondre aux demandes des associations régionales.",
        ["resources.downloads", "resources.published"],
        [
            ("Salaires et charges", "64", 42000),
            ("Prestations d'édition", "61", 9500),
            ("Hébergement et outils", "65", 3200),
        ],
    ),
    (
        "Insertion et justice",
        AUVERGNE,
        "Accompagner les structures qui accueillent des personnes placées sous main de justice ou travaillent en "
        "établissement pénitentiaire, et porter leurs constats auprès de l'administration.",
        ["members.aci"],
        [("Salaires et charges", "64", 28000), ("Déplacements", "62", 4800), ("Rencontre annuelle", "61", 3500)],
    ),
    (
        "SIL'ESA",
        BURGUNDY,
        "Faire vivre le logiciel de suivi des parcours : assistance, formation des référents, évolutions.",
        ["members.adherents"],
        [("Salaires et charges", "64", 31000), ("Développement", "61", 16000), ("Webinaires", "62", 1200)],
    ),
    (
        "Partenariats et achats responsables",
        EAST,
        "Nouer des partenariats nationaux avec des entreprises et des acheteurs publics, et outiller les structures "
        "pour y répondre.",
        ["members.adherents"],
        [("Salaires et charges", "64", 26000), ("Déplacements", "62", 5200), ("Communication", "62", 2800)],
    ),
]
# Of what is planned, what is spent: the third charge of « Insertion et justice » goes beyond a tenth more in 2023.
SPENT = [Decimal("0.97"), Decimal("1.02"), Decimal("0.88")]
OVERSPENT = ("Insertion et justice", 2023, "Rencontre annuelle")


def load_missions(year: int, today: date) -> None:
    """Write the missions, of the year before the exact one to three years after; reports follow the calendar.

    One is overspent, one late with its last report, one waits to be examined, one to be completed.
    """
    carriers = {region: RegionalAssociation.objects.get(regions=region) for region in (AUVERGNE, BURGUNDY, EAST)}
    years = range(year - 1, year + 4)
    missions = [
        DelegatedMission(
            title=title, purpose=purpose, carrier=carriers[region], region_id=region, indicator_keys=keys,
            validity=DateRange(date(years[0], 1, 1), date(years[-1] + 1, 1, 1)), state=DelegatedMission.State.RUNNING,
            steering="Un comité de pilotage national et régional se réunit deux fois par an.",
            agreed_on=date(years[0] - 1, 12, 15), started_on=date(years[0], 1, 1),
        )
        for title, region, purpose, keys, _ in MISSIONS
    ]  # fmt: skip
    DelegatedMission.objects.bulk_create(missions)
    lines = [
        line for mission, (*_, charges) in zip(missions, MISSIONS, strict=True) for line in _lines(mission, charges)
    ]
    reports = [report for mission in missions for report in usual_reports(mission)]
    for report in reports:
        _follow(report, today)
    told = {(report.mission.title, report.year) for report in reports if _is_told(report)}
    for line in lines:
        if (line.mission.title, line.year) in told:
            _spend(line)
    BudgetLine.objects.bulk_create(lines)
    _write(reports, lines)
    MissionReport.objects.bulk_create(reports)
    Instalment.objects.bulk_create(_instalments(missions, lines, today))
    Deliverable.objects.bulk_create(_deliverables(missions, today))


def _lines(mission: DelegatedMission, charges: list[tuple]) -> list[BudgetLine]:
    """The charges of each year, two in a hundred dearer than the year before, and the product that pays for them."""
    made = []
    for rank, year in enumerate(mission.years):
        dearer = 1 + Decimal(2 * rank) / 100
        of_year = [
            BudgetLine(
                mission=mission, year=year, label=label, account_class=account, planned=round(amount * dearer, 2)
            )
            for label, account, amount in charges
        ]
        total = sum(line.planned for line in of_year)
        made += of_year
        made.append(
            BudgetLine(
                mission=mission, year=year, kind=BudgetLine.Kind.PRODUCT, label="Participation du réseau national",
                account_class="74", planned=total,
            )
        )  # fmt: skip
    return made


def _follow(report: MissionReport, today: date) -> None:
    """Reports whose day is past were sent and accepted, but the last of three missions."""
    title, kinds, states = report.mission.title, MissionReport.Kind, MissionReport.State
    if report.due_on >= today:
        return
    last = report.due_on + timedelta(days=365) > today
    if last and report.kind == kinds.INTERIM and title == "SIL'ESA":
        return
    report.sent_at = datetime.combine(report.due_on - timedelta(days=4), time(10), PARIS)
    report.version = 3
    if last and report.kind == kinds.INTERIM and title == "Centre de ressources":
        report.state = states.SENT
    elif last and report.kind == kinds.INTERIM and title == "Insertion et justice":
        report.state, report.answer = states.ASKED_FOR_MORE, "Dites combien de structures ont été accompagnées."
    else:
        report.state = states.ACCEPTED
        report.accepted_at = report.sent_at + timedelta(days=20)


def _is_told(report: MissionReport) -> bool:
    return report.kind == MissionReport.Kind.FINAL and report.state == MissionReport.State.ACCEPTED


def _spend(line: BudgetLine) -> None:
    """What the final report of the year said."""
    if (line.mission.title, line.year, line.label) == OVERSPENT:
        line.spent = round(line.planned * Decimal("1.25"), 2)
        line.reason = "La rencontre a réuni deux fois plus de structures que prévu."
        return
    share = Decimal(1) if line.kind == BudgetLine.Kind.PRODUCT else SPENT[len(line.label) % len(SPENT)]
    line.spent = round(line.planned * share, 2)


def _write(reports: list[MissionReport], lines: list[BudgetLine]) -> None:
    """The story, the amounts and the balance of the reports that were sent."""
    for report in reports:
        if not report.sent_at:
            continue
        report.narrative = (
            f"Au cours de {report.year}, la mission « {report.mission.title} » a suivi son plan de travail : réunions de "
            "suivi, réponses aux structures, productions partagées avec les régions."
        )
        if report.kind == MissionReport.Kind.FINAL:
            of_year = [line for line in lines if line.mission is report.mission and line.year == report.year]
            report.spent = {str(line.pk): {"amount": str(line.spent), "reason": line.reason} for line in of_year}
            charges = [line for line in of_year if line.kind == BudgetLine.Kind.CHARGE]
            rest = sum(line.planned - line.spent for line in charges)
            report.carried_over, report.to_repay = max(rest, Decimal(0)), Decimal(0)


def _instalments(missions: list[DelegatedMission], lines: list[BudgetLine], today: date) -> list[Instalment]:
    """Half of a year's charges in February, the rest once the final report is accepted; those of the past are paid."""
    made = []
    for mission in missions:
        for year in mission.years:
            total = sum(
                line.planned
                for line in lines
                if line.mission is mission and line.year == year and line.kind == BudgetLine.Kind.CHARGE
            )
            half = round(total / 2, 2)
            for condition, due_on, amount in (
                (Instalment.Condition.SIGNATURE, date(year, 2, 15), half),
                (Instalment.Condition.ACCEPTED, date(year + 1, 5, 15), total - half),
            ):
                made.append(
                    Instalment(
                        mission=mission, year=year, condition=condition, due_on=due_on, amount=amount,
                        paid_on=due_on if due_on < today else None,
                    )
                )  # fmt: skip
    return made


def _deliverables(missions: list[DelegatedMission], today: date) -> list[Deliverable]:
    """A programme of work and a yearly synthesis."""
    return [
        Deliverable(
            mission=mission, label=f"{label} {year}", due_on=due_on, delivered_on=due_on if due_on < today else None
        )
        for mission in missions
        for year in mission.years
        for label, due_on in (("Programme de travail", date(year, 1, 31)), ("Synthèse", date(year, 12, 15)))
    ]
