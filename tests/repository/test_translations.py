"""Every string can be translated, and the workflow's are translated into Arabic."""

import io
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

ROOT = Path(__file__).resolve().parents[2]

# What somebody sees on the way through the four steps.
WORKFLOW = (
    'addons/encoach_lms_core/static/src/',
    'models/academics/classroom',
    'models/enrollment/cascade',
    'models/enrollment/classroom',
    'models/enrollment/batch_manager',
    'wizard/assign_course',
    'encoach_lms_core.classroom_view',
    'encoach_lms_core.assign_course_view',
)


@tagged('post_install', '-at_install', 'encoach')
class TestTranslations(TransactionCase):
    def test_the_templates_are_current(self):
        """Else: ``scripts/odoo i18n export <addons> -l pot -d <database>``."""
        for addon in ('encoach_lms_core', 'encoach_lms_api'):
            buffer = io.BytesIO()
            trans_export(False, [addon], buffer, 'po', self.env)
            exported = {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}
            stored = polib.pofile(str(ROOT / addon / 'i18n' / f'{addon}.pot'))
            with self.subTest(addon):
                self.assertEqual(exported, {entry.msgid for entry in stored})

    def test_the_workflow_speaks_arabic(self):
        folder = ROOT / 'encoach_lms_core' / 'i18n'
        translated = {
            entry.msgid for entry in polib.pofile(str(folder / 'ar.po')).translated_entries()
        }
        seen = {
            entry.msgid
            for entry in polib.pofile(str(folder / 'encoach_lms_core.pot'))
            if any(part in place for place, _line in entry.occurrences for part in WORKFLOW)
        }
        self.assertGreater(len(seen), 60)
        self.assertEqual(seen - translated, set())
