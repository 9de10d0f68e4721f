"""The table, for the terminal and as a page."""

from .cases import Verdict

COLUMNS = (Verdict.REFUSED, Verdict.EMPTY, Verdict.BY_RULE, Verdict.ODD, Verdict.LEAK, Verdict.CHANGE)


def as_text(results):
    """Return the table and the findings."""
    lines = [f'{"":46}{"cases":>8}' + ''.join(f'{column.value:>17}' for column in COLUMNS)]
    for surface, counts in results.counts.items():
        cells = ''.join(f'{counts[column]:>17}' for column in COLUMNS)
        lines.append(f'{surface:46}{sum(counts.values()):>8}{cells}')
    for finding in results.findings:
        lines.append(' | '.join(str(getattr(part, 'value', part)) for part in finding))
    return '\n'.join(lines)
