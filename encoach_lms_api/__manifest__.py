{
    "name": "EnCoach LMS API",
    "summary": "The HTTP interface of EnCoach: JSON under /api for the web app and partner systems",
    "version": "19.0.1.1.0",
    "category": "Education",
    "author": "EnCoach",
    "website": "https://encoach.example",
    "license": "LGPL-3",
    "depends": ["encoach_lms_core"],
    "external_dependencies": {"python": ["pydantic"]},
    "data": [
        "security/anew.xml",
        "security/ir.model.access.csv",
        "views/attendance/today.xml",
        "views/attendance/sheet.xml",
    ],
}
