from odoo.addons.web.controllers.export import (
    CSVExport,
    ExcelExport,
    ExportXlsxWriter,
    GroupExportXlsxWriter,
)

from ..tools import safe_cell


class SafeCSVExport(CSVExport):
    """The export of Odoo's lists to CSV, with no cell a spreadsheet takes for a formula."""

    def from_data(self, fields, columns_headers, rows):
        """Quote formulas as our own tables do; Odoo knows three of the signs they begin with."""
        return super().from_data(
            fields,
            [safe_cell(header) for header in columns_headers],
            [[safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows],
        )


class PlainText:
    """A sheet of which no text is a formula or a link."""

    def __init__(self, *args):
        super().__init__(*args)
        self.worksheet.strings_to_formulas = self.worksheet.strings_to_urls = False


class PlainXlsxWriter(PlainText, ExportXlsxWriter):
    """Writes the rows of a list."""


class PlainGroupXlsxWriter(PlainText, GroupExportXlsxWriter):
    """Writes the rows of a list in groups."""


class SafeExcelExport(ExcelExport):
    """The export of Odoo's lists to Excel; its methods with other writers."""

    def from_data(self, fields, columns_headers, rows):
        with PlainXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for row_number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    writer.write_cell(row_number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with PlainGroupXlsxWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value
