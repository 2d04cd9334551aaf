"""Made-up files of the shapes that analysts have: PDF pages, exports, and hostile ones."""

import io
import zipfile

import docx

TALKS = (
    "The harbour minister said on Monday that the northern port would open again next week.\n\n"
    "“Nobody wants another strike,” she told reporters. The union did not answer questions."
)
STRIKE = (
    "Dockers of the northern port stopped work on Tuesday, the union said in a statement.\n\n"
    "The ministry denied that the talks had failed and called the strike unlawful."
)
NEXIS_HEAD = (
    "User Name: = A. Reader\nDate and Time: = Friday, December 5, 2025 9:00:00 AM CET\n"
    "Job Number: = 123456789\nDocuments (2)\n1. Harbour talks resume\nClient/Matter: -None-\n"
    "2. Dockers walk out\nClient/Matter: -None-\nSearch Type: Terms and Connectors\n"
)


def nexis_uni(break_="\n"):
    """Two articles as Nexis Uni exports them, cover page first."""
    articles = [
        ("Harbour talks resume", "The Daily Gull (Northport)", "November 28, 2025 Friday", TALKS),
        ("Dockers walk out", "Tide Wire", "November 30, 2025 Sunday 9:30 AM GMT", STRIKE),
    ]
    return NEXIS_HEAD.replace("\n", break_) + break_.join(
        break_.join(
            [
                title,
                outlet,
                day,
                f"Copyright 2025 {outlet} All Rights Reserved",
                "Section: NEWS; Pg. 4",
                "Length: 38 words",
                "Byline: Ada Quill",
                "Body",
                body.replace("\n\n", break_),
                "Classification",
                "Language: ENGLISH",
                "Publication-Type: Newspaper",
                "Load-Date: December 1, 2025",
                "End of Document",
            ]
        )
        for title, outlet, day, body in articles
    )


def old_nexis():
    """Two articles as the older Nexis wrote them into one text file."""
    return "".join(
        f"\n\n                               {n} of 2 DOCUMENTS\n\n\n"
        f"                                 {outlet}\n\n"
        f"                            {day}\n\n{title}\n\nBYLINE: Ada Quill\n\n"
        "SECTION: NEWS; Pg. 4\n\n"
        f"LENGTH: 38 words\n\n\n{body}\n\nLOAD-DATE: December 1, 2025\n\nLANGUAGE: ENGLISH\n\n"
        "PUBLICATION-TYPE: Newspaper\n\n\n                      Copyright 2025 Tide Wire\n"
        for n, outlet, day, title, body in [
            (1, "The Daily Gull", "November 28, 2025 Friday", "Harbour talks resume", TALKS),
            (2, "Tide Wire", "November 30, 2025 Sunday", "Dockers walk out", STRIKE),
        ]
    )


def factiva():
    """Two articles as Factiva shows them, and its search summary."""
    return (
        "\n\n".join(
            f"World News\n{title}\nBy Ada Quill\n38 words\n{day}\n08:30\n{outlet}\n{code}\n"
            f"English\n"
            f"Copyright 2025. {outlet}.\n\n{body}\n\nDocument {code}000020251128elbs0000{n}"
            for n, (title, day, outlet, code, body) in enumerate(
                [
                    ("Harbour talks resume", "28 November 2025", "The Daily Gull", "GULL", TALKS),
                    ("Dockers walk out", "30 November 2025", "Tide Wire", "TIDE", STRIKE),
                ]
            )
        )
        + "\n\nSearch Summary\nText\tharbour\nDate\tIn the last month\n"
        "© 2025 Factiva, Inc. All rights reserved."
    )


def factiva_coded(cell="\t"):
    """The same with a code before each field."""
    return "\n\n".join(
        "\n".join(
            f"{code}{cell}{value}"
            for code, value in [
                ("HD", title),
                ("BY", "By Ada Quill"),
                ("WC", "38 words"),
                ("PD", day),
                ("SN", outlet),
                ("SC", "GULL"),
                ("LA", "English"),
                ("CY", f"Copyright 2025. {outlet}."),
                ("LP", body.split("\n\n")[0]),
                ("TD", body.split("\n\n")[1]),
                ("NS", "gcat : Political/General News"),
                ("AN", f"Document GULL000020251128elbs0000{n}"),
            ]
        )
        for n, (title, day, outlet, body) in enumerate(
            [
                ("Harbour talks resume", "28 November 2025", "The Daily Gull", TALKS),
                ("Dockers walk out", "30 November 2025", "Tide Wire", STRIKE),
            ]
        )
    )


def rtf(text):
    """A text as rich text, with a link as word processors write one."""
    body = "".join(
        c if c.isascii() and c not in "\\{}\n" else "\\par\n" if c == "\n" else f"\\u{ord(c)}?"
        for c in text
    )
    link = r'{\field{\*\fldinst{HYPERLINK "http://example.org/x"}}{\fldrslt{}}}'
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 "
    return f"{head}{link}{body}}}".encode("ascii")


def word(text, title=None):
    """A text as a Word file, a paragraph a line."""
    file, out = docx.Document(), io.BytesIO()
    file.core_properties.title = title or ""
    for line in text.split("\n"):
        file.add_paragraph(line)
    file.save(out)
    return out.getvalue()


def zip_bomb(size=400_000_000):
    """A Word file of half a megabyte whose text unpacks to hundreds."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(size // 10_000_000):
            part.write(b" " * 10_000_000)
    return out.getvalue()


def pdf(pages, extra=""):
    """A PDF written by hand; a page is a list of lines, or of (x, y, text) where each stands."""
    streams = []
    for page in pages:
        placed = [
            line if isinstance(line, tuple) else (50, 780 - 14 * n, line)
            for n, line in enumerate(page)
        ]
        streams.append(" ".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in placed))
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for n, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for n, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010} 00000 n \n" for offset in offsets).encode())
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra}>>\nstartxref\n{start}\n%%EOF"
    out.write(end.encode())
    return out.getvalue()
