"""Campaigns of the demonstration: every year's calls, payments and invoices, and one that is under way."""

import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from members.domain.campaigns.opening import LOOKED_BACK, Size, new_call
from members.domain.fees import quarter_of, read_scale
from members.domain.invoices import INVOICES
from members.domain.paper_words import invoice_content, receipt_content
from members.domain.payments import RECEIPTS
from members.domain.people.managers import written_to
from members.models import (
    CampaignReminder,
    FeeBracket,
    FeeCall,
    FeeScale,
    FeeShare,
    Invoice,
    Issuer,
    Mail,
    Mandate,
    Membership,
    MembershipCampaign,
    NumberSeries,
    Organisation,
    Payment,
    YearlyReturn,
)
from members.models.membership import calendar_year

BATCH = 2000
State, Method = Membership.State, FeeCall.Method
# Two scales, so that a trial has something to compare: brackets are (upper bound, fixed amount, rate above the lower one).
SCALES = {
    "Barème 2021": [(12, 280, 0), (25, 280, 18), (50, 514, 12), (70, 814, 10), (None, 1014, 8)],
    "Barème 2024": [(12, 300, 0), (25, 300, 20), (50, 560, 13), (70, 885, 10), (None, 1085, 8)],
}
METHODS = ([Method.TRANSFER, Method.CHEQUE, Method.DEBIT], [55, 25, 20])
IBAN = "FR7630006000011234567890189"


def load_campaigns(first: int, last: int, today: date) -> None:
    """Campaigns of `first` to `last`, settled, then the one of the year after, under way."""
    Campaigns(first, last, today).load()


