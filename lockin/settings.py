"""Settings: one file, the environment decides; .env.example lists every variable."""

import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lockin import __version__, logs
from lockin.environment import Environment
from lockin.secret_key import development_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
env.read_env(BASE_DIR / ".env")  # variables that are set already win

VERSION = __version__

# --- Where -------------------------------------------------------------------------------------

# Everything that Lockin writes: database, reports, key, temporary files.
VAR_DIR = (BASE_DIR / env.str("LOCKIN_VAR", default="var")).resolve()

# The browser that draws exhibits; empty: the first that is found.
LOCKIN_CHROMIUM = env.str("LOCKIN_CHROMIUM", default="")

# --- Who may come in -----------------------------------------------------------------------------

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

# Without a host name Django answers this machine alone: somebody's own computer. Naming a host
# switches debugging off, so that it cannot be left on by forgetting it.
DEBUG = env.bool("DEBUG", default=not ALLOWED_HOSTS)

SECRET_KEY = env.str("SECRET_KEY", default="")
if DEBUG and not SECRET_KEY:
    SECRET_KEY = development_key(VAR_DIR / "secret-key")
# Earlier keys: sessions and links signed with them, and the audit trail written under them, hold.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Whether people come in over HTTPS: then cookies travel no other way, and HTTP leads to HTTPS.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]

# How many proxies of our own stand in front: each adds one address to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# The style hash is of what Plotly writes for a map that no exhibit has.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE, "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Applications --------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "csp",
    "lockin",
    "assessments",
    "reports",
]

MIDDLEWARE = [
    "lockin.headers.headers",
    "lockin.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lockin.failures.NotFoundPage",
]

ROOT_URLCONF = "lockin.urls"
WSGI_APPLICATION = "lockin.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lockin.context.pages",
            ],
            "builtins": ["django.templatetags.static", "django_htmx.templatetags.django_htmx"],
        },
    },
]

# --- Data ----------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'lockin.sqlite3'}")
}

ENGINE = DATABASES["default"].get("ENGINE", "")
if ENGINE not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
    raise ImproperlyConfigured(
        "DATABASE_URL names no database that Lockin knows: write postgres://user:password@host:5432/"
        "name, or leave it out for SQLite."
    )
if ENGINE == "django.db.backends.sqlite3":
    # Several processes share the file: readers never wait, a writer waits its turn from the start
    # of its transaction instead of failing in the middle of it.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A file: in memory, a reader would see "table is locked" at once, unlike in real life.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# What limits of sign-in and API count in; every process must see the same. Redis is quicker.
CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://cache")}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Work ----------------------------------------------------------------------------------------

# A message only says that a job waits in the database; the embedded broker is a folder.
BROKER_URL = CELERY_BROKER_URL = env.str("BROKER_URL", default="filesystem://")

# How long a job is its worker's without a sign of life. The worker gives one four times in that
# time, and jobs whose message or worker was lost are looked for three times.
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", default=30.0)
JOB_HEARTBEAT_SECONDS = JOB_LEASE_SECONDS / 4
JOB_SWEEP_SECONDS = JOB_LEASE_SECONDS / 3

# How many jobs a worker does at once; each may have a browser of its own.
CELERY_WORKER_CONCURRENCY = env.int("WORKER_PROCESSES", default=2)

CELERY_TASK_DEFAULT_QUEUE = "jobs"
CELERY_TASK_ROUTES = {"assessments.sweep": {"queue": "upkeep"}}  # never behind a heap of jobs
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "assessments.sweep",
        "schedule": JOB_SWEEP_SECONDS,
        "options": {"queue": "upkeep", "expires": JOB_LEASE_SECONDS},
    }
}

CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True  # the job row tells
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 540, 600
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000  # kB
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 25.0
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # who may write to the broker commands nobody
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker
CELERY_TASK_PUBLISH_RETRY = False  # a request does not: the sweeper publishes again
if BROKER_URL.startswith("redis"):
    # Beyond twice the time limit, or a slow task would run beside itself.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 1500,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2.0,
    }

# --- Processes -----------------------------------------------------------------------------------

# Where `manage.py serve` and lockin/gunicorn.py listen: this machine alone, behind a proxy or not.
PORT = env.int("PORT", default=8000)
WEB_PROCESSES = env.int("WEB_PROCESSES", default=2)

# JSON for machines, lines for a reader at a terminal.
LOGGING = logs.configuration(pretty=sys.stderr.isatty())
logs.configure()

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "assessments.User"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "assessments.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # who is let in was invited by somebody who knows them
ACCOUNT_FORMS = {
    "change_password": "assessments.forms.passwords.ChangePassword",
    "reset_password_from_key": "assessments.forms.passwords.NewPassword",
    "set_password": "assessments.forms.passwords.FirstPassword",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

# Where mail leaves; without a server an admin copies the links that would be sent.
HAS_MAIL = bool(env.str("EMAIL_URL", default=""))
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="lockin@localhost")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- REST API ------------------------------------------------------------------------------------

# How many requests each key, person or stranger's address may make in a minute.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=1800)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "assessments.api.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # A view says itself whom it is open to.
    "DEFAULT_PERMISSION_CLASSES": ["assessments.api.authentication.Nobody"],
    "DEFAULT_THROTTLE_CLASSES": ["assessments.api.throttling.PerMinute"],
    "DEFAULT_PARSER_CLASSES": ["assessments.api.bodies.JSONBody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "lockin.api.ProblemHandler",
    "EXCEPTION_FORMATTER_CLASS": "lockin.api.ProblemFormatter",
    "ENABLE_IN_DEBUG_FOR_UNHANDLED_EXCEPTIONS": True,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Lockin",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "assessments.api.components.add_components",
        "lockin.api_pages.add_guide",
    ],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- Files of pages ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG  # without collectstatic at home
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# The pinned copies below static/vendor that pages load.
VENDOR = {
    "tabler_css": "vendor/tabler/1.6.1/tabler.min.css",
    "tabler_js": "vendor/tabler/1.6.1/tabler.min.js",
    "plotly": "vendor/plotly-strict/4.1.1/plotly-strict.min.js",
    "cytoscape": "vendor/cytoscape/3.34.4/cytoscape.min.js",
    "cytoscape_dagre": "vendor/cytoscape-dagre/4.0.1/cytoscape-dagre.min.js",
    "tom_select_css": "vendor/tom-select/2.6.2/tom-select.bootstrap5.min.css",
    "tom_select_js": "vendor/tom-select/2.6.2/tom-select.complete.min.js",
}
