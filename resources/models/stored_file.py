"""Files as the portal keeps them: once each, whatever the number of resources that give them."""

from django.db import models


class Format(models.TextChoices):
    """What a file is, told by its content; the value is the extension under which it is given."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    PPTX = "pptx", "PowerPoint"
    XLSX = "xlsx", "Excel"
    ODT = "odt", "texte OpenDocument"
    ODP = "odp", "présentation OpenDocument"
    ODS = "ods", "classeur OpenDocument"
    DOC = "doc", "Word (ancien format)"
    PPT = "ppt", "PowerPoint (ancien format)"
    XLS = "xls", "Excel (ancien format)"
    PNG = "png", "image PNG"
    JPEG = "jpg", "image JPEG"
    GIF = "gif", "image GIF"
    WEBP = "webp", "image WebP"


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.ODP: "application/vnd.oasis.opendocument.presentation",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.DOC: "application/msword",
    Format.PPT: "application/vnd.ms-powerpoint",
    Format.XLS: "application/vnd.ms-excel",
    Format.PNG: "image/png",
    Format.JPEG: "image/jpeg",
    Format.GIF: "image/gif",
    Format.WEBP: "image/webp",
}
# What a browser shows by itself without running anything.
INLINE = {Format.PDF, Format.PNG, Format.JPEG, Format.GIF, Format.WEBP}


class StoredFile(models.Model):
    """The bytes of a file, known by their hash, with the text and the page images that the portal drew from them.

    Reached through the version that gives it, never by itself: it has no `visible_to`.
    """

    class State(models.TextChoices):
        PENDING = "pending", "en préparation"
        READY = "ready", "prêt"
        NO_PREVIEW = "no_preview", "sans aperçu"

    sha256 = models.CharField("empreinte SHA-256", max_length=64, unique=True)
    file = models.FileField("fichier", max_length=200)
    size = models.PositiveBigIntegerField("taille (octets)")
    format = models.CharField("format", max_length=4, choices=Format)
    state = models.CharField("état", max_length=10, choices=State, default=State.PENDING)
    notice = models.CharField(
        "remarque", max_length=300, blank=True, help_text="Pourquoi ce fichier n'a pas d'aperçu, ou pas tout entier."
    )
    pages = models.PositiveIntegerField("pages", null=True)
    previews = models.PositiveSmallIntegerField("pages en images", default=0)
    text = models.TextField("texte", blank=True, help_text="Les pages y sont séparées par un saut de page.")
    created_at = models.DateTimeField("reçu le", auto_now_add=True)

    class Meta:
        verbose_name = "fichier conservé"
        verbose_name_plural = "fichiers conservés"

    def __str__(self):
        return f"{self.get_format_display()} {self.sha256[:12]}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[Format(self.format)]

    @property
    def shown_inline(self) -> bool:
        """Whether a browser may show it rather than save it."""
        return self.format in INLINE

    def preview_name(self, page: int) -> str:
        """Where the image of a page is kept, counting from 1; page 0 is the thumbnail."""
        return f"ressources/apercus/{self.sha256[:2]}/{self.sha256}/{page}.webp"
