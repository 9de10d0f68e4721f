// The workflow, an import and every kind of error by openapi-fetch, with the types that
// openapi-typescript makes of the description. TypeScript checks this file, and Node runs it.
// @ts-check
import process from "node:process";

import createClient from "openapi-fetch";

const TERM = "2026-T1";
const NOWHERE = 2 ** 31 - 1;
const PASSWORD = "encoach-demo";
const baseUrl = process.argv[2];

/** @type {(holds: unknown, what: string, found?: unknown) => asserts holds} */
function check(holds, what, found) {
    if (!holds) {
        throw new Error(`${what}: ${JSON.stringify(found)}`);
    }
}

/**
 * Return the content of an answer that must be one of success.
 * @template T
 * @param {{data?: T, error?: unknown, response: Response}} answer
 * @returns {NonNullable<T>}
 */
function content({ data, error, response }) {
    check(data !== undefined && data !== null, `${response.status} ${response.url}`, error);
    return data;
}

/** @param {string} token */
function withToken(token) {
    /** @type {import("openapi-fetch").Client<import("./schema.js").paths>} */
    const client = createClient({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
    return client;
}

/** @param {string} login */
async function signIn(login) {
    const body = { login, password: PASSWORD };
    const answer = await withToken("nobody").POST("/api/login", { body });
    return withToken(content(answer).token);
}

const admin = await signIn("admin@nile.example");

/** @param {string} name */
async function makeClassroom(name) {
    return content(await admin.POST("/api/classrooms", { body: { name } }));
}

async function runTheWorkedExample() {
    const classroom = await makeClassroom("Typed 7");
    const path = { classroom_id: classroom.id };
    const query = { sort: /** @type {const} */ ("name"), limit: 24 };
    const people = content(await admin.GET("/api/students", { params: { query } })).items;
    const students = people.map((student) => student.id);
    const roster = content(
        await admin.POST("/api/classrooms/{classroom_id}/students", {
            params: { path },
            body: { student_ids: students, mode: "set" },
        })
    );
    check(roster.total === students.length, "the roster", roster);
    const teachers = content(await admin.GET("/api/teachers")).items;
    content(
        await admin.POST("/api/classrooms/{classroom_id}/teachers", {
            params: { path },
            body: { teacher_ids: teachers.map((teacher) => teacher.id), mode: "set" },
        })
    );
    const courses = content(
        await admin.GET("/api/courses", { params: { query: { search: "Physics 102" } } })
    ).items;
    const course = courses[0];
    const sections = content(
        await admin.GET("/api/courses/{course_id}/sections", {
            params: { path: { course_id: course.id } },
        })
    ).items;
    const half = students.length / 2;
    for (const [letter, kept] of /** @type {[string, number[]][]} */ ([
        ["A", students.slice(0, half)],
        ["B", students.slice(half)],
    ])) {
        const section = sections.find(({ name }) => name === letter);
        const assigned = content(
            await admin.POST("/api/classrooms/{classroom_id}/assign-course", {
                params: { path },
                body: { course_id: course.id, section_id: section?.id, term_key: TERM },
            })
        );
        check(assigned.created && assigned.enrolled.length === students.length, letter, assigned);
        const left = content(
            await admin.POST("/api/batches/{batch_id}/students", {
                params: { path: { batch_id: assigned.batch.id } },
                body: { student_ids: kept, mode: "set" },
            })
        );
        check(left.total === kept.length, "the split", left);
    }
    const overview = content(
        await admin.GET("/api/classrooms/{classroom_id}/overview", { params: { path } })
    );
    check(overview.batches.length === 2, "the batches", overview);
    const two = content(
        await admin.GET("/api/students", { params: { query: { ids: students.slice(0, 2) } } })
    );
    check(two.total === 2, "a list of ids", two);
    const changes = content(
        await admin.GET("/api/sync/changes", {
            params: { query: { classroom_id: classroom.id, limit: 1000 } },
        })
    );
    for (const item of changes.items) {
        if (item.model === "placement" && item.record) {
            check(students.includes(item.record.student_id), "a placement", item);
        }
    }
}

async function importStudents() {
    const data = "name,email\r\nTyped,typed@nile.test\r\nOdd,odd\r\n";
    for (const dry_run of [true, false]) {
        const report = content(
            await admin.POST("/api/v1/admin/students/import", {
                params: { query: { dry_run } },
                body: { file: data },
                bodySerializer({ file }) {
                    const form = new FormData();
                    form.append("file", new Blob([file], { type: "text/csv" }), "students.csv");
                    return form;
                },
            })
        );
        check(report.dry_run === dry_run && report.created === 1, "the import", report);
        check(report.errors[0].row === 3, "the row at fault", report);
    }
}

async function readEveryKindOfError() {
    const teacher = await signIn("salem@nile.example");
    const delta = await signIn("admin@delta.example");
    const first = { params: { query: { limit: 1 } } };
    const [own] = content(await admin.GET("/api/students", first)).items;
    const [foreign] = content(await delta.GET("/api/students", first)).items;
    const classroom = await makeClassroom("Typed errors");
    const path = { student_id: own.id };
    const body = { name: "Somebody else" };
    const student = "/api/students/{student_id}";
    const answers = [
        { status: 401, answer: await withToken("no-such-token").GET("/api/students") },
        { status: 403, answer: await teacher.PATCH(student, { params: { path }, body }) },
        { status: 403, answer: await admin.GET(student, { params: { path: { student_id: foreign.id } } }) },
        { status: 404, answer: await admin.GET(student, { params: { path: { student_id: NOWHERE } } }) },
        { status: 409, answer: await admin.POST("/api/terms", { body: { key: TERM } }) },
        {
            status: 412,
            answer: await admin.PATCH(student, {
                params: { path, header: { "If-Match": '"x"' } },
                body,
            }),
        },
        {
            status: 413,
            answer: await admin.POST("/api/courses", {
                body: { name: "X", syllabus: "x".repeat(2 ** 20) },
            }),
        },
        { status: 422, answer: await admin.POST("/api/students", { body: { name: "" } }) },
        {
            status: 422,
            answer: await admin.GET("/api/sync/changes", {
                params: { query: { classroom_id: classroom.id, since: "x" } },
            }),
        },
    ];
    for (const { status, answer } of answers) {
        const problem = answer.error;
        check(problem?.status === status, `an error ${status}`, problem ?? answer.data);
        check(problem.code && problem.detail, "its code and sentence", problem);
        check(problem.errors.every((error) => error.code && error.message), "its fields", problem);
    }
}

await runTheWorkedExample();
await importStudents();
await readEveryKindOfError();
