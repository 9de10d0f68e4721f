"""Reading the tables that schools keep in spreadsheets, and writing them safely."""

import csv
import io
import re
from typing import NamedTuple

DELIMITERS = (',', ';', '\t')
BOM = '\ufeff'

#: what a spreadsheet takes for a formula; with apostrophes before it, so that undoing is exact
FORMULA = re.compile(r"'*[=+\-@\t\r]")
QUOTED_FORMULA = re.compile(r"''*[=+\-@\t\r]")


class Row(NamedTuple):
    """A row of a table.

    :param int number: as the spreadsheet counts: the header is row 1
    :param dict cells: text by column
    :param bool overlong: whether it has cells without a header
    :param bool unclosed: whether its quotation mark is never closed
    """

    number: int
    cells: dict
    overlong: bool = False
    unclosed: bool = False


class Table(NamedTuple):
    """A table: the names of its columns as they stand, and its rows that are not empty."""

    columns: list
    rows: list


def read_table(data, known_columns):
    """Return the table in a CSV file.

    UTF-8 with or without BOM; commas, semicolons or tabs, by which of them the header makes sense;
    any line ends; line breaks within quotation marks.

    :param bytes data: the file
    :param known_columns: names of columns, to tell the delimiter by
    :raise UnicodeDecodeError: when it is not UTF-8
    :raise csv.Error: when a cell is longer than any text we keep

    >>> read_table(b'Email;name\\r\\n\\r\\na@x.io;"Al\\nB"\\r\\n', ['email', 'name']).rows
    [Row(number=3, cells={'email': 'a@x.io', 'name': 'Al\\nB'}, overlong=False, unclosed=False)]
    """
    text = data.decode('utf-8').removeprefix(BOM)
    delimiter = _sniff(text, known_columns)
    file = io.StringIO(text, newline='')
    records = list(csv.reader(file, delimiter=delimiter, skipinitialspace=True))
    header = [_normalize(cell) for cell in records[0]] if records else []
    rows = [
        Row(
            number,
            {name: undo_safe_cell(cell) for name, cell in zip(header, cells, strict=False)},
            overlong=any(cell.strip() for cell in cells[len(header) :]),
        )
        for number, cells in enumerate(records[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    if rows and text.count('"') % 2 and any('\n' in cell for cell in rows[-1].cells.values()):
        rows[-1] = rows[-1]._replace(unclosed=True)
    return Table(header, rows)


def _normalize(name):
    """Return the name of a column: ``Class Name`` is ``class_name``."""
    return '_'.join(name.strip().lower().split())


def _sniff(text, known_columns):
    """Return the delimiter that makes most sense of the header."""

    def count_known(delimiter):
        header = next(csv.reader(io.StringIO(text, newline=''), delimiter=delimiter), [])
        return len({_normalize(cell) for cell in header}.intersection(known_columns))

    return max(DELIMITERS, key=count_known)


def safe_cell(text):
    """Return a text that no spreadsheet takes for a formula.

    >>> safe_cell('=1+1'), safe_cell("'=1+1"), safe_cell('a=b')
    ("'=1+1", "''=1+1", 'a=b')
    """
    return f"'{text}" if FORMULA.match(text) else text


def undo_safe_cell(text):
    """Return what `safe_cell` was given.

    >>> undo_safe_cell("'=1+1"), undo_safe_cell("''=1+1"), undo_safe_cell("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if QUOTED_FORMULA.match(text) else text


def write_table(columns, rows):
    """Return a CSV file as bytes: UTF-8 with BOM, for spreadsheets to read names in any script.

    Every cell is in quotation marks, so that it stays one whatever delimiter is assumed.
    """
    file = io.StringIO(newline='')
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator='\r\n')
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()
