"""What the resource centre keeps."""

from .audience import Audience, step_of
from .collection import Collection, CollectionItem
from .reader import AccessRequest, Favourite, Feedback, Mailing, ThemeFollow
from .resource import AuthorBody, Publication, Resource
from .search import SearchEntry, SearchUse, SynonymGroup, Word
from .stored_file import MEDIA_TYPES, Format, StoredFile
from .theme import Theme
from .use import ActiveReader, DayUse, DownloadEvent, MonthUse, ResourceReader
from .version import Version, VersionFile, VersionLink

__all__ = [
    "MEDIA_TYPES", "AccessRequest", "ActiveReader", "Audience", "AuthorBody", "Collection", "CollectionItem", "DayUse",
    "DownloadEvent", "Favourite", "Feedback", "Format", "Mailing", "MonthUse", "Publication", "Resource",
    "ResourceReader", "SearchEntry", "SearchUse", "StoredFile", "SynonymGroup", "Theme", "ThemeFollow", "Version",
    "VersionFile", "VersionLink", "Word", "step_of",
]  # fmt: skip
