"""The keys of `site.yml`: one definition each, for what reads them, the scaffold and the docs."""

from __future__ import annotations

from sitegen.city.brand import BRAND_FIELDS
from sitegen.city.chosen_figures import FIGURE_FIELDS
from sitegen.city.unit_kinds import KIND_FIELDS
from sitegen.i18n import N_
from sitegen.keys.data_register import REGISTER_FIELDS
from sitegen.keys.field import Field
from sitegen.keys.own import OWN_FIELDS
from sitegen.keys.words import WORD_FIELDS

_LINK_FIELDS = (
    Field(
        key="nama",
        name="label",
        type="text",
        required=True,
        doc=N_("Visible text."),
        example="SP4N-LAPOR!",
    ),
    Field(
        key="tautan",
        aliases=("url",),
        name="href",
        type="text",
        required=True,
        doc=N_("Address."),
        example="https://www.lapor.go.id",
    ),
)
_PPID_FIELDS = (
    Field(
        key="unit",
        name="unit",
        type="text",
        doc=N_("The unit whose officer is the city's (PPID Utama), with its kind."),
        example="skpd/diskominfo",
    ),
    Field(
        key="biaya",
        name="fees",
        type="text",
        doc=N_("What asking costs, if not as the law has it."),
        example="Gratis; fotokopi Rp500 selembar.",
    ),
    Field(
        key="maklumat",
        name="pledge",
        type="text",
        doc=N_("The pledge of service: its address, or its path on this site."),
        example="https://ppid.kota.example/maklumat",
    ),
)
_KEPT_FIELDS = (
    Field(
        key="laporan",
        name="report",
        type="text",
        doc=N_("Reports."),
        example="2 tahun",
    ),
    Field(
        key="halaman",
        name="page",
        type="text",
        doc=N_("Standing pages."),
        example="Selama berlaku",
    ),
    Field(
        key="data",
        name="dataset",
        type="text",
        doc=N_("Datasets."),
        example="5 tahun",
    ),
)
SITE_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama",
        aliases=("name",),
        name="name",
        type="text",
        required=True,
        doc=N_("The city's name."),
        example="Kota Bandung",
    ),
    Field(
        key="slogan",
        aliases=("tagline",),
        name="tagline",
        type="text",
        doc=N_("One line under the name on the home page."),
        example="Kegiatan, layanan, dan data setiap unit",
    ),
    Field(
        key="alamat_situs",
        aliases=("base_url", "baseURL"),
        name="base_url",
        type="text",
        required=True,
        doc=N_("Absolute address of the site; a path after the host is allowed."),
        example="https://terbuka.bandung.go.id",
    ),
    Field(
        key="zona_waktu",
        aliases=("time_zone", "timezone"),
        name="zone",
        type="text",
        doc=N_("Time zone: WIB, WITA, WIT or an IANA name. Default WIB."),
        example="WIB",
    ),
    Field(
        key="bahasa",
        aliases=("language", "lang"),
        name="lang",
        type="choice",
        choices=("id", "en"),
        doc=N_("Language of the pages and of messages. Default `id`."),
        example="id",
    ),
    Field(
        key="pengaduan",
        aliases=("complaint",),
        name="complaint",
        type="mapping",
        fields=_LINK_FIELDS,
        doc=N_("The complaint channel. Default SP4N-LAPOR!."),
        example="{nama: SP4N-LAPOR!, tautan: https://www.lapor.go.id}",
    ),
    Field(
        key="panduan",
        aliases=("guide",),
        name="guide",
        type="mapping",
        fields=_LINK_FIELDS,
        doc=N_(
            "Where an office reads how to begin, such as the city's guide for its agencies: the page of "
            "a unit without reports leads there."
        ),
        example="{nama: Cara mulai menulis, tautan: /skpd/diskominfo/halaman/panduan/}",
    ),
    Field(
        key="tulis",
        aliases=("form",),
        name="form",
        type="yes-no",
        doc=N_("Whether there is a form for offices at `/tulis/`. Default `ya`."),
        example="ya",
    ),
    Field(
        key="kiriman",
        aliases=("receiver",),
        name="receiver",
        type="mapping",
        fields=(
            Field(
                key="nama",
                aliases=("name",),
                name="name",
                type="text",
                doc=N_("Who takes in what offices write with the form."),
                example="Diskominfo Kota Contoh",
            ),
            Field(
                key="wa",
                aliases=("whatsapp",),
                name="chat",
                type="chats",
                doc=N_("Their WhatsApp number."),
                example="0811-0000-0000",
            ),
            Field(
                key="surel",
                aliases=("email",),
                name="mail",
                type="mails",
                doc=N_("Their e-mail address."),
                example="kiriman@kota.example",
            ),
        ),
        doc=N_(
            "Who takes in what offices write with the form at `/tulis/`, and how it reaches them."
        ),
        example="{nama: Diskominfo Kota Contoh, surel: kiriman@kota.example}",
    ),
    Field(
        key="tautan_kaki",
        aliases=("footer_links",),
        name="footer",
        type="mappings",
        fields=_LINK_FIELDS,
        doc=N_("Further links in the footer, such as the city's PPID."),
        example="- {nama: PPID, tautan: https://ppid.bandung.go.id}",
    ),
    Field(
        key="ppid",
        name="ppid",
        type="mapping",
        fields=_PPID_FIELDS,
        doc=N_(
            "How to ask the city for information: the unit whose officer is the city's, and more."
        ),
        example="{unit: skpd/diskominfo, maklumat: /skpd/diskominfo/halaman/maklumat/}",
    ),
    Field(
        key="masa_simpan",
        aliases=("kept",),
        name="kept",
        type="mapping",
        fields=_KEPT_FIELDS,
        doc=N_(
            "How long information is kept, for the register of public information; without it the "
            "register leaves that open."
        ),
        example="{laporan: 2 tahun, data: 5 tahun}",
    ),
    Field(
        key="pemberitahuan",
        aliases=("notice",),
        name="notice",
        type="text",
        doc=N_("A notice shown on every page."),
        example="Laporan di situs ini adalah contoh.",
    ),
    Field(
        key="lisensi",
        aliases=("license",),
        name="licence",
        type="text",
        doc=N_("Licence of the texts."),
        example="CC BY 4.0",
    ),
    Field(
        key="tema",
        aliases=("theme",),
        name="theme",
        type="text",
        doc=N_("Folder below `themes/` whose files override the built-in theme. Default `kota`."),
        example="kota",
    ),
    Field(
        key="merek",
        aliases=("brand",),
        name="brand",
        type="mapping",
        fields=BRAND_FIELDS,
        doc=N_("The city's brand: main colour, logo and icon (docs/theming.md)."),
        example='{warna: "#8a1538", logo: merek/logo.svg, ikon: merek/ikon.svg}',
    ),
    Field(
        key="markdown",
        name="markdown",
        type="choice",
        choices=("cmark", "python-markdown"),
        doc=N_("Markdown engine. Default `cmark` (CommonMark and GitHub tables)."),
        example="cmark",
    ),
    Field(
        key="teks",
        name="text",
        type="choice",
        choices=("biasa", "markdown"),
        doc=N_(
            "How texts are read. `biasa` (default): as people type and paste them, with line breaks, "
            "bullets and rows as they stand. `markdown`: as CommonMark has it."
        ),
        example="biasa",
    ),
    Field(
        key="jenis_laporan",
        aliases=("report_kinds",),
        name="kinds",
        type="pairs",
        doc=N_("Further kinds of report: stable name and label."),
        example="{kegiatan-warga: Kegiatan warga}",
    ),
    Field(
        key="topik",
        aliases=("topics",),
        name="topics",
        type="pairs",
        doc=N_("Further topics: stable name and label."),
        example="{air-bersih: Air bersih}",
    ),
    Field(
        key="jenis_unit",
        aliases=("unit_kinds",),
        name="unit_kinds",
        type="named",
        fields=KIND_FIELDS,
        doc=N_(
            "Kinds of unit beside `skpd`, `kecamatan` and `kelurahan`, and other words for these. The "
            "name of a kind is its folder in `content/` and the first part of its addresses; it "
            "never changes. `desa`, `puskesmas`, `sekolah`, `uptd`, `rsud` and `bumd` need no more "
            "than their name."
        ),
        example="{skpd: {nama: Perangkat Daerah, singkat: OPD}, desa: {}}",
    ),
    Field(
        key="kata",
        aliases=("words",),
        name="words",
        type="mapping",
        fields=WORD_FIELDS,
        doc=N_(
            "Words that pages say in place of the built-in ones ([how](words-and-keys.md#own-words))."
        ),
        example="{laporan: kabar, surel: email}",
    ),
    Field(
        key="kunci_tambahan",
        aliases=("extra_keys",),
        name="own",
        type="mappings",
        fields=OWN_FIELDS,
        doc=N_("Further keys of the city's files ([how](words-and-keys.md#own-keys))."),
        example="- {nama: jumlah_rt, untuk: [profil], tipe: angka, label: Jumlah RT}",
    ),
    Field(
        key="daftar_data",
        aliases=("data_register",),
        name="data_register",
        type="mappings",
        fields=REGISTER_FIELDS,
        doc=N_(
            "The columns of the register of data for Satu Data Indonesia, in order ([how](data-register.md)). "
            "Default: the 19 of the form of the ministry."
        ),
        example="- {judul: Nama Data, isi: judul}",
    ),
    Field(
        key="angka",
        aliases=("figures",),
        name="figures",
        type="mappings",
        fields=FIGURE_FIELDS,
        doc=N_(
            "The figures of the page `/angka/`, in order: each from a dataset of the site ([how](figures.md))."
        ),
        example="- {data: skpd/disdukcapil/penduduk, kolom: jumlah_penduduk, beranda: ya}",
    ),
    Field(
        key="pengumuman_beranda",
        aliases=("home_notices",),
        name="home_notices",
        type="choices",
        doc=N_(
            "Kinds of unit whose urgent notices the city's home page shows. Default "
            "`[skpd, kecamatan]`; `[]` shows none. Every notice is on its unit's page, its "
            "kecamatan's and `/pengumuman/` in any case."
        ),
        example="[skpd]",
    ),
    Field(
        key="contoh",
        aliases=("demo",),
        name="demo",
        type="yes-no",
        doc=N_(
            "`ya` for a city that shows what a site looks like: “today” is the day of its newest report, "
            "by the names of the files, and every page says so. Plans, notices, the last days and late "
            "data follow that day. `--clock` comes first."
        ),
        example="ya",
    ),
    Field(
        key="ringkas",
        aliases=("minify",),
        name="minify",
        type="yes-no",
        doc=N_(
            "`ya` leaves out of each page what no browser needs, which spares 4 % of what is sent and makes "
            "its source hard to read. Default `tidak`."
        ),
        example="ya",
    ),
    Field(
        key="kompresi",
        aliases=("compression",),
        name="compression",
        type="choices",
        choices=("br", "gz"),
        doc=N_(
            "Compressed forms that are written beside pages, sheets, scripts, data and drawings, for a "
            "host that sends such files as they are ([how](hosting.md#compressed-beforehand)). "
            "Default `[]`: the host compresses by itself."
        ),
        example="[br, gz]",
    ),
    Field(
        key="kartu",
        aliases=("share_cards",),
        name="cards",
        type="choice",
        choices=("terbaru", "semua"),
        doc=N_(
            "Which reports without photo and chart get a picture of their own, which shared links show. "
            "`terbaru` (default): those of this month and the one before; links to older ones show the "
            "unit's picture. `semua`: all, which takes a few milliseconds and 20 KB for each."
        ),
        example="semua",
    ),
    Field(
        key="batas_tahan",
        aliases=("hold_limit",),
        name="hold_limit",
        type="count",
        doc=N_(
            "Percentage of units with held-back files, and of units and pages that would vanish, above "
            "which nothing is published."
        ),
        example="10",
    ),
)
