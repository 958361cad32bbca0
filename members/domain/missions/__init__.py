"""Delegated missions: proposing, agreeing, paying, delivering, reporting, ending.

Every function that changes something holds the mission's row, so that of two people who act at once the second one
waits, then is told what the first one has done. They raise `MissionRefused`, whose message a page can show.
"""
