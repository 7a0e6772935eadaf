"""The page of a form: its questions from the keys that it asks for, and where its scripts read on."""

from __future__ import annotations

from sitegen.digest import content_digest
from sitegen.i18n import N_
from sitegen.keys.contacts import chats, mails
from sitegen.keys.definition import Field
from sitegen.keys.own import OwnKey
from sitegen.keys.report import PHOTO_FIELDS
from sitegen.keys.vocabulary import FREQUENCIES, STATES
from sitegen.model import Output
from sitegen.pages import views
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, state_label
from sitegen.portal.office_form.questions import FORMS, AskedKey, AskedTogether, OfficeForm
from sitegen.portal.office_form.rules import rules_text
from sitegen.urls import FORM_RULES_URL, FORM_UNITS_URL, FORM_URLS, FORM_WORKER_URL


def form_page(site: SiteContext, form: OfficeForm, units: str) -> Output:
    """Return the page of a form; `units` is a digest of the list of units."""
    t = site.t.gettext
    url = FORM_URLS[form.name]
    title, intro = t(form.title), t(form.intro)
    alt = next(field.example for field in PHOTO_FIELDS if field.name == "alt")
    rules = content_digest(rules_text(site).encode())[:8]
    href = site.address.href
    view = views.OfficeFormPage(
        site=site_view(site),
        meta=meta_view(site, url, title, intro),
        title=title,
        intro=intro,
        form=form.name,
        forms=tuple(_form_link(site, each, form) for each in FORMS),
        scripts=tuple(f"tulis-{name}.js" for name in sorted(form.scripts)),
        groups=(*(_group(site, form, group) for group in form.groups), *_own_group(site, form)),
        photo_example=alt,
        rules=f"{href(FORM_RULES_URL)}?{rules}",
        units=f"{href(FORM_UNITS_URL)}?{units[:8]}",
        worker=href(FORM_WORKER_URL),
        receiver=site.receiver.name,
        ways=ways(site, site.receiver.chat, site.receiver.mail),
        guide=site.link(*site.guide) if site.guide else None,
    )
    return page_output(site, url, "office-form.html", view)


def _form_link(site: SiteContext, form: OfficeForm, shown: OfficeForm) -> views.FormLink:
    link = site.link(site.t.gettext(form.label), FORM_URLS[form.name])
    return views.FormLink(label=link.label, href=link.href, current=form is shown)


def _group(site: SiteContext, form: OfficeForm, group: AskedTogether) -> views.FormGroup:
    return views.FormGroup(
        name=group.name,
        title=site.t.gettext(group.title),
        folded=group.folded,
        questions=tuple(_question(site, form, asked) for asked in group.asked),
    )


def _question(site: SiteContext, form: OfficeForm, asked: AskedKey) -> views.FormQuestion:
    t = site.t.gettext
    field = form.field(asked)
    return views.FormQuestion(
        name=asked.called,
        label=t(asked.ask),
        help=t(asked.help) if asked.help else "",
        example=field.example if asked.control == "text" else "",
        control=asked.control,
        only=asked.only,
        choices=tuple(
            views.Choice(value=value, label=label) for value, label in _choices(site, field)
        ),
    )


def _own_group(site: SiteContext, form: OfficeForm) -> tuple[views.FormGroup, ...]:
    """The questions about the keys that the city has added, if it has; no key of its own is required."""
    own = form.own(site.own)
    if not own:
        return ()
    title = site.t.gettext(N_("For the records of {city}")).format(city=site.name)
    questions = tuple(_own_question(site, key) for key in own)
    return (views.FormGroup(name="tambahan", title=title, folded=True, questions=questions),)


def _own_question(site: SiteContext, key: OwnKey) -> views.FormQuestion:
    t = site.t.gettext
    choices = {"ya": t(N_("Yes")), "tidak": t(N_("No"))} if key.kind == "ya-tidak" else {}
    choices |= {choice: choice for choice in key.choices}
    control = "date" if key.kind == "tanggal" else "choice" if choices else "text"
    return views.FormQuestion(
        name=key.field.name,
        label=f"{key.title} ({key.unit})" if key.unit else key.title,
        help=key.meaning,
        example=key.field.example if key.kind in {"angka", "tautan"} else "",
        control=control,
        only="",
        choices=tuple(views.Choice(value=value, label=label) for value, label in choices.items()),
    )


def _choices(site: SiteContext, field: Field) -> tuple[tuple[str, str], ...]:
    if field.name == "kind":
        return site.kinds
    if field.name == "topics":
        return site.topics
    if field.name == "frequency":
        return tuple((key, site.t.gettext(label)) for key, label in FREQUENCIES)
    if field.name == "status":
        return tuple((key, state_label(key, site.t)) for key, _ in STATES)
    return ()


def ways(site: SiteContext, chat: str, mail: str) -> tuple[views.Link, ...]:
    """Return how to send something by WhatsApp and by e-mail; of each, the first that leads there."""
    t = site.t.gettext
    found = (
        (t(N_("WhatsApp {number}")), "number", chats(chat)),
        (t(N_("E-mail {address}")), "address", mails(mail)),
    )
    return tuple(
        site.link(label.format_map({name: each.text}), each.href)
        for label, name, parsed in found
        for each in parsed[:1]
        if each.href
    )
