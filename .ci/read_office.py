"""Reads the report's Word and Excel files with another reader than the one that wrote them, and counts their rows."""

import json
import pathlib
import sys
import xml.etree.ElementTree as tree
import zipfile

report = pathlib.Path(sys.argv[1])
entries = json.loads((report / "summary.json").read_text(encoding="utf-8"))["entries"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(name):
    with zipfile.ZipFile(report / name) as package:
        assert package.testzip() is None, f"{name}: a damaged part"
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                yield part, tree.fromstring(package.read(part))


word_rows = sum(
    len(list(root.iter(WORD + "tr"))) for part, root in parts("chronology.docx") if part == "word/document.xml"
)
sheet_rows = max(
    len(list(root.iter(SHEET + "row"))) for part, root in parts("chronology.xlsx") if "worksheets/sheet" in part
)
print(f"{entries} entries; {word_rows} rows in Word, {sheet_rows} in Excel's longest sheet, headings included")
assert word_rows > entries, "Word holds fewer rows than there are entries"
assert sheet_rows > entries, "Excel holds fewer rows than there are entries"
