"""Problems with how keys are written: what the YAML of a file cannot be read as (F001...)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.problems.kind import INSTEAD, ProblemKind

YAML_SLIP: dict[str, ProblemKind] = {
    "F001": ProblemKind(
        severity="error",
        message=N_("the keys cannot be read here: {reason}"),
        hint=N_(
            "look at this line and the one before it: one key per line, a colon and a space "
            "after the key"
        ),
        explanation=N_(
            "Front matter is YAML: each line is a key, a colon, a space and a value. One "
            "slip makes the rest unreadable, so that the file is held back until it is "
            "mended."
        ),
        wrong='judul: "Posyandu Mawar\ntanggal: 2026-11-03',
        right='judul: "Posyandu Mawar"\ntanggal: 2026-11-03',
        fix=INSTEAD,
    ),
    "F002": ProblemKind(
        severity="error",
        message=N_("the file is not UTF-8 text"),
        hint=N_("save it again with the encoding UTF-8 (in Notepad: Save As, Encoding UTF-8)"),
        explanation=N_(
            "Other encodings turn letters into question marks on the page. UTF-8 holds every "
            "letter."
        ),
        wrong=N_("(file saved as ANSI or Windows-1252)"),
        right=N_("(the same file saved as UTF-8)"),
    ),
    "F003": ProblemKind(
        severity="error",
        message=N_("the key `{key}` stands twice; the first one is on line {first}"),
        hint=N_("keep one of the two lines"),
        explanation=N_("Nobody can tell which of the two values was meant, so neither is taken."),
        wrong="judul: Posyandu Mawar\njudul: Posyandu Melati",
        right="judul: Posyandu Mawar",
        spares=True,
    ),
    "F012": ProblemKind(
        severity="error",
        message=N_("`{key}` holds a list or further keys where a text was expected"),
        hint=N_("write one text after `{key}:`"),
        explanation=N_(
            "Indentation turns the following lines into parts of this key. Lines of the same "
            "level must begin in the same column."
        ),
        wrong="judul:\n  Posyandu: Mawar",
        right="judul: Posyandu Mawar",
        spares=True,
    ),
    "F013": ProblemKind(
        severity="error",
        message=N_("`{found}` stands where a value begins; no value may begin with * & or !"),
        hint=N_("write the value itself; put it in quotes when it begins with & * or !"),
        explanation=N_(
            "Anchors, aliases and tags can copy and change values unseen. Nobody needs them "
            "in a report."
        ),
        wrong="judul: *Penting* posyandu buka",
        right="judul: Penting posyandu buka",
        fix=INSTEAD,
    ),
    "F014": ProblemKind(
        severity="error",
        message=N_("the keys take {size} KB; at most {limit} KB are read"),
        hint=N_("move long texts below the second `---` line"),
        explanation=N_("The keys are a short description; the report itself belongs below them."),
        wrong=N_("ringkasan: (a whole report)"),
        right=N_("ringkasan: (one sentence)"),
    ),
    "F015": ProblemKind(
        severity="error",
        message=N_("the keys are nested deeper than {limit} levels"),
        hint=N_("write simple lines such as `judul: Posyandu Mawar`"),
        explanation=N_(
            "Nothing in a report needs so many levels; mostly an indentation has slipped."
        ),
        wrong="a:\n  b:\n    c:\n      d: ...",
        right="a: ...",
    ),
    "F016": ProblemKind(
        severity="error",
        message=N_("a second `---` section begins inside the keys"),
        hint=N_("keep one section of keys between two `---` lines"),
        explanation=N_("A file has one section of keys at its top."),
        wrong="---\njudul: A\n---\n---\ntanggal: 2026-11-03\n---",
        right="---\njudul: A\ntanggal: 2026-11-03\n---",
    ),
    "F017": ProblemKind(
        severity="error",
        message=N_(
            "a colon or a quotation mark stands inside a value that has no quotes around it"
        ),
        hint=N_('put the whole value in quotes, such as `judul: "Kerja bakti: saluran lancar"`'),
        explanation=N_(
            "A colon followed by a space begins a new key, and a quotation mark ends a quoted value. "
            "Quotes around the whole say that they belong to the text."
        ),
        wrong="judul: Kerja bakti: warga RW 04 turun tangan",
        right='judul: "Kerja bakti: warga RW 04 turun tangan"',
        fix=N_("put the whole value in quotes: `{line}`"),
    ),
    "F018": ProblemKind(
        severity="error",
        message=N_("here stands a tab, or a sign that has a special meaning"),
        hint=N_("use spaces instead of tabs, and quotes around a value that begins with @ ` or %"),
        explanation=N_("Tabs have different widths in different programs, so YAML refuses them."),
        wrong="	judul: Posyandu",
        right="judul: Posyandu",
        fix=INSTEAD,
    ),
    "F019": ProblemKind(
        severity="error",
        message=N_("this line is no key with its value"),
        hint=N_(
            "write a key, a colon, a space and the value, such as `judul: Posyandu Mawar`, or join the "
            "line with the one above"
        ),
        explanation=N_("Every line between the `---` lines is a key with its value."),
        wrong="tanggal: 2026-11-03\njudul Posyandu Mawar",
        right="tanggal: 2026-11-03\njudul: Posyandu Mawar",
        fix=INSTEAD,
    ),
    "F024": ProblemKind(
        severity="error",
        message=N_("the file holds an unfinished merge (`{found}`)"),
        hint=N_(
            "choose one of the two versions, and remove the lines with <<<<<<<, ======= and >>>>>>>"
        ),
        explanation=N_(
            "Two people changed the same lines, and git left both for somebody to decide."
        ),
        wrong="<<<<<<< HEAD\njudul: A\n=======\njudul: B\n>>>>>>> main",
        right="judul: A",
    ),
    "F025": ProblemKind(
        severity="error",
        message=N_("the keys are not closed: the second `---` line is missing"),
        hint=N_("put a line `---` after the last key"),
        explanation=N_("The keys stand between two lines of three hyphens; the text follows."),
        wrong="---\njudul: Posyandu Mawar\n\nPosyandu dibuka pukul 8.",
        right="---\njudul: Posyandu Mawar\n---\n\nPosyandu dibuka pukul 8.",
        fix=N_("put a line `{below}` below this one"),
    ),
    "F026": ProblemKind(
        severity="error",
        message=N_("there is a list or a sentence where keys should be"),
        hint=N_("write lines such as `judul: Posyandu Mawar`"),
        explanation=N_("Every line between the `---` lines is a key with its value."),
        wrong="---\nPosyandu Mawar\n---",
        right="---\njudul: Posyandu Mawar\n---",
    ),
    "F030": ProblemKind(
        severity="warning",
        message=N_("what stands after ` #` in `{key}` was not read"),
        hint=N_("put the whole value in quotes when the # belongs to it"),
        explanation=N_(
            "A space and a # begin a remark that no reader sees. A sentence with a hashtag is cut there."
        ),
        wrong="ringkasan: Warga ikut lomba #BersihItuSehat",
        right='ringkasan: "Warga ikut lomba #BersihItuSehat"',
        fix=INSTEAD,
    ),
    "F031": ProblemKind(
        severity="error",
        message=N_("the file does not begin with a line `---` and its keys"),
        hint=N_("put these lines above the text: `---`, then `{example}`, then `---`"),
        explanation=N_(
            "Title and date stand between two lines of three hyphens at the top of the file. "
            "`sitegen new laporan` makes a file that has them."
        ),
        wrong="Posyandu dibuka pukul 8.",
        right="---\njudul: Posyandu Mawar layani 84 balita\n---\n\nPosyandu dibuka pukul 8.",
        fix=N_("put these lines above the text; correct the title if it does not fit:\n{above}"),
    ),
    "F032": ProblemKind(
        severity="error",
        message=N_("`{key}` is taken for a key: in a mapping a comma ends a value"),
        hint=N_("write a decimal number with a dot, such as `1.2`, or in quotes"),
        explanation=N_(
            "Between braces, commas stand between one key and the next, so that `1,2` is the number 1 "
            "and a key 2. The limit would be another one without a word."
        ),
        wrong="syarat: {minimal: 0, maksimal: 1,2}",
        right="syarat: {minimal: 0, maksimal: 1.2}",
        fix=INSTEAD,
    ),
    "F033": ProblemKind(
        severity="error",
        message=N_(
            "`{found}` is not the line of three hyphens (`---`) between which the keys stand"
        ),
        hint=N_("write `---` in its place"),
        explanation=N_(
            "Word and phones turn three hyphens into a dash, which looks much the same. Only three "
            "hyphens, alone on their line, begin and end the keys."
        ),
        wrong="\u2014\u2014\u2014\njudul: Posyandu Mawar\n\u2014\u2014\u2014",
        right="---\njudul: Posyandu Mawar\n---",
        fix=INSTEAD,
    ),
    "F034": ProblemKind(
        severity="error",
        message=N_("`{key}` was cut at ` #`, so that its end is missing"),
        hint=N_('put the whole value in quotes, such as `{key}: "Kerja bakti RW #04"`'),
        explanation=N_(
            "A space and a # begin a remark that no reader sees. A title of which half is missing says "
            "something else than its author, so that it is not shown."
        ),
        wrong="judul: Kerja bakti RW #04 selesai",
        right='judul: "Kerja bakti RW #04 selesai"',
        fix=INSTEAD,
    ),
}
