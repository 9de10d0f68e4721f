"""Reading the tables that schools keep in spreadsheets, and writing them safely."""

import csv
import io
import itertools
import unicodedata
from typing import NamedTuple

DELIMITERS = (',', ';', '\t')
BOM = '\ufeff'

#: with these, in whatever width, a spreadsheet begins a formula
FORMULA = frozenset('=+-@')
#: these at the beginning of a cell make some spreadsheets begin another one
BREAKS = frozenset('\t\r\n')


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


def read_table(data, known_columns, max_rows):
    """Return the table in a CSV file, or its beginning.

    UTF-8 with or without BOM; commas, semicolons or tabs, by which of them the header makes sense;
    any line ends; line breaks within quotation marks. Nothing is kept of a row but the cells of the
    known columns, and the rest of a file that is too long is not even read.

    :param bytes data: the file
    :param known_columns: names of columns, also to tell the delimiter by
    :param int max_rows: how many rows to read; empty ones do not count
    :raise UnicodeDecodeError: when it is not UTF-8
    :raise csv.Error: when a cell is longer than any text we keep

    >>> data = b'Email;name\\r\\n\\r\\na@x.io;"Al\\nB"\\r\\n'
    >>> read_table(data, ['email', 'name'], 9).rows
    [Row(number=3, cells={'email': 'a@x.io', 'name': 'Al\\nB'}, overlong=False, unclosed=False)]
    """
    with io.TextIOWrapper(io.BytesIO(data), 'utf-8-sig', newline='') as file:
        delimiter = _sniff(file, known_columns)
        file.seek(0)
        records = csv.reader(file, delimiter=delimiter, skipinitialspace=True)
        header = [_normalize(cell) for cell in next(records, [])]
        known = [(index, name) for index, name in enumerate(header) if name in known_columns]
        filled = (
            _make_row(number, cells, header, known)
            for number, cells in enumerate(records, start=2)
            if any(map(str.strip, cells))
        )
        rows = list(itertools.islice(filled, max_rows))
    if rows and data.count(b'"') % 2 and any('\n' in cell for cell in rows[-1].cells.values()):
        rows[-1] = rows[-1]._replace(unclosed=True)
    return Table(header, rows)


def _make_row(number, cells, header, known):
    texts = {name: undo_safe_cell(cells[index]) for index, name in known if index < len(cells)}
    return Row(number, texts, overlong=any(map(str.strip, cells[len(header) :])))


def _normalize(name):
    """Return the name of a column: ``Class Name`` is ``class_name``."""
    return '_'.join(name.strip().lower().split())


def _sniff(file, known_columns):
    """Return the delimiter that makes most sense of the header."""

    def count_known(delimiter):
        file.seek(0)
        header = next(csv.reader(file, delimiter=delimiter), [])
        return len({_normalize(cell) for cell in header}.intersection(known_columns))

    return max(DELIMITERS, key=count_known)


def safe_cell(text):
    """Return a text that no spreadsheet takes for a formula.

    >>> safe_cell('=1+1'), safe_cell("'=1+1"), safe_cell('\uff1d1+1'), safe_cell('a=b')
    ("'=1+1", "''=1+1", "'\uff1d1+1", 'a=b')
    """
    return f"'{text}" if _is_formula(text) else text


def undo_safe_cell(text):
    """Return what `safe_cell` was given.

    >>> undo_safe_cell("'=1+1"), undo_safe_cell("''=1+1"), undo_safe_cell("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text):
    """Return whether a text is a formula to a spreadsheet, or quoted as if it were one.

    Spreadsheets take the wide and small forms of a sign for the sign, and overlook what nobody
    sees before it: spaces, control and format characters, marks. After apostrophes a text counts
    as well, so that taking one away is exact.

    >>> _is_formula(' +1'), _is_formula("''@x"), _is_formula('1-2')
    (True, True, False)
    """
    text = text.lstrip("'")
    if text[:1] in BREAKS:
        return True
    for char in text:
        if unicodedata.category(char)[0] not in 'CMZ':
            return unicodedata.normalize('NFKC', char)[0] in FORMULA
    return False


def write_table(columns, rows):
    """Return a CSV file as bytes: UTF-8 with BOM, for spreadsheets to read names in any script.

    Every cell is in quotation marks, so that it stays one whatever delimiter is assumed.
    """
    file = io.StringIO(newline='')
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator='\r\n')
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()
