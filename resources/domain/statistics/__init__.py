"""The use of the resource centre over a period: what its dashboard tells.

Whole periods are read from sums (a row a day, or a month a resource). Events are only read for what sums do not keep:
the ends of a period that cuts a month, a theme day by day, the resources taken from a region or by a role; indexes of
`DownloadEvent` hold all that these questions read.
"""

from .asked import Asked, by_step
from .taken import ResourcesUse, Use, days_known, events, named, read_resources, read_use
from .told import Opinion, OpinionsGiven, Searched, opinions, searches

__all__ = [
    "Asked", "Opinion", "OpinionsGiven", "ResourcesUse", "Searched", "Use", "by_step", "days_known", "events", "named",
    "opinions", "read_resources", "read_use", "searches",
]  # fmt: skip
