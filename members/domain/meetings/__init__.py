"""General meetings: preparing and convening them, the electoral roll, proxies, presence, quorum and votes.

Every function that changes something holds the meeting's row, so that of two people who act at once the second one
waits, then is told what the first one has done. They raise `MeetingRefused`, whose message a page can show.
"""
