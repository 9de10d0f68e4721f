"""A refusal over Odoo's RPC does not tell whether the other school has such a record."""

from ..world.person import Person


def test_a_twin_and_a_new_record_are_refused_alike(live_server, sql):
    rpc = Person.at(live_server, 'admin@nile.example')
    (delta,), (course,) = (
        sql("SELECT id FROM encoach_entity WHERE code = 'DELTA'"),
        sql(
            'SELECT c.id FROM encoach_course AS c JOIN encoach_entity AS e ON e.id = c.entity_id'
            " WHERE e.code = 'DELTA' AND c.name = 'Physics 102'"
        ),
    )

    def contact(email):
        values = {'name': 'own', 'email': email}
        return rpc.need('res.partner', 'create', values)

    for model, twin, new in (
        ('encoach.term', {'key': '2026-T1', 'entity_id': delta[0]}, {'key': 'none'}),
        ('encoach.course.section', {'course_id': course[0], 'name': 'A'}, {'name': 'none'}),
        (
            'encoach.student',
            {'entity_id': delta[0], 'partner_id': contact('student01@delta.example')},
            {'partner_id': contact('none@delta.example')},
        ),
    ):
        answers = [rpc.call(model, 'create', values) for values in (twin, {**twin, **new})]
        assert answers[0].refused
        assert answers[0].error == answers[1].error, model
