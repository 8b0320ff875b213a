"""The sheets of our HTCDS workbook say what our tables say. Usage: htcds.py FOLDER"""

import csv
import pathlib
import re
import sys

import openpyxl

folder = pathlib.Path(sys.argv[1])
workbook = openpyxl.load_workbook(folder / "workbook.xlsx", read_only=True)
checked = 0
for sheet in workbook.worksheets:
    name = re.sub(r"[^a-z0-9]+", "_", sheet.title.lower())
    path = folder / f"{name}.csv"
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    if not path.exists():
        assert len(rows) == 1, sheet.title
        continue
    with open(path, newline="", encoding="utf-8") as file:
        table = list(csv.reader(file))
    plain = [[cell[1:] if cell.startswith("'") else cell for cell in row] for row in table]
    width = len(plain[0])
    # Workbooks know one kind of line end.
    same = lambda cell: cell.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "\n")
    assert [[same(c) for c in row] for row in plain] == [
        [same(c) for c in (row + [""] * width)[:width]] for row in rows
    ], sheet.title
    checked += 1
print(f"openpyxl read {checked} sheets")
