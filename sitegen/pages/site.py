"""What all pages of one site share, and small parts of views made from it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.address import Address
from sitegen.i18n import N_, Lang, Translator, translator
from sitegen.keys.own import OwnKey
from sitegen.legible import encoded
from sitegen.model import Output, Ppid, Receiver, ReportSummary, SharePicture, UnitEntry, UnitKind
from sitegen.pages import views, wording
from sitegen.pages.jsonld import trail
from sitegen.pages.licences import licence_url
from sitegen.pages.monogram import monogram
from sitegen.pages.theme import Theme, render
from sitegen.policy import element_policy
from sitegen.urls import (
    CLARIFICATIONS_URL,
    CONTACTS_URL,
    FOLLOW_URL,
    FORM_URL,
    INNOVATIONS_URL,
    MONITOR_URL,
    NEWS_URL,
    SEARCH_URL,
    SERVICES_URL,
    UNITS_URL,
    achievements_url,
    ask_url,
    card_url,
    city_archive_url,
    information_url,
    kind_url,
    output_path,
    slugify,
    topic_url,
    unit_url,
)

_STATE_LABELS = {
    "rencana": N_("Planned"),
    "berjalan": N_("Under way"),
    "selesai": N_("Finished"),
}
_TERM_WORDS = {"in-force": N_("In force until {day}"), "ended": N_("Ended on {day}")}
_TERM_SENTENCES = {
    "in-force": N_("In force until {day}"),
    "ended": N_("This announcement ended on {day}"),
}
_CARD_SUMMARY = 200
# Letters of a title that search engines show, with some to spare for narrow ones.
_WINDOW_TITLE = 70
# Width and height of drawn pictures for shared links.
CARD_SIZE = (1200, 630)
_LOCALES: dict[Lang, str] = {"id": "id_ID", "en": "en_GB"}
# The feeds of a page are beside it: names and media types.
FEEDS = (("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json"))


class SiteContext(Struct, frozen=True, kw_only=True):
    """The city as pages need it; picklable, so that workers get all of it.

    `kinds` and `topics` are (stable name, label in the page's language). `complaint` and
    `footer` are (label, address) pairs. `zone` is the IANA name of the time zone.
    `unit_kinds` are the kinds of unit with their words in that language, `listed_kinds` the names of
    those that have units. `own` are the keys that the city has added,
    `data_register` the columns of its register of data, () for the usual ones. `home_notices` are the kinds of
    unit whose urgent notices the city's home page shows. `demo` is the day that a sample city takes for
    today, None for a real one. `all_cards` says that every report without a picture gets a drawn one, not
    only new ones. `guide` is where an office reads how to begin, `kept` how long information is kept, by
    its form, `ppid` how the city is asked for it. `form` says that there is a form for offices, `receiver`
    who takes in what they write with it.
    """

    name: str
    tagline: str
    notice: str
    licence: str
    lang: Lang
    address: Address
    theme: Theme
    complaint: tuple[str, str]
    footer: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    zone: str
    own: tuple[OwnKey, ...] = ()
    data_register: tuple[tuple[str, str], ...] = ()
    home_notices: tuple[str, ...]
    demo: date | None = None
    all_cards: bool = False
    guide: tuple[str, str] | None = None
    kept: tuple[tuple[str, str], ...] = ()
    ppid: Ppid = Ppid()
    form: bool = True
    receiver: Receiver = Receiver()
    unit_kinds: tuple[UnitKind, ...]
    listed_kinds: tuple[str, ...]

    @property
    def t(self) -> Translator:
        """The translator of the pages' language, in the city's own words."""
        return translator(self.lang, self.theme.words)

    def kind(self, name: str) -> UnitKind:
        """Return the kind of unit with this name; raises LookupError if the city has no such kind."""
        for kind in self.unit_kinds:
            if kind.name == name:
                return kind
        raise LookupError(name)

    def listed(self) -> tuple[UnitKind, ...]:
        """Return the kinds that have units, in the order of the city."""
        return tuple(kind for kind in self.unit_kinds if kind.name in self.listed_kinds)

    def link(self, label: str, url: str) -> views.Link:
        """Return a link to `url`, a path from the site's root or an address elsewhere."""
        own = url.startswith("/")
        return views.Link(label=label, href=self.address.href(url) if own else url)


def site_view(context: SiteContext, state: date = date.min) -> views.Site:
    """Return what every page shows of the city; `state` is the date that the page reflects.

    Without a date the page shows none: only the home page reflects today, so that a new day does
    not change the others, and only pages about a unit's content reflect the content's date.
    """
    return _undated(context) if state == date.min else _dated(context, state)


@lru_cache(maxsize=512)
def _dated(context: SiteContext, state: date) -> views.Site:
    return replace(_undated(context), built=wording.day(state, context.lang))


@lru_cache(maxsize=4)
def _undated(context: SiteContext) -> views.Site:
    t = context.t.gettext
    href = context.address.href
    icon = icon_name(context)
    footer = (
        context.link(t(N_("Topics")), "/topik/"),
        context.link(t(N_("Archive")), city_archive_url()),
        context.link(t(N_("Public information")), information_url()),
        context.link(t(N_("Ask for information")), ask_url()),
        context.link(t(N_("Who publishes")), MONITOR_URL),
        context.link(t(N_("Contacts")), CONTACTS_URL),
        context.link(t(N_("Innovations")), INNOVATIONS_URL),
        context.link(t(N_("Clarifications")), CLARIFICATIONS_URL),
        context.link(t(N_("Achievements")), achievements_url()),
        *(context.link(label, url) for label, url in context.footer),
        context.link(t(N_("Follow the news")), FOLLOW_URL),
    )
    return views.Site(
        name=context.name,
        tagline=context.tagline,
        lang=context.lang,
        home=href("/"),
        stylesheet=href(context.theme.asset("style.css")),
        stylesheets=tuple(
            href(context.theme.asset(name)) for name in ("style.css", *context.theme.sheets)
        ),
        icon=href(context.theme.asset(icon)),
        icon_type="image/png" if icon.endswith(".png") else "image/svg+xml",
        logo=_logo(context),
        colour=context.theme.boards[0],
        colour_dark=context.theme.boards[1],
        locale=_LOCALES[context.lang],
        policy=Markup(element_policy()),  # noqa: S704 - a constant without quotes or tags
        nav=_navigation(context),
        search=href(SEARCH_URL),
        footer=footer,
        complaint=context.link(*context.complaint),
        guide=context.link(*context.guide) if context.guide else None,
        write=context.link(t(N_("Write reports")), FORM_URL) if context.form else None,
        notice=context.notice,
        built=views.Day(iso="", text=""),
        demo=_demo(context),
        licence=context.licence,
        licence_url=licence_url(context.licence, context.lang),
    )


def _demo(context: SiteContext) -> str:
    if context.demo is None:
        return ""
    day = wording.day(context.demo, context.lang).text
    said = context.t.gettext(N_("This is a sample city, in which “today” is always {day}."))
    return said.format(day=day)


def _navigation(context: SiteContext) -> tuple[views.Link, ...]:
    """The links of the header, in the order of what people come for."""
    t = context.t.gettext
    return (
        context.link(t(N_("Services")), SERVICES_URL),
        context.link(t(N_("News")), NEWS_URL),
        context.link(t(N_("Data")), "/data/"),
        *((context.link(t(N_("Units")), UNITS_URL),) if context.listed_kinds else ()),
    )


def icon_name(context: SiteContext) -> str:
    """Return the name of the site's icon among the theme's assets."""
    return next((each[1] for each in context.theme.emblems if each[0] == "icon"), "icon.svg")


def _logo(context: SiteContext) -> views.Logo | None:
    found = {each[0]: each for each in context.theme.emblems}
    if "logo" not in found:
        return None
    _, name, width, height = found["logo"]
    dark = found.get("logo_dark", found["logo"])[1]
    return views.Logo(
        src=context.address.href(context.theme.asset(name)),
        dark=context.address.href(context.theme.asset(dark)),
        width=width,
        height=height,
    )


def meta_view(
    context: SiteContext,
    url: str,
    title: str,
    description: str,
    crumbs: tuple[views.Link, ...] = (),
) -> views.Meta:
    """Return the head of the page at `url`; a link to the home page is put before `crumbs`."""
    home = context.link(context.t.gettext(N_("Home")), "/")
    shown = (home, *crumbs) if url != "/" else ()
    return views.Meta(
        title=title,
        window=window_title(title if title == context.name else f"{title} · {context.name}", title),
        description=description or title,
        canonical=context.address.absolute(url),
        image=context.address.absolute(card_url()),
        image_width=CARD_SIZE[0],
        image_height=CARD_SIZE[1],
        image_alt=context.name,
        published="",
        modified="",
        section="",
        sheet="",
        code=Markup(),
        data=(trail(shown, (title, context.address.absolute(url)), context.address),)
        if shown
        else (),
        crumbs=shown,
        alternates=(),
        index=True,
    )


def window_title(*forms: str) -> str:
    """Return the first form of a title that search engines show whole, else the last."""
    return next((form for form in forms if len(form) <= _WINDOW_TITLE), forms[-1])


def with_picture(
    context: SiteContext, meta: views.Meta, picture: SharePicture | None
) -> views.Meta:
    """Return the head with the page's own picture for shared links, if it has one."""
    if picture is None:
        return meta
    return replace(
        meta,
        image=context.address.absolute(picture.url),
        image_width=picture.width,
        image_height=picture.height,
        image_alt=picture.alt,
    )


def chart_picture(chart: views.Chart, url: str) -> SharePicture:
    """Return a chart as a picture for shared links; `url` is the address of its PNG."""
    return SharePicture(url=url, width=chart.png_width, height=chart.png_height, alt=chart.title)


def with_feeds(
    context: SiteContext, meta: views.Meta, url: str, more: tuple[views.Alternate, ...] = ()
) -> views.Meta:
    """Return the head with links to the feeds of the page at `url`, and to `more`."""
    own = (alternate(context, media, url + name) for name, media in FEEDS)
    return replace(meta, alternates=(*own, *more))


def alternate(context: SiteContext, media: str, url: str, title: str = "") -> views.Alternate:
    """Return the link of a head to another form of its page, or to a feed with that title."""
    return views.Alternate(label=media, href=context.address.href(url), title=title)


def feed_alternate(context: SiteContext, url: str, title: str) -> views.Alternate:
    """Return the link of a head to the Atom feed in the folder at `url`."""
    name, media = FEEDS[0]
    return alternate(context, media, url + name, title)


def new_data_title(context: SiteContext) -> str:
    """Return the title of the feed of the city's data."""
    return context.t.gettext(N_("New data"))


def topic_data_title(context: SiteContext, topic: str) -> str:
    """Return the title of the feed of a topic's data."""
    label = label_of(context.topics, topic)
    return context.t.gettext(N_("New data: {topic}")).format(topic=label)


def data_title(context: SiteContext, entry: UnitEntry) -> str:
    """Return the title of the feed of a unit's data."""
    return context.t.gettext(N_("Data of {unit}")).format(unit=unit_name(context, entry))


def has_area_feed(entry: UnitEntry) -> bool:
    """Return whether there is a feed of a unit's reports with those of the units below."""
    return entry.level == "kecamatan" and entry.active


def area_title(context: SiteContext, entry: UnitEntry) -> str:
    """Return the title of the feed of a kecamatan with the units below it."""
    return context.t.gettext(N_("{unit} with the units below it")).format(
        unit=unit_name(context, entry)
    )


def feed_link(context: SiteContext, url: str, label: str = N_("Follow")) -> views.Link:
    """Return the visible link to how to follow the page at `url`; `label` is a message id."""
    return context.link(context.t.gettext(label), f"{FOLLOW_URL}#{follow_anchor(url)}")


def follow_anchor(url: str) -> str:
    """Return the place of a page's feed on the page about feeds."""
    return slugify(url) or "kota"


def page_output(context: SiteContext, url: str, template: str, view: object) -> Output:
    """Return the page at `url` as an output."""
    from sitegen.model import Output

    return Output(path=output_path(url), body=encoded(render(context.theme, template, view)))


def label_of(pairs: tuple[tuple[str, str], ...], key: str) -> str:
    """Return the label of a stable name, or the name itself if there is none."""
    return next((label for name, label in pairs if name == key), key)


def state_label(status: str, t: Translator) -> str:
    """Return the label of a report's status, or ""."""
    return t.gettext(_STATE_LABELS[status]) if status else ""


def unit_name(context: SiteContext, entry: UnitEntry) -> str:
    """Return a unit's full name: `Kelurahan Dago`; for an office, just its name."""
    return entry.full_name(context.kind(entry.kind).label)


def topic_links(context: SiteContext, topics: tuple[str, ...]) -> tuple[views.Link, ...]:
    """Return links to the pages of these topics."""
    return tuple(
        context.link(label_of(context.topics, topic), topic_url(topic)) for topic in topics
    )


def report_card(
    context: SiteContext, report: ReportSummary, unit: views.Link | None
) -> views.ReportCard:
    """Return a report as a card; `unit` is None on the unit's own pages."""
    image = None
    if report.thumbnail:
        image = views.Image(
            src=context.address.href(report.thumbnail),
            srcset="",
            width=report.thumbnail_size[0],
            height=report.thumbnail_size[1],
            alt=report.thumbnail_alt,
            caption="",
            credit="",
        )
    return views.ReportCard(
        href=context.address.href(report.url),
        title=report.title,
        date=wording.day(report.date, context.lang),
        kind=report.kind,
        kind_label=label_of(context.kinds, report.kind) if report.kind else "",
        status=report.status,
        status_label=state_label(report.status, context.t),
        summary=shorten(report.summary, _CARD_SUMMARY),
        place=report.place,
        unit=unit,
        topics=topic_links(context, report.topics),
        image=image,
        remark=remark(context, report),
    )


def report_row(
    context: SiteContext, report: ReportSummary, unit: views.Link | None
) -> views.ReportRow:
    """Return a report as a row of an archive; `unit` is None on the unit's own pages."""
    return views.ReportRow(
        href=context.address.href(report.url),
        title=report.title,
        date=wording.day(report.date, context.lang),
        kind=report.kind,
        kind_label=label_of(context.kinds, report.kind) if report.kind else "",
        status=report.status,
        status_label=state_label(report.status, context.t),
        place=report.place,
        unit=unit,
        remark=remark(context, report),
    )


def remark(
    context: SiteContext, report: ReportSummary, *, whole: bool = False
) -> views.Remark | None:
    """Return what the clock says of a report; `whole` says it in a sentence for its own page."""
    said, t = report.term, context.t.gettext
    if said is None:
        return None
    if said.name == "overdue":
        day = wording.day_near(said.day, report.date, context.lang)
        text = t(N_("The date has passed ({day}); its result has not been reported yet"))
    else:
        day = wording.day(said.day, context.lang).text
        text = t(_TERM_SENTENCES[said.name] if whole else _TERM_WORDS[said.name])
    return views.Remark(name=said.name, text=text.format(day=day))


def shorten(text: str, length: int) -> str:
    """Return `text` cut at a word to at most `length` characters."""
    if len(text) <= length:
        return text
    return text[: length - 1].rpartition(" ")[0].rstrip(",;:.") + " …"


def closed_view(
    context: SiteContext, entry: UnitEntry, successors: tuple[UnitEntry, ...]
) -> views.Closed | None:
    """Return what the pages of a closed unit say, None for an active one."""
    if entry.active:
        return None
    t = context.t
    said = t.gettext(N_("This unit was closed."))
    if entry.until:
        until = wording.moment(entry.until, context.lang)
        said = t.gettext(N_("This unit was closed; it existed until {day}.")).format(day=until)
    return views.Closed(said=said, followers=unit_links(context, successors))


def unit_links(context: SiteContext, entries: tuple[UnitEntry, ...]) -> tuple[views.Link, ...]:
    """Return links to the home pages of units, with their full names."""
    return tuple(context.link(unit_name(context, e), unit_url(e.key)) for e in entries)


def masthead(
    context: SiteContext,
    entry: UnitEntry,
    short_name: str,
    parent: UnitEntry | None,
    successors: tuple[UnitEntry, ...] = (),
) -> views.Masthead:
    """Return the head of a unit's pages; `successors` are the units that follow a closed one."""
    kind = context.kind(entry.kind)
    short = short_name or entry.name
    return views.Masthead(
        name=unit_name(context, entry),
        short=short,
        key=entry.key,
        kind=entry.kind,
        kind_label=kind.label,
        colour=kind.colour,
        href=context.address.href(unit_url(entry.key)),
        parent=context.link(unit_name(context, parent), unit_url(parent.key)) if parent else None,
        monogram=monogram(entry, short_name),
        code=entry.code,
        logo=None,
        office=None,
        sheet="",
        closed=closed_view(context, entry, successors),
        contact="",
    )


def unit_crumbs(
    context: SiteContext, entry: UnitEntry, parent: UnitEntry | None
) -> tuple[views.Link, ...]:
    """Return the breadcrumbs to a unit's home page: its directory, or its parent's and the parent."""
    top = context.kind((parent or entry).kind)
    directory = context.link(top.plural, kind_url(top.name))
    own = (context.link(parent.name, unit_url(parent.key)),) if parent else ()
    return (directory, *own)
