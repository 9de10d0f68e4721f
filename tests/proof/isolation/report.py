"""The table, for the terminal and as a page."""

import html
from datetime import datetime, timezone
from pathlib import Path

from .cases import Verdict

COLUMNS = (
    Verdict.REFUSED,
    Verdict.EMPTY,
    Verdict.BY_RULE,
    Verdict.ODD,
    Verdict.LEAK,
    Verdict.CHANGE,
)
#: how many findings are shown of one kind of door
SHOWN = 200

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1f2933; max-width: 62rem; margin: 2rem auto;
       padding: 0 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
.when { color: #52606d; margin: 0 0 1.5rem; }
.verdict { padding: 1rem 1.25rem; border-left: 6px solid; font-size: 1.1rem; }
.good { background: #e3f9e5; border-color: #2f8132; } .bad { background: #ffe3e3;
        border-color: #ba2525; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { padding: .45rem .6rem; border-bottom: 1px solid #e4e7eb; text-align: right;
         vertical-align: top; }
th:first-child, td:first-child, .text td, .text th { text-align: left; }
thead th { border-bottom: 2px solid #9aa5b1; font-weight: 600; }
tfoot td { font-weight: 600; border-top: 2px solid #9aa5b1; }
dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0 0 0 1.2rem; }
code { overflow-wrap: anywhere; font-size: .85rem; }
"""
#: the words of the table, for somebody who is no programmer
WORDS = {
    Verdict.REFUSED: "The server said no.",
    Verdict.EMPTY: "The answer had nothing in it.",
    Verdict.BY_RULE: "The answer held only what the school itself may see, or what is named below.",
    Verdict.ODD: "The answer was not what was expected, and somebody has to look at it.",
    Verdict.LEAK: "The answer held something of the other school.",
    Verdict.CHANGE: "Something that is not the asking school's own was different afterwards.",
}


def as_text(results):
    """Return the table and the findings."""
    widths = [max(len(column.value) + 2, 9) for column in COLUMNS]
    heads = (column.value.rjust(width) for column, width in zip(COLUMNS, widths, strict=True))
    lines = [f'{"":52}{"cases":>8}' + ''.join(heads)]
    for surface, counts in _rows(results):
        cells = (f'{counts[c]:>{w}}' for c, w in zip(COLUMNS, widths, strict=True))
        lines.append(f'{surface:52}{sum(counts.values()):>8}{"".join(cells)}')
    for finding in results.findings[:SHOWN]:
        lines.append(' | '.join(part for part in _texts(finding) if part))
    if len(results.findings) > SHOWN:
        lines.append(f'… and {len(results.findings) - SHOWN} more')
    return '\n'.join(lines)


def write_page(results, target):
    """Write the result as one self-contained page."""
    Path(target).write_text(_as_page(results), encoding='utf-8')


def _rows(results):
    """Yield the rows of the table, the sum last."""
    total = dict.fromkeys(COLUMNS, 0)
    for surface, counts in results.counts.items():
        yield surface, counts
        for column in COLUMNS:
            total[column] += counts[column]
    yield "Together", total


def _texts(finding):
    return [str(getattr(part, 'value', part)) for part in finding]


def _as_page(results):
    when = datetime.now(timezone.utc).strftime('%d %B %Y, %H:%M UTC')
    count = len(results.findings)
    if count:
        verdict = f'<p class="verdict bad">{count} findings: see the list below.</p>'
    else:
        verdict = (
            f'<p class="verdict good">{results.total:,} attempts, and no school saw or changed'
            ' anything of the other one.</p>'
        )
    *rows, (label, total) = _rows(results)
    heads = ''.join(f'<th>{column.value}</th>' for column in COLUMNS)
    words = ''.join(f'<dt>{c.value}</dt><dd>{text}</dd>' for c, text in WORDS.items())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<title>Isolation of schools</title><style>{STYLE}</style></head><body>'
        f'<h1>Can one school see or change another?</h1><p class="when">{when}</p>{verdict}'
        '<h2>What was done</h2><p>Two schools with the same kinds of records stand side by side in'
        ' one database. Every text of the second school carries a mark that occurs nowhere else.'
        ' Then an administrator of the first school, one of its teachers, and an administrator who'
        ' also holds the technical rights of the system ask for everything the second school has,'
        ' in every way the server offers. Each answer is searched for the mark and for the other'
        ' school’s record numbers, and the tables are compared before and after.</p>'
        f'<h2>The attempts</h2><table><thead><tr><th></th><th>cases</th>{heads}</tr></thead><tbody>'
        + ''.join(map(_row, rows))
        + f'</tbody><tfoot>{_row((label, total))}</tfoot></table>'
        f'<h2>What the words mean</h2><dl>{words}</dl>'
        + _reasons(results)
        + _findings(results)
        + '</body></html>'
    )


def _row(row):
    surface, counts = row
    cells = ''.join(f'<td>{counts[column]:,}</td>' for column in COLUMNS)
    return f'<tr><td>{html.escape(surface)}</td><td>{sum(counts.values()):,}</td>{cells}</tr>'


def _reasons(results):
    if not results.reasons:
        return ''
    items = ''.join(
        f'<tr><td>{html.escape(reason)}</td><td>{count:,}</td></tr>'
        for reason, count in sorted(results.reasons.items())
    )
    return (
        '<h2>Answers that name something foreign and tell nothing of it</h2><table><thead><tr>'
        f'<th>why that is all right</th><th>cases</th></tr></thead><tbody>{items}</tbody></table>'
    )


def _findings(results):
    if not results.findings:
        return ''
    items = ''.join(
        '<tr>'
        + ''.join(f'<td><code>{html.escape(text)}</code></td>' for text in _texts(finding))
        + '</tr>'
        for finding in results.findings[:SHOWN]
    )
    return f'<h2>Findings</h2><table class="text"><tbody>{items}</tbody></table>'
