"""Problems with the city's own tables: public information, requests, complaints (S069...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import ProblemKind

CITY_TABLE: dict[str, ProblemKind] = {
    "S069": ProblemKind(
        severity="error",
        message=N_("the table `{path}` of the city cannot be read: {reason}"),
        hint=N_("save it as CSV in UTF-8, beginning with this row: {head}"),
        explanation=N_(
            "The city's own tables in `data/` add what no unit's file says: the register of public "
            "information, holidays, requests, complaints. The pages of units are made without them too."
        ),
        wrong=N_("(a workbook renamed to .csv)"),
        right="unit,ringkasan,klasifikasi",
    ),
    "S071": ProblemKind(
        severity="error",
        message=N_("this row does not say what the information is about"),
        hint=N_("write it in the column `ringkasan`, or remove the row"),
        explanation=N_("The summary is what people look for in the register."),
        wrong="kelurahan/dago,,setiap-saat",
        right="kelurahan/dago,Arsip surat keterangan 2025,setiap-saat",
    ),
    "S072": ProblemKind(
        severity="error",
        message=N_("`{found}` is no class of public information"),
        hint=N_("write one of these: {allowed}"),
        explanation=N_("UU 14/2008 knows these classes (articles 9, 10, 11 and 17)."),
        wrong="kelurahan/dago,Arsip surat keterangan,terbuka",
        right="kelurahan/dago,Arsip surat keterangan,setiap-saat",
    ),
    "S073": ProblemKind(
        severity="error",
        message=N_("information is called exempt without the result of the test"),
        hint=N_(
            "write in the column `hasil_uji` what the test found and on which article it rests, or "
            "choose another class"
        ),
        explanation=N_(
            "Information is exempt only after a careful test of the consequences of publishing it "
            "(UU 14/2008, articles 17 and 19)."
        ),
        wrong="kelurahan/dago,Data warga miskin by name,dikecualikan,,,,",
        right="kelurahan/dago,Data warga miskin by name,dikecualikan,,,,Pasal 17 huruf h: rahasia pribadi",
    ),
    "S074": ProblemKind(
        severity="error",
        message=N_("exempt information has an address: `{found}`"),
        hint=N_("empty the column `tautan` of this row, and take what is there offline"),
        explanation=N_("The register names exempt information without its content."),
        wrong="kelurahan/dago,Data warga,dikecualikan,,,https://drive.contoh/x,Pasal 17 huruf h",
        right="kelurahan/dago,Data warga,dikecualikan,,,,Pasal 17 huruf h",
    ),
    "S075": ProblemKind(
        severity="error",
        message=N_("the cell `tautan` has `{found}`, which is no address"),
        hint=N_(
            "write one that begins with https:// or, on this site, with /; or leave the cell empty"
        ),
        explanation=N_("People open the information from the register."),
        wrong="kelurahan/dago,Peraturan,setiap-saat,,,jdih.kota.example,",
        right="kelurahan/dago,Peraturan,setiap-saat,,,https://jdih.kota.example,",
    ),
    "S076": ProblemKind(
        severity="error",
        message=N_("the first row of `{path}` lacks the columns {columns}"),
        hint=N_("write this as its first row: {head}"),
        explanation=N_(
            "The names in the first row say what each column is; their order does not matter."
        ),
        wrong="ringkasan,klasifikasi",
        right="unit,ringkasan,klasifikasi",
    ),
    "S077": ProblemKind(
        severity="error",
        message=N_("`{found}` is no day"),
        hint=N_("write it as year-month-day, such as 2026-12-25"),
        explanation=N_("The other rows of the file count; this one does not."),
        wrong="25/12/2026,Hari Natal",
        right="2026-12-25,Hari Natal",
    ),
    "S078": ProblemKind(
        severity="error",
        message=N_("`{found}` in the column `{column}` is no number"),
        hint=N_("write a number in digits, such as 12; 0 if there was none"),
        explanation=N_(
            "Requests for information and complaints are published as counts, which are added up."
        ),
        wrong="2025,skpd/dinkes,belasan,3,1,0",
        right="2025,skpd/dinkes,12,3,1,0",
    ),
    "S079": ProblemKind(
        severity="error",
        message=N_("{answered} answers are more than the {received} requests that were received"),
        hint=N_("compare `diterima` with the sum of `dikabulkan`, `sebagian` and `ditolak`"),
        explanation=N_("Each request is granted, granted in part, refused or not answered yet."),
        wrong="2025,skpd/dinkes,3,3,1,0",
        right="2025,skpd/dinkes,4,3,1,0",
    ),
    "S080": ProblemKind(
        severity="error",
        message=N_("`{found}` is no month of a year"),
        hint=N_("write the year with four digits and the month as a number from 1 to 12"),
        explanation=N_("Complaints are counted by the month in which they were received."),
        wrong="skpd/dishub,2026,13,18,6,9,15,18,0,2026-11-16",
        right="skpd/dishub,2026,10,18,6,9,15,18,0,2026-11-16",
    ),
    "S081": ProblemKind(
        severity="error",
        message=N_("`{column}` has {found}, which is more than `{other}` with {most}"),
        hint=N_(
            "compare the two columns: each deadline includes the shorter ones, and what is open has no answer"
        ),
        explanation=N_(
            "What was answered within 3 days was answered within 5 too. What is open is at most what is left "
            "of all that was received."
        ),
        wrong="skpd/dishub,2026,10,18,9,6,15,18,0,2026-11-16",
        right="skpd/dishub,2026,10,18,6,9,15,18,0,2026-11-16",
    ),
    "S082": ProblemKind(
        severity="error",
        message=N_("`{unit}` has two rows for {month}; the first one is row {row}"),
        hint=N_("keep one of the two rows, with the counts of the whole month"),
        explanation=N_(
            "The first row counts. Two rows would be added up, and nobody knows whether they should be."
        ),
        wrong="(skpd/dishub,2026,10 twice)",
        right="(skpd/dishub,2026,10 once)",
    ),
    "S083": ProblemKind(
        severity="error",
        message=N_("complaints of {month} cannot have been counted on `{found}` already"),
        hint=N_(
            "write in the column `per` the day on which the row was counted, such as 2026-11-16"
        ),
        explanation=N_(
            "That day says for which complaints the time to answer is over. The others are in no share."
        ),
        wrong="skpd/dishub,2026,10,18,6,9,15,18,0,2026-09-30",
        right="skpd/dishub,2026,10,18,6,9,15,18,0,2026-11-16",
    ),
}
