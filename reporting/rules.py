"""Who may ask for what."""


def can_make_report(user, report=None) -> bool:
    """The board and national staff make any report; regional staff their own region's."""
    if not user.is_authenticated:
        return False
    if user.is_national or user.is_board:
        return True
    return report is not None and report.region_id in user.region_codes
