"""Problems with pictures (G001..., gambar)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import NAMED, ProblemKind

IMAGE: dict[str, ProblemKind] = {
    "G001": ProblemKind(
        severity="warning",
        message=N_("the picture `{file}` is not there; the folder has {files}"),
        hint=N_("put it beside the file, or correct its name (capitals count)"),
        explanation=N_(
            "The report is published without the picture; it appears by itself as soon as it is there."
        ),
        wrong="![Meja](Posyandu.JPG)",
        right="![Meja](posyandu.jpg)",
        fix=NAMED,
    ),
    "G002": ProblemKind(
        severity="warning",
        message=N_("the picture `{file}` has no text for those who cannot see it"),
        hint=N_("add `alt:` and say in one sentence what the picture shows"),
        explanation=N_(
            "Screen readers read it aloud, and it stands in for the picture on a slow line "
            "(WCAG 2.2, 1.1.1)."
        ),
        wrong="foto: posyandu.jpg",
        right="foto:\n  - berkas: posyandu.jpg\n    alt: Meja timbang balita di balai RW",
    ),
    "G003": ProblemKind(
        severity="warning",
        message=N_("the picture `{file}` lies on another site, so that it is not shown here"),
        hint=N_("save the picture beside this file, and write its name in place of the address"),
        explanation=N_(
            "Pictures of other sites vanish, are slow, and tell those sites who reads the page. In a text "
            "a link stands in its place."
        ),
        wrong="![Peta](https://contoh.id/peta.jpg)",
        right="![Peta](peta.jpg)",
    ),
    "G004": ProblemKind(
        severity="warning",
        message=N_("`{file}` is no picture that can be read ({reason})"),
        hint=N_("open it, and save it again as JPEG or PNG"),
        explanation=N_("The file is damaged or another kind of file with the ending of a picture."),
        wrong=N_("foto.jpg (a renamed document)"),
        right=N_("foto.jpg (saved as JPEG)"),
    ),
    "G005": ProblemKind(
        severity="warning",
        message=N_("the picture is used by no report and no page"),
        hint=N_("name it in `foto: {file}` or in the text, or remove it"),
        explanation=N_("A picture that no page shows is not published."),
        wrong="laporan/2026/sisa.jpg",
        right="foto: sisa.jpg",
    ),
    "G006": ProblemKind(
        severity="warning",
        message=N_("`{file}` has {size} MB; at most {limit} MB are read"),
        hint=N_("make the picture smaller before uploading it"),
        explanation=N_(
            "A photo of a phone has 3 to 8 MB. Until then the page has no picture here."
        ),
        wrong="foto.jpg (60 MB)",
        right="foto.jpg (4 MB)",
    ),
    "G007": ProblemKind(
        severity="warning",
        message=N_("`{file}` is a HEIC photo of an iPhone that cannot be read ({reason})"),
        hint=N_("open it on the phone, and send it again as JPEG, such as through WhatsApp"),
        explanation=N_(
            "HEIC photos are made into pictures that browsers show. This one is damaged, or of a kind "
            "that is not known. The page is published without it."
        ),
        wrong="foto.heic (1 KB)",
        right="foto.heic (2 MB)",
    ),
    "G008": ProblemKind(
        severity="warning",
        message=N_("`{file}` has {pixels} pixels; at most {limit} million are read"),
        hint=N_("make the picture smaller before uploading it"),
        explanation=N_(
            "Pictures of such a size are mostly scans or panoramas, and fill the memory of "
            "the build."
        ),
        wrong="scan.png (12000 x 9000)",
        right="scan.png (2400 x 1800)",
    ),
    "G009": ProblemKind(
        severity="warning",
        message=N_("the picture `{file}` has no words between its brackets"),
        hint=N_("say there what it shows, such as `![Meja timbang balita]({file})`"),
        explanation=N_(
            "Screen readers read these words aloud, and they stand in for the picture on a slow "
            "line (WCAG 2.2, 1.1.1)."
        ),
        wrong="![](posyandu.jpg)",
        right="![Meja timbang balita di balai RW](posyandu.jpg)",
    ),
    "G010": ProblemKind(
        severity="warning",
        message=N_("`{alt}` is the name of a file, and says nothing of what the picture shows"),
        hint=N_("say in one sentence what can be seen"),
        explanation=N_(
            "Read aloud, the name of a file is a row of signs. Editors put it there by themselves."
        ),
        wrong="![IMG-20261103-WA0012](posyandu.jpg)",
        right="![Meja timbang balita di balai RW](posyandu.jpg)",
    ),
    "G012": ProblemKind(
        severity="warning",
        message=N_("the picture `{file}` could not be made ready and is left out: {reason}"),
        hint=N_(
            "build again: it may have been a passing fault; if it happens again, save the picture "
            "anew as JPEG, and report it to Kominfo"
        ),
        explanation=N_(
            "Nothing is known to be wrong with the picture: memory ran out, or the program that "
            "makes it smaller failed. The text is published with a line in its place, and the next "
            "build tries again."
        ),
        wrong="-",
        right="-",
    ),
    "G011": ProblemKind(
        severity="warning",
        message=N_(
            "the picture `{file}` is left out: it is a JPEG of {count} passes, and at most {limit} are read"
        ),
        hint=N_("open it, and save it again as JPEG without the option Progressive"),
        explanation=N_(
            "A progressive JPEG shows the whole picture several times, finer each time; cameras and "
            "programs write about ten passes. A file of thousands would keep the build busy for hours."
        ),
        wrong=N_("foto.jpg (3,000 passes)"),
        right=N_("foto.jpg (saved again)"),
    ),
    "G013": ProblemKind(
        severity="warning",
        message=N_("`{file}` is a kind of picture that is not read"),
        hint=N_("open it, save it as JPEG or PNG beside this file, and write that name here"),
        explanation=N_(
            "Pictures are read from .jpg, .jpeg, .jfif, .png, .webp, .heic and .heif. Others, such as "
            ".tif of a scanner, are shown by few browsers, or may hold programs. The page is published "
            "without it."
        ),
        wrong="foto: peta.svg",
        right="foto: peta.png",
        fix=NAMED,
    ),
    "G014": ProblemKind(
        severity="warning",
        message=N_("the picture lies where nothing reads it, so it is not published"),
        hint=N_(
            "put it beside the report or page that is to show it, and name it there: `foto: {file}`"
        ),
        explanation=N_(
            "Pictures are read in `laporan/` and `halaman/`, in any folder in these. Which text a picture "
            "belongs to, only its author knows."
        ),
        wrong="content/kelurahan/dago/foto/banjir.jpg",
        right="content/kelurahan/dago/laporan/2026/banjir.jpg",
    ),
}
