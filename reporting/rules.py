"""Who may ask for an activity report: the board and national staff any, regional staff their own region's."""

import rules

from members.rules import is_board, is_national, staff_keep


@rules.predicate
def serves_its_region(user, report) -> bool:
    """Regional staff of the region that the report is about; making a report anew is not theirs."""
    return user.is_authenticated and report is not None and report.region_id in user.region_codes


rules.add_perm("reporting.publish_report", is_national)
rules.add_perm("reporting.make_edition", is_national | is_board | serves_its_region)
staff_keep("reporting", "annualreport", "reportedition", "reportsection", "statedfigure")
