"""Problems with reports that are correct but hardly worth reading (R001...); all are warnings."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

REPORT: dict[str, ProblemKind] = {
    "R001": ProblemKind(
        severity="warning",
        message=N_("`{found}` contradicts itself: {date} is `{weekday}`"),
        hint=N_("correct the day or the date"),
        explanation=N_(
            "One of the two is wrong, and readers who want to come do not know which. Dates "
            "without a year are checked when they lie within 90 days of the report."
        ),
        wrong="Loket tutup Senin, 28 November 2024.",
        right="Loket tutup Kamis, 28 November 2024.",
    ),
    "R002": ProblemKind(
        severity="warning",
        message=N_("`{found}` is left from a template"),
        hint=N_("write what is true here in its place, or remove it"),
        explanation=N_(
            "Templates come with words that stand for those of the author. On a page of a city "
            "they look as if nobody had read it."
        ),
        wrong="Your page content goes here.",
        right="Posyandu Mawar menimbang 84 balita.",
    ),
    "R003": ProblemKind(
        severity="warning",
        message=N_("the whole report is one sentence"),
        hint=N_("tell also for whom it was, with what result, and what follows"),
        explanation=N_(
            "One sentence says that something took place. Readers ask what it was good for. "
            "Announcements may be as short as they like."
        ),
        wrong="Kepala dinas menjadi narasumber di hotel.",
        right="Kader 12 posyandu belajar mengukur tinggi balita. Mulai Desember mereka ...",
    ),
    "R004": ProblemKind(
        severity="warning",
        message=N_("the title is written in capitals"),
        hint=N_("write `{suggestion}`; check the names in it"),
        explanation=N_(
            "Capitals throughout are slow to read, and names and abbreviations no longer stand out."
        ),
        wrong="judul: KERJA BAKTI WARGA RW 04",
        right="judul: Kerja bakti warga RW 04",
    ),
    "R005": ProblemKind(
        severity="warning",
        message=N_(
            "the activity was on {event}, and the report came out {days} days later, on {out}"
        ),
        hint=N_("report within {limit} days; correct `tanggal_kegiatan` if it is mistyped"),
        explanation=N_(
            "News of last year helps nobody. The day on which a report came out is `tanggal`, or "
            "the day on which git saw the file first, if that is later. Reports older than the "
            "unit's first file count by `tanggal` alone."
        ),
        wrong="tanggal_kegiatan: 2024-11-12\ntanggal: 2025-11-18",
        right="tanggal_kegiatan: 2025-11-12\ntanggal: 2025-11-18",
    ),
    "R006": ProblemKind(
        severity="warning",
        message=N_("this link leads into a private store (`{host}`)"),
        hint=N_("put the document beside this file and link to it: `[Renja](renja.pdf)`"),
        explanation=N_(
            "Such links ask for an account, stop working when their owner moves, and tell another "
            "company who reads. Public information stays public beside the page."
        ),
        wrong="[SOP](https://drive.google.com/file/d/...)",
        right="[SOP](sop.pdf)",
    ),
    "R007": ProblemKind(
        severity="warning",
        message=N_("{meetings} of the {total} reports of a year are about meetings"),
        hint=N_("report what came of them: services, works, help for citizens"),
        explanation=N_(
            "Citizens want to know what was done, not who met. Counted are the reports of the "
            "year before the newest one, from ten on."
        ),
        wrong="jenis: rapat",
        right="jenis: layanan",
    ),
    "R008": ProblemKind(
        severity="warning",
        message=N_(
            "its page is sent in {size} KB, mostly {reason}; more than {limit} KB is slow to open"
        ),
        hint=N_(
            "show fewer charts or sum up their figures, put long tables and lists into a dataset, or "
            "split the text"
        ),
        explanation=N_(
            "Many people open the page on a cheap phone and pay for each megabyte. It is published all "
            "the same; pictures beside it do not count. Compressed, as it is sent, a text has 14 KB and a "
            "dataset 20 KB."
        ),
        wrong=N_("(a report with twenty charts of 2,000 points)"),
        right=N_("(a report with the three charts that it speaks of)"),
    ),
    "R009": ProblemKind(
        severity="warning",
        message=N_("`penting: ya` does not say until when, so no banner leads to this notice"),
        hint=N_("add the line `sampai: {example}` with the last day of the notice"),
        explanation=N_(
            "A banner that nobody takes down is soon read by nobody. With `sampai` it stands on the "
            "pages of the unit and of its kecamatan, and goes by itself on the day after. The page of "
            "the notice stays, and says that it is over."
        ),
        wrong="penting: ya",
        right="penting: ya\nsampai: 2026-12-01",
    ),
    "R010": ProblemKind(
        severity="warning",
        message=N_("`sampai: {found}` had passed when this notice came out, so that it is over"),
        hint=N_("write the last day of the notice, such as `sampai: {example}`"),
        explanation=N_(
            "The day of `sampai` is the last one on which the notice is in force, that day included. "
            "A notice comes out on its `tanggal`, or on the day on which git first has its file if "
            "that is later."
        ),
        wrong="tanggal: 2026-11-20\nsampai: 2026-11-02",
        right="tanggal: 2026-11-20\nsampai: 2026-12-02",
    ),
    "R011": ProblemKind(
        severity="warning",
        message=N_("the title has {length} characters; from {limit} on, lists and links cut it"),
        hint=N_("say in it what happened, and the rest in `ringkasan`"),
        explanation=N_(
            "A title stands in lists, in search results and in shared links, where there is room for "
            "one line or two."
        ),
        wrong=N_("judul: (three sentences)"),
        right="judul: Posyandu Mawar layani 84 balita",
    ),
    "R012": ProblemKind(
        severity="warning",
        message=N_("the report has {count} topics; one to {limit} say what it is about"),
        hint=N_("keep the {limit} that matter most"),
        explanation=N_("With many topics a report stands in lists where nobody looks for it."),
        wrong="topik: [kesehatan, keluarga, sosial, pendidikan, pangan]",
        right="topik: [kesehatan, keluarga]",
    ),
    "R016": ProblemKind(
        severity="warning",
        message=N_(
            "a clarification says what goes round (`klaim`) and what is true (`fakta`); `{missing}` is missing"
        ),
        hint=N_("fill in the line `{missing}: ` with one or two sentences, or add it"),
        explanation=N_(
            "Both stand side by side at the top of the page and in the city's list of clarifications, so that "
            "nobody takes the claim for the news. Without one of them the report is published as any other."
        ),
        wrong=N_("jenis: klarifikasi\nklaim: Puskesmas Contoh tutup"),
        right=N_(
            "jenis: klarifikasi\nklaim: Puskesmas Contoh tutup\nfakta: Puskesmas Contoh buka seperti biasa"
        ),
    ),
}
