"""The archives as a product of the city."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.bundles.contents import Bundle, bundles_of_topics, bundles_of_units
from sitegen.exports.bundles.texts import LICENCES, README, licences, readme
from sitegen.exports.zipped import zipped
from sitegen.model import Output
from sitegen.pages.city import City, PublishedFiles
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext
from sitegen.urls import BUNDLES_URL, output_path


def _files(city: City) -> Iterator[Planned]:
    files = city.read("files")
    for group in (*bundles_of_topics(city), *bundles_of_units(city)):
        for bundle in group.bundles:
            yield planned(city.site, bundle.url, bundle_file, bundle, files)


def bundle_file(site: SiteContext, bundle: Bundle, files: PublishedFiles) -> Output:
    """Return an archive: its texts, then the files of each table; these are opened one by one."""
    members = _members(site, bundle, files)
    return Output(path=output_path(bundle.url), body=zipped(members))


def _members(
    site: SiteContext, bundle: Bundle, files: PublishedFiles
) -> Iterator[tuple[str, bytes]]:
    # With a mark at its start, so that the editor of Windows reads it as what it is.
    yield README, readme(site, bundle).encode("utf-8-sig", "replace")
    yield LICENCES, licences(site, bundle).encode("utf-8-sig", "replace")
    for table in bundle.tables:
        for file in table.files:
            name = file.url.rpartition("/")[2]
            yield f"{table.folder}/{name}", files.read(file.url, file.digest)


BUNDLES = Product(
    name="bundles",
    paths=(
        (
            f"{BUNDLES_URL}topik-<topic>.zip",
            "the tables of a topic with descriptions, licences and how to cite them",
        ),
        (f"{BUNDLES_URL}unit-<unit>.zip", "the same of a unit"),
    ),
    reads=("datasets", "files"),
    make=_files,
    listed="digests",
)
