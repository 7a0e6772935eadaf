"""Problems with documents (L001...), which a text links to (lampiran)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

DOCUMENT: dict[str, ProblemKind] = {
    "L001": ProblemKind(
        severity="error",
        message=N_("this is no PDF document but {reason}, so that it is not published"),
        hint=N_("open it in the program that made it, save or export it as PDF, and put it here"),
        explanation=N_(
            "A name ending in .pdf does not make a file a document: a page of an error, a file that "
            "did not arrive whole, or a program would be downloaded under the city's address. Its "
            "links stand as words until it is replaced."
        ),
        wrong=N_("sk.pdf (the page of an error, saved as PDF)"),
        right=N_("sk.pdf (exported from the word processor)"),
    ),
    "L002": ProblemKind(
        severity="error",
        message=N_("the document is damaged and cannot be read, so that it is not published"),
        hint=N_("open it and save it anew as PDF, or take it from its source once more"),
        explanation=N_(
            "What a program cannot read, many telephones cannot show, and nobody can check it for "
            "personal data. Its links stand as words until it is replaced."
        ),
        wrong=N_("renja.pdf (half of it was uploaded)"),
        right=N_("renja.pdf (the whole file)"),
    ),
    "L003": ProblemKind(
        severity="error",
        message=N_("the document is locked with a password or against copying"),
        hint=N_("save it again without security (File > Export as PDF), and put it here"),
        explanation=N_(
            "A locked document cannot be searched, read aloud or checked for personal data. A lock "
            "against copying keeps nobody from copying it. Its links stand as words until then."
        ),
        wrong=N_("renja.pdf (with a password)"),
        right=N_("renja.pdf (without a password)"),
    ),
    "L004": ProblemKind(
        severity="error",
        message=N_("the document has {reason} in it, so that it is not published"),
        hint=N_(
            "print it to PDF (Print > Save as PDF), which leaves only its pages, and put it here"
        ),
        explanation=N_(
            "Programs, actions and files within documents are how machines are attacked, and citizens "
            "trust what comes from the city's address. Links to pages and addresses may stay."
        ),
        wrong=N_("formulir.pdf (with JavaScript)"),
        right=N_("formulir.pdf (pages alone)"),
    ),
    "L005": ProblemKind(
        severity="error",
        message=N_("the document is too large to be read (pages: {reason}; at most 1,000)"),
        hint=N_("split it, such as by chapters, and link to each part"),
        explanation=N_(
            "What is published is read for personal data first. Citizens find a chapter sooner than "
            "a page among thousands, and pay for each megabyte."
        ),
        wrong=N_("apbd.pdf (4,000 pages)"),
        right="apbd-1.pdf, apbd-2.pdf",
    ),
    "L006": ProblemKind(
        severity="warning",
        message=N_("{count} of {pages} pages are pictures without text, as a scanner makes them"),
        hint=N_(
            "publish the file from which it was printed, or recognize its text (OCR); and look for "
            "personal data yourself"
        ),
        explanation=N_(
            "Pages of pictures cannot be searched or read aloud, and their contents were not checked "
            "for personal data. The document is published."
        ),
        wrong=N_("sk.pdf (scanned)"),
        right=N_("sk.pdf (exported from the word processor)"),
    ),
    "L007": ProblemKind(
        severity="error",
        message=N_("the document has personal data on page {page}: {kind} {found}"),
        hint=N_(
            "delete it in the source, make the PDF anew, and clear its properties and form fields too"
        ),
        explanation=N_(
            "Documents are searched and copied as texts are. `-` in place of a page means its name, "
            "its properties, a remark, a link or a form field. A bar drawn over a number leaves the number in "
            "the file. Links to it stand as words until it is replaced; tell Kominfo, since the "
            "history still has it."
        ),
        wrong=N_("penerima.pdf (a list with NIK)"),
        right=N_("penerima.pdf (counts by RW)"),
    ),
    "L008": ProblemKind(
        severity="warning",
        message=N_("the document shows {kind} {found} on page {page}, none of the unit's"),
        hint=N_("delete it in the source and make the PDF anew, or add a unit's own to `unit.yml`"),
        explanation=N_(
            "Numbers of civil servants, and private telephone numbers and mail addresses, stay online "
            "for years. `-` in place of a page means its name, its properties, a remark, a link or a "
            "form field. The document is published."
        ),
        wrong=N_("undangan.pdf (a private telephone number)"),
        right=N_("undangan.pdf (the number of the unit)"),
    ),
    "L009": ProblemKind(
        severity="warning",
        message=N_("the document `{found}` could not be looked at this time ({reason})"),
        hint=N_("build again; if that does not help, save the document anew or split it"),
        explanation=N_(
            "A document is read for personal data in a process of its own, which was stopped. What is "
            "online of it stays; of a new one the words of the link stand. The next build tries again."
        ),
        wrong=N_("[Renja](renja.pdf) (on a machine without memory)"),
        right="[Renja](renja.pdf)",
    ),
    "L010": ProblemKind(
        severity="error",
        message=N_(
            "the document keeps personal data that no page shows any more: {kind} {found} (seal {seal})"
        ),
        hint=N_(
            "print it to PDF (Print > Save as PDF), which leaves only its pages, and put it here"
        ),
        explanation=N_(
            "Programs that delete or change a page often leave the old one in the file, where anyone "
            "can bring it back. Links to it stand as words until it is replaced; tell Kominfo, since "
            "the history still has it."
        ),
        wrong=N_("penerima.pdf (a page with NIK was deleted in it)"),
        right=N_("penerima.pdf (printed to PDF after that)"),
    ),
    "L011": ProblemKind(
        severity="warning",
        message=N_(
            "the document keeps {kind} {found} that no page shows any more, none of the unit's (seal {seal})"
        ),
        hint=N_(
            "print it to PDF (Print > Save as PDF), which leaves only its pages, and put it here"
        ),
        explanation=N_(
            "Programs that delete or change a page often leave the old one in the file, where anyone "
            "can bring it back. The document is published."
        ),
        wrong=N_("undangan.pdf (a telephone number was deleted in it)"),
        right=N_("undangan.pdf (printed to PDF after that)"),
    ),
    "L012": ProblemKind(
        severity="error",
        message=N_(
            "the document keeps {reason} earlier versions of itself; at most 20 are looked at"
        ),
        hint=N_(
            "print it to PDF (Print > Save as PDF), which leaves only its pages, and put it here"
        ),
        explanation=N_(
            "Each time that some programs save a document they add the changes at its end, and all that "
            "was deleted stays in it. What nobody can look at for personal data is not published."
        ),
        wrong=N_("notulen.pdf (saved thirty times)"),
        right=N_("notulen.pdf (printed to PDF after that)"),
    ),
    "L013": ProblemKind(
        severity="warning",
        message=N_("the document lies where nothing reads it, so it is not published"),
        hint=N_(
            "put it beside the report or page that is to link to it, and link to it there: "
            "`[{title}]({link})`"
        ),
        explanation=N_(
            "Documents are read in `laporan/` and `halaman/`, in any folder in these, and published "
            "together with a text that links to them."
        ),
        wrong="content/kelurahan/dago/data/jadwal.pdf",
        right="content/kelurahan/dago/halaman/jadwal.pdf",
    ),
}
