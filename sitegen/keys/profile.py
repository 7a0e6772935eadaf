"""Keys of a unit's profile (`unit.yml`)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.keys.common import REVIEW_FIELD, TOPICS_FIELD
from sitegen.keys.field import Field
from sitegen.keys.report import PHOTO_FIELDS

SERVICE_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama",
        name="name",
        type="text",
        required=True,
        doc=N_("Name of the service."),
        example="Surat keterangan domisili usaha",
    ),
    Field(
        key="alias",
        aliases=("nama_lain",),
        name="other_names",
        type="names",
        doc=N_("Other words under which people look for it: one, or a list."),
        example="[KTP contoh hilang, KTP contoh rusak]",
    ),
    Field(
        key="tentang",
        name="about",
        type="text",
        doc=N_("One or two sentences: what the service is and for whom."),
        example="Keterangan bahwa suatu usaha beralamat di kelurahan ini.",
    ),
    TOPICS_FIELD,
    Field(
        key="syarat",
        name="requirements",
        type="names",
        doc=N_("What to bring: one text, with semicolons between several things, or a list."),
        example="Pengantar RT/RW, fotokopi KTP",
    ),
    Field(
        key="waktu",
        name="duration",
        type="text",
        doc=N_("How long it takes."),
        example="1 hari",
    ),
    Field(key="biaya", name="fee", type="text", doc=N_("What it costs."), example="Gratis"),
    Field(
        key="tempat",
        name="place",
        type="text",
        doc=N_("Where it is given, if not at the unit's address."),
        example="Loket 2, lantai 1",
    ),
    Field(
        key="jam",
        name="hours",
        type="text",
        doc=N_("When it is given, if not during the unit's opening hours."),
        example="Senin-Kamis 08.05-11.55",
    ),
    Field(
        key="langkah",
        name="steps",
        type="names",
        doc=N_("What to do, step by step: a list."),
        example="[Ambil nomor antrean, Serahkan berkas di loket]",
    ),
    Field(
        key="dasar_hukum",
        name="legal_base",
        type="names",
        doc=N_("Regulations that the service rests on: one, or a list."),
        example="Peraturan Daerah Kota Contoh Nomor 0 Tahun 2000",
    ),
    Field(
        key="tautan",
        name="link",
        type="text",
        doc=N_("Page to read more or to apply."),
        example="https://layanan.kota.example",
    ),
    Field(
        key="slug",
        name="slug",
        type="text",
        doc=N_("Last part of the address of its page; by default from its name."),
        example="domisili-usaha",
    ),
    REVIEW_FIELD,
)

PAUSE_FIELDS: tuple[Field, ...] = (
    Field(
        key="alasan",
        aliases=("reason",),
        name="reason",
        type="text",
        required=True,
        doc=N_("The reason, in one sentence."),
        example="Kantor direnovasi.",
    ),
    Field(
        key="sejak",
        aliases=("since",),
        name="since",
        type="date",
        required=True,
        doc=N_("The day from which it is so."),
        example="2026-10-01",
    ),
)
UNIT_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama_pendek",
        name="short_name",
        type="text",
        doc=N_("Short name for narrow places."),
        example="Contoh Jaya",
    ),
    Field(
        key="tentang",
        name="about",
        type="text",
        doc=N_("Two or three sentences: what the unit does and for whom."),
        example="Kelurahan Contoh Jaya melayani warga di 13 RW.",
    ),
    Field(
        key="alamat",
        name="address",
        type="text",
        doc=N_("Address."),
        example="Jalan Contoh 10",
    ),
    Field(
        key="jam_layanan",
        name="hours",
        type="text",
        doc=N_("Opening hours."),
        example="Senin-Jumat 08.05-15.55",
    ),
    Field(
        key="kepala",
        name="head",
        type="mapping",
        doc=N_("Head of the unit."),
        example="{jabatan: Lurah}",
        fields=(
            Field(
                key="jabatan",
                name="title",
                type="text",
                doc=N_("Office."),
                example="Lurah",
            ),
            Field(key="nama", name="name", type="text", doc=N_("Name."), example=""),
        ),
    ),
    Field(
        key="telepon",
        name="phone",
        type="telephones",
        doc=N_("Telephone."),
        example="(022) 555-0104",
    ),
    Field(
        key="whatsapp",
        name="whatsapp",
        type="chats",
        doc=N_("WhatsApp number."),
        example="",
    ),
    Field(
        key="email",
        aliases=("surel",),
        name="email",
        type="mails",
        doc=N_("E-mail address."),
        example="mekarsari@kota.example",
    ),
    Field(
        key="situs",
        name="website",
        type="web",
        doc=N_("Own web site."),
        example="https://...",
    ),
    Field(
        key="media_sosial",
        name="social",
        type="accounts",
        doc=N_("Accounts by network."),
        example="{instagram: kel.mekarsari}",
    ),
    Field(
        key="ppid",
        name="ppid",
        type="pairs",
        doc=N_("The unit's officer for public information (PPID): pejabat, alamat, jam, ..."),
        example="{pejabat: Sekretaris Kelurahan Contoh Jaya}",
    ),
    Field(
        key="warna",
        aliases=("colour", "color"),
        name="colour",
        type="colour",
        doc=N_(
            "The unit's own colour, in quotation marks: its tile, and its picture for shared links."
        ),
        example='"#8a1538"',
    ),
    Field(
        key="logo",
        name="logo",
        type="text",
        doc=N_("File of its logo beside `unit.yml`, SVG or PNG, in place of the letters."),
        example="logo-contoh.svg",
    ),
    Field(
        key="foto_kantor",
        aliases=("office_photo",),
        name="office",
        type="mapping",
        doc=N_("Photo of its office beside `unit.yml`, over the contact details."),
        example="{berkas: kantor.jpg, alt: Kantor dari Jalan Contoh}",
        fields=PHOTO_FIELDS,
    ),
    Field(
        key="jeda",
        aliases=("pause",),
        name="pause",
        type="mapping",
        doc=N_(
            "Why there are no reports for a while, and since when; the monitor says so beside the figures."
        ),
        example="{alasan: Kantor direnovasi, sejak: 2026-10-01}",
        fields=PAUSE_FIELDS,
    ),
    Field(
        key="layanan",
        name="services",
        type="mappings",
        doc=N_("Public services."),
        fields=SERVICE_FIELDS,
        example="- nama: ...",
    ),
)
