"""The end of a campaign: no more calls to fill, and what was not paid has lapsed."""

from django.db import transaction
from django.utils import timezone

from members.models import Membership, MembershipCampaign

from .opening import CampaignRefused


@transaction.atomic
def close_campaign(campaign: MembershipCampaign) -> int:
    """Close a campaign whose deadline has passed; how many memberships lapse with it."""
    campaign = MembershipCampaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.state != MembershipCampaign.State.OPEN:
        raise CampaignRefused("Seule une campagne ouverte se clôt.")
    if campaign.deadline >= timezone.localdate():
        raise CampaignRefused("L'échéance n'est pas passée : la campagne reste ouverte jusque-là.")
    campaign.state = MembershipCampaign.State.CLOSED
    campaign.save(update_fields=["state"])
    return Membership.objects.filter(call__campaign=campaign, state__in=Membership.AWAITED).update(
        state=Membership.State.LAPSED
    )
