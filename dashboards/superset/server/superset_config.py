"""Superset's configuration: everything that differs from one place to another comes from BLOOM_* variables."""

import base64
import os
import sys
import threading
import time
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from flask_appbuilder.const import AUTH_OAUTH
from superset import config as _given
from superset.utils.log import AbstractEventLogger

import people
import roles
from sign_in import SignIn

_environment = os.environ
_issuer = _environment["BLOOM_ISSUER"]
# In containers this server reaches the issuer by another name than a browser does.
_issuer_from_here = _environment.get("BLOOM_ISSUER_FROM_HERE", _issuer)
_people = people.from_environment(_environment)

SECRET_KEY = _environment["BLOOM_SUPERSET_KEY"]
SQLALCHEMY_DATABASE_URI = _environment["BLOOM_SUPERSET_DATABASE"]

# --- Who comes in: people of the API's issuer, with the role that their token names.
AUTH_TYPE = AUTH_OAUTH
AUTH_USER_REGISTRATION = True
AUTH_ROLES_SYNC_AT_LOGIN = True
AUTH_ROLES_MAPPING = roles.mapping()
CUSTOM_SECURITY_MANAGER = SignIn
OAUTH_PROVIDERS = [
    {
        "name": "bloom",
        "icon": "fa-paw",
        "token_key": "access_token",
        "remote_app": {
            "client_id": "superset",
            "client_secret": _environment["BLOOM_SUPERSET_SECRET"],
            "authorize_url": _issuer + "/oauth2/authorize",
            "access_token_url": _issuer_from_here + "/oauth2/token",
            "jwks_uri": _issuer_from_here + "/oauth2/jwks",
            "client_kwargs": {
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_basic",
            },
        },
    }
]
BLOOM_PEOPLE = _people
BLOOM_ISSUER = _issuer
BLOOM_JWKS = _issuer_from_here + "/oauth2/jwks"

SESSION_COOKIE_NAME = "superset"  # Cookies do not know ports: the API's own must not be overwritten.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A membership that ends closes the door at the latest then; the issuer's session makes the next sign-in silent.
PERMANENT_SESSION_LIFETIME = timedelta(hours=8)
PUBLIC_ROLE_LIKE = None
AUTH_ROLE_PUBLIC = "Public"

# --- Who asks the warehouse: the person, never Superset. Without a person nobody asks.
DB_CONNECTION_MUTATOR = _people.as_person
# Names of other organizations' people are nobody's business.
EXTRA_RELATED_QUERY_FILTERS = {"user": people.only_oneself, "owners": people.only_oneself}
JINJA_CONTEXT_ADDONS = {"organization": people.organization}

# A number of money says whose money: "$" in a format stands for the sign of the reader's own currency.
COMMON_BOOTSTRAP_OVERRIDES_FUNC = people.money({"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CHF": "CHF "})

FEATURE_FLAGS = {
    "ENABLE_TEMPLATE_PROCESSING": True,  # The rule of the second wall names the reader's organization.
    "DASHBOARD_RBAC": False,
    "ALERT_REPORTS": False,
    "DRILL_BY": True,
    "DRILL_TO_DETAIL": True,
    "TAGGING_SYSTEM": False,
    "CHART_PLUGINS_EXPERIMENTAL": True,  # The tile that shows a number beside the days before.
}


def FLASK_APP_MUTATOR(_):
    """A dashboard asks for its charts at once, and the grammar of days is not made for two threads: one at a time.

    They all ask for the same days, and reading one costs as much as its chart's question: once a second is enough.
    """
    from superset.utils import date_parser

    in_turn, read = threading.Lock(), date_parser.datetime_eval

    @lru_cache(maxsize=64)
    def read_at(second, expression):
        return read(expression)

    def datetime_eval(expression=None):
        with in_turn:
            return read_at(int(time.time()), expression)

    date_parser.datetime_eval = datetime_eval


class NothingToTell(AbstractEventLogger):
    """Superset writes a row for each of a person's requests; nobody reads them, and each is a commit before an answer."""

    def log(self, user_id, action, dashboard_id, duration_ms, slice_id, referrer, *args, **kwargs):
        pass


EVENT_LOGGER = NothingToTell()

# --- No number outlives its data: nothing that the warehouse answered is kept.
CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 300}
DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}

ROW_LIMIT = 10_000
SQL_MAX_ROW = 100_000
SQLLAB_TIMEOUT = 30
SUPERSET_WEBSERVER_TIMEOUT = 60
TALISMAN_ENABLED = True
# A page asks this server and nobody else: no maps, no pictures and no counting pixels of others.
TALISMAN_CONFIG = {
    **_given.TALISMAN_CONFIG,
    "content_security_policy": {
        what: [source for source in sources if "." not in source] if isinstance(sources, list) else sources
        for what, sources in _given.TALISMAN_CONFIG["content_security_policy"].items()
    },
}
WTF_CSRF_ENABLED = True
APP_NAME = "BloomPetOS Insights"
LOGO_TARGET_PATH = "/dashboard/list/"
LOGO_TOOLTIP = "All dashboards"
ENABLE_PROXY_FIX = False
RATELIMIT_STORAGE_URI = "memory://"


def _picture(svg):
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


# Nothing turns or slides: each frame is drawn by the same processors that work out the charts, and the spinner's frames
# were a third of what a page cost.
_DOTS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><g fill="#888">
  <circle cx="8" cy="5" r="3"/><circle cx="20" cy="5" r="3"/><circle cx="32" cy="5" r="3"/></g></svg>"""
_LOGO = _picture((Path(__file__).parent / "logo.svg").read_text())
FAVICONS = [{"href": _LOGO}]


def _theme(given, green):
    ours = {
        "brandAppName": APP_NAME, "brandLogoAlt": APP_NAME, "brandLogoUrl": _LOGO, "brandLogoHref": LOGO_TARGET_PATH,
        "brandSpinnerSvg": _DOTS, "motion": False, "echartsOptionsOverrides": {"animation": False},
        "colorPrimary": green, "colorLink": green,
    }
    return {**given, "token": {**given["token"], **ours}}


# The greens of the live board.
THEME_DEFAULT = _theme(_given.THEME_DEFAULT, "#226747")
THEME_DARK = _theme(_given.THEME_DARK, "#7fc7a0")
EXTRA_CATEGORICAL_COLOR_SCHEMES = [
    {
        "id": "okabe_ito",
        "description": "Told apart by colour-blind people, too (Okabe and Ito, 2008)",
        "label": "Okabe-Ito",
        "isDefault": True,
        "colors": ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#4D4D4D"],
    }
]
