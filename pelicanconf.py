"""Settings of every build. The environment chooses some of them: see HACKING.md."""

import os
import sys
from pathlib import Path

from jinja2 import StrictUndefined

_root = Path(__file__).resolve().parent
if str(_root) not in sys.path:  # the bare `pelican` command does not put it there
    sys.path.insert(0, str(_root))


def _path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).resolve()


# What the site is called and who answers for it.
SITENAME = "Open Experts Directory"  # neutral: it stands in the browser's history
TAGLINE = "people and organisations who work against human trafficking and modern slavery"
EDITORS_EMAIL = "editors@example.org"
EXIT_URL = "https://www.bbc.co.uk/weather"
ORIGIN = os.environ.get("ORIGIN") or "https://directory.example.org"
SITEURL = ""  # links are relative to the root, so that no host or port is baked in

# Which site is built, from where to where, and as of which day.
SITE = str(_path("SITE", _root))
PATH = str(Path(SITE, "content"))
OUTPUT_PATH = str(_path("OUTPUT", _root / "output"))
THEME = str(_root / "theme")
BUILD_CACHE = str(_path("CACHE", _root / ".cache"))  # only saves time; removing it is safe
AS_OF = os.environ.get("AS_OF") or None
WATCH = os.environ.get("WATCH") or None  # what the watch of links has seen: a file, or every link is shown
SAMPLES = os.environ.get("SAMPLES") or "mark"
UNCONFIRMED_NUMBERS = os.environ.get("UNCONFIRMED_NUMBERS") or "mark"
LUNR_JSON = os.environ.get("LUNR_JSON") == "1"  # the whole search index in one file, for anyone who wants it

PLUGINS = [  # in this order: pages are written by the first ones, and listed by the last
    "plugins.site",
    "plugins.reader",
    "plugins.writer",
    "plugins.content.news",
    "plugins.content.resources",
    "plugins.content.law_pages",
    "plugins.assets",
    "plugins.directory.pages",
    "plugins.courses.pages",
    "plugins.forms",
    "plugins.patterns",
    "plugins.editors",
    "plugins.search",
    "plugins.content.redirects",
    "plugins.content.feed",
    "plugins.sitemap",
    "plugins.headers",
]

# Stock Pelican writes news and pages, and nothing else.
ARTICLE_PATHS = ["news"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"] if Path(PATH, "images").is_dir() else []
READERS = {"rst": None, "html": None}
DIRECT_TEMPLATES = ["news"]
NEWS_URL, NEWS_SAVE_AS = "news/", "news/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "news/{date:%Y}/", "news/{date:%Y}/index.html"
ARTICLE_URL, ARTICLE_SAVE_AS = "news/{date:%Y}/{slug}/", "news/{date:%Y}/{slug}/index.html"
ARTICLE_LANG_URL, ARTICLE_LANG_SAVE_AS = "{lang}/" + ARTICLE_URL, "{lang}/" + ARTICLE_SAVE_AS
PAGE_URL, PAGE_SAVE_AS = "{slug}/", "{slug}/index.html"
PAGE_LANG_URL, PAGE_LANG_SAVE_AS = "{slug}/", "{slug}/index.html"
EXTRA_PATH_METADATA = {"pages/home.md": {"url": "", "save_as": "index.html"}}
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PAGINATED_TEMPLATES: dict[str, int] = {}
THEME_STATIC_PATHS: list[str] = []  # plugins.assets writes them, under a name that holds their fingerprint
DELETE_OUTPUT_DIRECTORY = False  # engine.output removes what a build did not write
LOAD_CONTENT_CACHE = CACHE_CONTENT = False

DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "news"
USE_FOLDER_AS_CATEGORY = False
FILENAME_METADATA = r"(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>.*)"
SLUGIFY_SOURCE = "basename"
FORMATTED_FIELDS: list[str] = []  # a summary is plain text: it is also the description for search engines
TIMEZONE = "UTC"
LOCALE = ["C"]  # the builder's own locale must not show in the pages
TYPOGRIFY = False
JINJA_ENVIRONMENT = {
    "autoescape": True,  # strangers' text goes through these templates
    "undefined": StrictUndefined,
    "auto_reload": False,  # else each page looks whether its templates have changed meanwhile
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
