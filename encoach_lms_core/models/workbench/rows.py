"""The rows that operations change, and the statements that read and write many of them at once."""

from typing import NamedTuple

from odoo.tools import SQL

from ...tools import PRESENT_SQL


class Rows(NamedTuple):
    """Rows of one kind.

    :param str table: where they are
    :param str owner: the column of what has members
    :param str member: the column of the member
    :param str in_force: SQL condition of a row in force; an ended row is one that is not
    :param bool logged: whether a row tells when it was written
    """

    table: str
    owner: str
    member: str
    in_force: str = 'TRUE'
    logged: bool = True


ROWS = {
    'roster': Rows('encoach_classroom_student', 'classroom_id', 'student_id', PRESENT_SQL),
    'homeroom': Rows('encoach_classroom_teacher_rel', 'classroom_id', 'teacher_id', logged=False),
    'course': Rows('encoach_classroom_course_rel', 'classroom_id', 'course_id', logged=False),
    'batch_teacher': Rows('encoach_batch_teacher', 'batch_id', 'teacher_id', PRESENT_SQL),
    'placement': Rows('encoach_batch_enrollment', 'batch_id', 'student_id', 'active'),
    'enrollment': Rows('encoach_course_enrollment', 'course_id', 'student_id', 'active'),
    # a record of its own is its own owner, and has no member
    'student': Rows('encoach_student', 'id', '', 'active'),
    'teacher': Rows('encoach_teacher', 'id', '', 'active'),
    'classroom': Rows('encoach_classroom', 'id', '', 'active'),
    'course_record': Rows('encoach_course', 'id', '', 'active'),
    'batch': Rows('encoach_batch', 'id', '', 'active'),
    'term': Rows('encoach_term', 'id', ''),
}

#: those of which several rows of a pair may be there: one in force, and former ones
PERIODS = frozenset({'roster', 'batch_teacher'})


def of_pairs(rows, keys):
    """Return the SQL condition that a row ``line`` is one of these ``(what, owner, member)``."""
    owners, members = [key[1] for key in keys], [key[2] for key in keys]
    owner = SQL.identifier('line', rows.owner)
    if not rows.member:
        return SQL('%s = ANY(%s)', owner, owners)
    return SQL(
        '(%s, %s) IN (SELECT * FROM unnest(%s::int[], %s::int[]))',
        owner,
        SQL.identifier('line', rows.member),
        owners,
        members,
    )


def read(env, keys):
    """Return ``{key: (state, when written)}`` of rows; a statement for each kind of them.

    The state is as in `Line.before`; of former and present rows of a pair the one in force counts.
    """
    found = dict.fromkeys(keys, (None, None))
    for what, chosen in _by_kind(keys).items():
        rows = ROWS[what]
        statement = SQL(
            'SELECT %s, %s, %s, %s FROM %s AS line WHERE %s ORDER BY %s, line.%s',
            SQL.identifier('line', rows.owner),
            SQL.identifier('line', rows.member) if rows.member else SQL('NULL::int'),
            SQL('line.%s', SQL(rows.in_force)) if rows.in_force != 'TRUE' else SQL('TRUE'),
            SQL('line.write_date') if rows.logged else SQL('NULL'),
            SQL.identifier(rows.table),
            of_pairs(rows, chosen),
            SQL('3'),
            SQL('id') if rows.logged else SQL.identifier(rows.owner),
        )
        for owner, member, in_force, written in env.execute_query(statement):
            found[what, owner, member] = in_force, written
    return found


def _by_kind(keys):
    kinds = {}
    for key in keys:
        kinds.setdefault(key[0], []).append(key)
    return kinds


def delete(env, what, keys):
    """Delete rows in force that an operation has made: one statement."""
    rows = ROWS[what]
    env.cr.execute(
        SQL(
            'DELETE FROM %s AS line WHERE %s AND line.%s',
            SQL.identifier(rows.table),
            of_pairs(rows, keys),
            SQL(rows.in_force),
        )
        if rows.in_force != 'TRUE'
        else SQL(
            'DELETE FROM %s AS line WHERE %s', SQL.identifier(rows.table), of_pairs(rows, keys)
        )
    )


def link(env, what, keys):
    """Insert rows that are nothing but links: one statement."""
    rows = ROWS[what]
    env.cr.execute(
        SQL(
            'INSERT INTO %s (%s, %s) SELECT * FROM unnest(%s::int[], %s::int[])'
            ' ON CONFLICT DO NOTHING',
            SQL.identifier(rows.table),
            SQL.identifier(rows.owner),
            SQL.identifier(rows.member),
            [key[1] for key in keys],
            [key[2] for key in keys],
        )
    )


def reopen(env, what, keys, values):
    """Put rows that an operation ended into force again: one statement.

    :param dict values: what each of them gets, by column
    """
    rows = ROWS[what]
    condition = of_pairs(rows, keys)
    if what in PERIODS:  # of a pair's former rows the last one
        condition = SQL(
            'line.id IN (SELECT max(line.id) FROM %s AS line WHERE %s GROUP BY line.%s, line.%s)',
            SQL.identifier(rows.table),
            condition,
            SQL.identifier(rows.owner),
            SQL.identifier(rows.member),
        )
    _update(env, rows, values, condition)


def end(env, what, keys, values):
    """Give rows in force the values of ended ones: one statement."""
    _update(env, ROWS[what], values, of_pairs(ROWS[what], keys))


def _update(env, rows, values, condition):
    values = {
        **values,
        'write_uid': env.uid,
        'write_date': env.cr.now(),
    }
    env.cr.execute(
        SQL(
            'UPDATE %s AS line SET %s WHERE %s',
            SQL.identifier(rows.table),
            SQL(', ').join(SQL('%s = %s', SQL.identifier(k), v) for k, v in values.items()),
            condition,
        )
    )


def end_placements(env, lines):
    """Make placements that an operation revived what they were before: one statement.

    :param lines: those that have the `FORMER` values as their detail
    """
    env.cr.execute(
        SQL(
            """
            UPDATE encoach_batch_enrollment AS line
               SET active = FALSE, origin = former.origin, enrolled_at = former.enrolled_at,
                   ended_at = former.ended_at, write_uid = %s, write_date = %s
              FROM unnest(%s::int[], %s::int[], %s::varchar[], %s::timestamp[], %s::timestamp[])
                AS former(batch_id, student_id, origin, enrolled_at, ended_at)
             WHERE line.batch_id = former.batch_id AND line.student_id = former.student_id
            """,
            env.uid,
            env.cr.now(),
            [line.owner for line in lines],
            [line.member for line in lines],
            *(
                [line.detail[name] for line in lines]
                for name in ('origin', 'enrolled_at', 'ended_at')
            ),
        )
    )
