{
    "name": "EnCoach without rules",
    "summary": "For the proof of isolation only: takes the record rules and checks in Python away",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "EnCoach",
    "license": "LGPL-3",
    "installable": False,
    "depends": ["encoach_lms_core"],
}
