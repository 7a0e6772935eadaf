"""The list of all datasets, by their first topic."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views, wording
from sitegen.pages.city import City, all_datasets, dataset_card
from sitegen.pages.product import Product, planned_of_all
from sitegen.pages.site import label_of, meta_view, page_output, site_view, unit_name
from sitegen.pages.unit_shared import group_by
from sitegen.urls import unit_url


def datasets_page(city: City) -> Output:
    """Return the list of all datasets, by their first topic."""
    site = city.site
    t = site.t.gettext
    pairs = all_datasets(city)
    groups = group_by(pairs, lambda pair: pair[0].topics[0] if pair[0].topics else "")
    order = [name for name, _ in site.topics if name in groups] + ([""] if "" in groups else [])
    intro = t(N_("{datasets} datasets of {units} units, free to read and download.")).format(
        datasets=wording.whole(len(pairs), site.lang),
        units=wording.whole(len({entry.key for _, entry in pairs}), site.lang),
    )
    title = t(N_("Data"))
    view = views.DatasetsPage(
        site=site_view(site),
        meta=meta_view(site, "/data/", title, intro),
        title=title,
        intro=intro,
        groups=tuple(
            views.DatasetGroup(
                id=name or "lain",
                label=label_of(site.topics, name) if name else t(N_("Without a topic yet")),
                datasets=tuple(
                    dataset_card(
                        site,
                        dataset,
                        site.link(unit_name(site, entry), unit_url(entry.key)),
                    )
                    for dataset, entry in groups[name]
                ),
            )
            for name in order
        ),
    )
    return page_output(site, "/data/", "datasets.html", view)


DATA_LIST = Product(
    name="data list",
    paths=(("/data/", "all datasets, by topic"),),
    reads=("datasets",),
    make=lambda city: (planned_of_all(city, "/data/", datasets_page),),
)
