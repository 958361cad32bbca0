"""The portal's settings, read from the environment.

| variable       | meaning                                                        | without it                    |
| -------------- | -------------------------------------------------------------- | ----------------------------- |
| `DATABASE_URL` | PostgreSQL 15 or newer                                         | our own server, in `.data/`   |
| `REDIS_URL`    | Redis 6 or newer, or Valkey                                    | our own server, in `.data/`   |
| `SECRET_KEY`   | secret of sessions and signatures; required unless DEBUG/DEMO  | made once, kept in `.data/`   |
| `SALT_KEY`     | what bank accounts are enciphered with, besides SECRET_KEY;    | a fixed word                  |
|                | several, the newest first, let it be changed                   |                               |
| `ALLOWED_HOSTS`| host names, separated by commas                                | localhost                     |
| `SITE_URL`     | public address, used in mails and documents                    | http://localhost:8000         |
| `EMAIL_URL`    | `smtp+tls://user:password@host:587`                            | mails are printed             |
| `MEDIA_URL`    | a folder, or `s3://KEY:SECRET@endpoint/bucket?region=R`, the   | `.data/media`                 |
|                | key and secret percent-encoded; `&insecure=1` for plain HTTP   |                               |
| `SENDFILE`     | the address from which the web server in front sends private   | Django sends them             |
|                | files itself (`X-Accel-Redirect`), such as `/prive/`           |                               |
| `CLAMD_URL`    | the virus scanner, `tcp://host:3310` or `unix:/path`           | files are not scanned         |
| `DEBUG`        | 1 while developing                                             | 0                             |
| `DEMO`         | 1 shows the demonstration banner                               | 0                             |
"""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
import pgtrigger
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from config import embedded
from config.admin_theme import ADMIN_THEME
from config.schedule import BEAT_SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
TESTING = "pytest" in sys.modules
# Separates what several portals, or a portal and each process of its tests, keep in one Redis.
TEST_DATABASE = env.str("TEST_DATABASE", "test_portail")
KEY_PREFIX = env.str(
    "KEY_PREFIX", f"{TEST_DATABASE}-{env.str('PYTEST_XDIST_WORKER', 'main')}" if TESTING else "portail"
)

DATA_DIR = Path(env.str("PORTAL_DATA_DIR", str(BASE_DIR / ".data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _local_secret() -> str:
    """The secret kept beside the data of a machine that is given none; refused in production."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        # Written beside, then linked: of two processes that start together, both read the first one's.
        mine = path.with_name(f"secret_key.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            path.hardlink_to(mine)
        mine.unlink()
    return path.read_text()


SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
_local = urlsplit(SITE_URL).hostname in {"localhost", "127.0.0.1"}
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if not _local and not DEBUG and not DEMO:
        raise ImproperlyConfigured("SECRET_KEY est obligatoire en production.")
    SECRET_KEY = _local_secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", urlsplit(SITE_URL).hostname])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "rules.apps.AutodiscoverRulesConfig",
    "config",
    "members",
    "training",
    "certification",
    "resources",
    "advocacy",
    "reporting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.RefuseNulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.AdminPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "members.middleware.RequireSecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.HistoryContextMiddleware",
    "config.middleware.ForgetTodoMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["reporting.templatetags.french"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.portal",
            ],
        },
    },
]

DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", "") or embedded.database_url())}
_options = DATABASES["default"].pop("OPTIONS", {})
# A socket's folder comes as `?host=`, an upper-case letter in it would be lost elsewhere in an address.
DATABASES["default"]["HOST"] = _options.pop("host", "") or DATABASES["default"]["HOST"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not TESTING:
    _options["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL", 6), "timeout": 15}
DATABASES["default"]["OPTIONS"] = _options
DATABASES["default"]["TEST"] = {"NAME": TEST_DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "") or embedded.redis_url()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": KEY_PREFIX,
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 14 * 24 * 3600

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "global_keyprefix": f"{KEY_PREFIX}-"}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Paris"
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# One trigger a statement: what bulk writes cost in history does not grow with a call for each row.
PGHISTORY_LEVEL = pgtrigger.Statement
# Pages that only read are spared the cost of a history context.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "members.accounts.LoginBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# What account numbers are enciphered with, besides SECRET_KEY; a list, the newest first, lets it be changed.
SALT_KEY = env.list("SALT_KEY", default=["portail"])

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_ADAPTER = "members.accounts.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Portail] "
ACCOUNT_CHANGE_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Portail CHANTIER école"
# National staff hold everybody's data: a second factor is asked of them, save in a demonstration.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", not (DEMO or DEBUG or TESTING))

_email = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"portail@{urlsplit(SITE_URL).hostname}")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]

# Files are private: no address serves them, views do after checking rights. MEDIA_URL names where they are kept.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/fichiers/"
_media = env.str("MEDIA_URL", "")
_storage = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if _media.startswith("s3://"):
    _s3 = urlsplit(_media)
    _asked = dict(parse_qsl(_s3.query))
    _bucket, _, _folder = _s3.path.strip("/").partition("/")
    if not (_s3.hostname and _bucket):
        raise ImproperlyConfigured(
            "MEDIA_URL : une adresse s3:// donne l'hôte et le compartiment, s3://CLÉ:SECRET@hôte/nom."
        )
    _storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(_s3.username or ""),
            "secret_key": unquote(_s3.password or ""),
            "endpoint_url": f"{'http' if _asked.get('insecure') else 'https'}://{_s3.hostname}"
            + (f":{_s3.port}" if _s3.port else ""),
            "region_name": _asked.get("region"),
            "bucket_name": _bucket,
            "location": _folder,
            "default_acl": "private",
            # Two people may send files of the same name.
            "file_overwrite": False,
        },
    }
elif _media:
    MEDIA_ROOT = Path(_media)
STORAGES = {
    "default": _storage,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
SENDFILE = env.str("SENDFILE", "")
CLAMD_URL = env.str("CLAMD_URL", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
if SITE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Attempts to log in are limited by the address that the proxy saw.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31536000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    # What a person is refused is no fault of the portal.
    "loggers": {"django.request": {"level": "ERROR"}},
}

# The public identity of the federation; another network changes these lines only.
IDENTITY = {"name": "CHANTIER école", "tagline": "Le réseau national des entreprises sociales apprenantes"}
UNFOLD = ADMIN_THEME | {"SITE_TITLE": f"Portail {IDENTITY['name']}", "SITE_HEADER": IDENTITY["name"]}
