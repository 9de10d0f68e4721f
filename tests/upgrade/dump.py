"""A database as a small file: written by pg_dump, read by any connection, whatever the version."""

import lzma
import re
import subprocess

import psycopg2

COPY = re.compile(r'COPY .* FROM stdin;\n')
# Comments, psql's own commands, and settings that older servers do not know.
FOREIGN = re.compile(r'--|\\|SET |SELECT pg_catalog.set_config|COMMENT ON EXTENSION|CREATE SCHEMA')


def save(name, path):
    """Write the database to the file."""
    options = ('--no-owner', '--no-privileges', '--no-publications', '--schema=public')
    text = subprocess.run(['pg_dump', *options, name], check=True, capture_output=True).stdout
    path.write_bytes(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME))


def load(path, name):
    """Fill the empty database with the content of the file."""
    connection = psycopg2.connect(dbname=name)
    try:
        with connection.cursor() as cursor, lzma.open(path, 'rt', encoding='utf-8') as file:
            _run(cursor, file)
        connection.commit()
    finally:
        connection.close()


def _run(cursor, file):
    statements = []
    for line in file:
        if COPY.fullmatch(line):
            _execute(cursor, statements)
            statements = []
            cursor.copy_expert(line, _Rows(file))
        elif not FOREIGN.match(line):
            statements.append(line)
    _execute(cursor, statements)


def _execute(cursor, lines):
    if text := ''.join(lines).strip():
        cursor.execute(text)


class _Rows:
    """The lines up to the mark that ends a table, as a file."""

    def __init__(self, file):
        self._file = file
        self._ended = False

    def read(self, _size=-1):
        line = '' if self._ended else self._file.readline()
        self._ended = line in ('', '\\.\n')
        return '' if self._ended else line