class Campaigns:
    """Writes the campaigns; the same numbers give the same calls."""

    def __init__(self, first: int, last: int, today: date):
        self.years, self.today = range(first, last + 1), today
        self.rng = random.Random(first)  # noqa: S311 (the same chance every time)
        self.numbers: dict[tuple[str, int], int] = defaultdict(int)
        self.organisations = {
            row.pk: row for row in Organisation.objects.select_related("department").only(
                "name", "siren", "siret", "address", "postcode", "city", "email", "department__region_id"
            )
        }  # fmt: skip
        self.sizes: dict[int, dict[int, Decimal]] = defaultdict(dict)
        for organisation, year, size in YearlyReturn.objects.exclude(insertion_fte=None).values_list(
            "organisation", "year", "insertion_fte"
        ):
            self.sizes[organisation][year] = size
        self.payments: list[Payment] = []
        self.invoices: list[Invoice] = []
        self.debited: set[int] = set()

    def load(self) -> None:
        self._issuer()
        scales = self._scales()
        for year in self.years:
            self._settled_year(year, scales[year >= 2024])
        self._under_way(scales[True])
        self._number_in_order()
        Payment.objects.bulk_create(self.payments, batch_size=BATCH)
        Invoice.objects.bulk_create(self.invoices, batch_size=BATCH)
        self._mandates()
        NumberSeries.objects.bulk_create(
            NumberSeries(name=name, year=year, last=last) for (name, year), last in self.numbers.items()
        )

    def _issuer(self) -> None:
        Issuer.objects.create(
            name="CHANTIER école (démonstration)",
            address="1 rue de l'Exemple\n75000 Paris",
            siren="990000005",
            email="contact@example.org",
            iban=IBAN,
            bic="AGRIFRPPXXX",
            creditor_id="FR72ZZZ123456",
            signatory="Camille Conseil",
            signatory_function="présidence",
        )

    def _scales(self) -> dict[bool, FeeScale]:
        made = []
        for name, brackets in SCALES.items():
            scale = FeeScale.objects.create(
                name=name, year=int(name[-4:]), status=FeeScale.Status.ADOPTED,
                adopted_on=date(int(name[-4:]) - 1, 10, 12), adopted_by="conseil d'administration", cap=2500,
                sympathiser_fee=80, new_member_discount=50, national_percent=70,
            )  # fmt: skip
            FeeBracket.objects.bulk_create(
                FeeBracket(scale=scale, upper=upper, fixed=fixed, rate=rate) for upper, fixed, rate in brackets
            )
            FeeShare.objects.create(scale=scale, region_id="53", national_percent=60)
            made.append(FeeScale.objects.get(pk=scale.pk))
        return {False: made[0], True: made[1]}

    def _campaign(self, year: int, scale: FeeScale, **fields) -> MembershipCampaign:
        return MembershipCampaign.objects.create(
            year=year,
            scale=scale,
            call_subject=f"Votre adhésion {year}",
            call_text="Votre adhésion fait vivre le réseau et ses associations régionales. Merci de la renouveler.",
            reminder_text="Sauf erreur, nous n'avons pas encore reçu votre adhésion. Pouvez-vous la renouveler ?",
            **{
                "opens_on": date(year - 1, 12, 1),
                "deadline": date(year, 3, 31),
                "state": MembershipCampaign.State.CLOSED,
                "opened_at": _at(date(year - 1, 12, 1)),
            }
            | fields,
        )

    def _settled_year(self, year: int, scale: FeeScale) -> None:
        """Valid memberships are paid; who left the network that year was called for nothing."""
        campaign = self._campaign(year, scale)
        applied = read_scale(scale)
        there = list(Membership.objects.filter(year=year).order_by("pk"))
        before = set(Membership.objects.filter(year=year - 1).values_list("organisation", flat=True))
        here = {one.organisation_id for one in there}
        for one in there:
            one.renews = one.organisation_id in before
        Membership.objects.bulk_update([one for one in there if one.renews], ["renews"], batch_size=BATCH)
        leavers = self._leavers(year, before - here) if year > self.years[0] else []
        calls = []
        for one in [*there, *leavers]:
            newcomer = year > self.years[0] and one.organisation_id not in before
            call = self._call(campaign, one, applied, newcomer=newcomer)
            call.method = self._method(one)
            if one.state == State.VALID:
                day = max(self._day(campaign), one.validity.lower)
                call.checked_at = call.declared_at = _at(day)
                self._invoice(call, day)
                self._paid(call, min(day + timedelta(days=self.rng.randint(1, 40)), date(year, 12, 20)))
            calls.append(call)
        FeeCall.objects.bulk_create(calls, batch_size=BATCH)

    def _leavers(self, year: int, gone: set[int]) -> list[Membership]:
        """Called like the others: most let it lapse, a few resigned before the end of the year, one was struck off."""
        kinds = dict(
            Membership.objects.filter(year=year - 1, organisation__in=gone).values_list("organisation", "kind")
        )
        made = [
            Membership(
                organisation_id=number, year=year, kind=kinds[number], validity=calendar_year(year), renews=True,
                region_id=self.organisations[number].department.region_id, state=State.LAPSED,
            )
            for number in sorted(kinds)
        ]  # fmt: skip
        for one in made[:1]:
            one.state, one.ended_on, one.end_reason = State.STRUCK_OFF, date(year, 6, 14), "Charte non respectée"
        return Membership.objects.bulk_create(made, batch_size=BATCH)

    def _under_way(self, scale: FeeScale) -> None:
        """The campaign of the year to come: opened some weeks ago, in every state; the first account's is to renew."""
        year = self.years[-1] + 1
        opens = min(date(year - 1, 10, 1), self.today - timedelta(days=10))
        campaign = self._campaign(
            year, scale, opens_on=opens, opened_at=_at(opens), state=MembershipCampaign.State.OPEN
        )
        CampaignReminder.objects.bulk_create(
            CampaignReminder(campaign=campaign, on=campaign.deadline + timedelta(days=days)) for days in (-31, -3, 15)
        )
        applied = read_scale(scale)
        before = Membership.objects.filter(year=year - 1, state=State.VALID).order_by("pk")
        accounts = set(
            Organisation.objects.filter(contacts__user__email="adherent@example.org").values_list("pk", flat=True)
        )
        made, declaring = [], []
        for one in before:
            state = self.rng.choices([State.CALLED, State.DECLARED, State.VALID, State.PAID], [50, 18, 30, 2])[0]
            made.append(
                Membership(
                    organisation_id=one.organisation_id, year=year, kind=one.kind, validity=calendar_year(year),
                    region_id=one.region_id, renews=True,
                    state=State.CALLED if one.organisation_id in accounts else state,
                )
            )  # fmt: skip
        Membership.objects.bulk_create(made, batch_size=BATCH)
        calls = []
        for one in made:
            call = self._call(campaign, one, applied, newcomer=False)
            day = opens + timedelta(days=self.rng.randint(0, max((self.today - opens).days - 1, 0)))
            if one.state in {State.DECLARED, State.VALID}:
                call.method = self._method(one)
                call.checked_at = call.declared_at = _at(day)
                self._invoice(call, day)
                if one.kind == Membership.Kind.MEMBER:
                    declaring.append(one.organisation_id)
            if one.state in {State.VALID, State.PAID}:
                self._paid(call, min(day + timedelta(days=self.rng.randint(0, 8)), self.today))
            elif one.state == State.DECLARED and self.rng.random() < 0.15:
                self._pay(call, round(call.amount / 2, 2), self.today)
            calls.append(call)
        FeeCall.objects.bulk_create(calls, batch_size=BATCH)
        self._declare(declaring, year - 1)
        self._mails(campaign, calls, opens)

    def _call(self, campaign, membership: Membership, scale, *, newcomer: bool) -> FeeCall:
        membership.organisation = self.organisations[membership.organisation_id]
        known = self.sizes[membership.organisation_id]
        year = next((campaign.year - back for back in range(1, LOOKED_BACK + 1) if campaign.year - back in known), None)
        size = Size(known[year], year) if year and membership.kind == Membership.Kind.MEMBER else None
        quarter = quarter_of(membership.validity.lower) if newcomer else 1
        return new_call(campaign, membership, scale, size, newcomer=newcomer, quarter=quarter)

    def _method(self, membership: Membership) -> str:
        method = self.rng.choices(*METHODS)[0]
        if method == Method.DEBIT:
            self.debited.add(membership.organisation_id)
        return method

    def _day(self, campaign: MembershipCampaign) -> date:
        """More at the opening and at the deadline, some after it."""
        length = (campaign.deadline - campaign.opens_on).days
        return campaign.opens_on + timedelta(days=round(length * self.rng.betavariate(0.7, 0.6)))

    def _paid(self, call: FeeCall, day: date) -> None:
        """Whole, in two times for some; a rare one pays a little too much."""
        if self.rng.random() < 0.04 and call.amount > 100:
            half = round(call.amount / 2, 2)
            self._pay(call, half, day)
            self._pay(call, call.amount - half, day)
        else:
            self._pay(call, call.amount + (20 if self.rng.random() < 0.003 else 0), day)

    def _pay(self, call: FeeCall, amount: Decimal, day: date) -> None:
        self.payments.append(
            Payment(
                call=call, amount=amount, method=call.method or Method.TRANSFER, received_on=day,
                reference=call.reference if call.method != Method.CHEQUE else f"chèque {self.rng.randint(1000000, 9999999)}",
            )
        )  # fmt: skip

    def _invoice(self, call: FeeCall, day: date) -> None:
        self.invoices.append(
            Invoice(
                call=call, issued_on=day, amount=call.amount, national_part=call.national_part,
                regional_part=call.regional_part,
            )
        )  # fmt: skip

    def _number_in_order(self) -> None:
        """Numbers follow dates, as they would have."""
        issuer = Issuer.current()
        for payment in sorted(self.payments, key=lambda one: one.received_on):
            # Given again, now that it is saved: its number follows.
            payment.call = payment.call
            payment.receipt_number = self._number(RECEIPTS, payment.received_on.year)
            payment.content = receipt_content(payment.call, issuer)
            payment.recorded_at = _at(payment.received_on)
        for invoice in sorted(self.invoices, key=lambda one: one.issued_on):
            invoice.call = invoice.call
            invoice.number = self._number(INVOICES, invoice.issued_on.year)
            invoice.created_at = _at(invoice.issued_on)
            invoice.content = invoice_content(invoice.call, issuer)

    def _number(self, series: str, year: int) -> str:
        self.numbers[series, year] += 1
        return f"{series}{year}-{self.numbers[series, year]:05d}"

    def _mandates(self) -> None:
        made = []
        for number in sorted(self.debited):
            self.numbers["RUM", self.years[0]] += 1
            made.append(
                Mandate(
                    organisation_id=number, reference=f"RUM{self.years[0]}-{self.numbers['RUM', self.years[0]]:05d}",
                    holder=self.organisations[number].name[:70], iban=IBAN, signed_on=date(self.years[0], 1, 5),
                )
            )  # fmt: skip
        Mandate.objects.bulk_create(made, batch_size=BATCH)

    def _declare(self, organisations: list[int], year: int) -> None:
        """The year's returns of those who have declared: what they said the year before."""
        last = YearlyReturn.objects.filter(organisation__in=organisations, year=year - 1)
        for one in last:
            one.pk, one.year, one._state.adding = None, year, True
        YearlyReturn.objects.bulk_create(last, batch_size=BATCH)

    def _mails(self, campaign: MembershipCampaign, calls: list[FeeCall], opens: date) -> None:
        """The mails of the calls, most of which arrived."""
        people = written_to(call.membership.organisation for call in calls)
        made = []
        for call in calls:
            for person in people[call.membership.organisation_id][:1]:
                lost = self.rng.random() < 0.01
                made.append(
                    Mail(
                        kind=Mail.Kind.CALL, about=f"call:{call.pk}", to=person.email.lower(), user_id=person.user_id,
                        organisation_id=call.membership.organisation_id, subject=campaign.call_subject,
                        body=f"Bonjour {person.full_name},\n\n{campaign.call_text}",
                        state=Mail.State.BOUNCED if lost else Mail.State.SENT, sent_at=_at(opens),
                        error="550 boîte inconnue" if lost else "",
                    )
                )  # fmt: skip
        Mail.objects.bulk_create(made, batch_size=BATCH)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
