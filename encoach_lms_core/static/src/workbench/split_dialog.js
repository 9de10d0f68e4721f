import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { openDialog } from "../pick_members/pick_members";
import { applyPlan, isConfirmed, isStale, makeConfirm } from "./plan_confirmation";

const ORDERS = [
    ["name", _t("By name: the first into the first section")],
    ["alternate", _t("One here, one there")],
];
const NOWHERE = 0;

/** One classroom into the sections of a course: who goes where, and who teaches them. */
export class SplitDialog extends Component {
    static template = "encoach_lms_core.SplitDialog";
    static components = { Dialog };
    static props = { title: String, classroomId: Number, close: Function };

    setup() {
        this.orm = useService("orm");
        this.orders = ORDERS;
        this.state = useState({
            courseId: 0,
            sectionIds: [],
            termKey: null,
            order: "name",
            teachers: {},
            students: [],
            confirm: { needed: 0, typed: "" },
            isByHand: false,
            isBusy: false,
            isStale: false,
        });
        onWillStart(async () => {
            this.choices = await this.call("get_split_choices");
            this.state.termKey = this.choices.term_key;
            const [first] = this.choices.courses;
            await this.chooseCourse(first ? first.id : 0);
        });
    }

    call(method, ...args) {
        return this.orm.call("encoach.classroom", method, [[this.props.classroomId], ...args]);
    }

    get course() {
        return this.choices.courses.find((course) => course.id === this.state.courseId);
    }

    get sections() {
        const sections = this.course ? this.course.sections : [];
        return sections.filter((section) => this.state.sectionIds.includes(section.id));
    }

    get unplaced() {
        return this.state.students.filter((student) => !student.seat).length;
    }

    get canSave() {
        return !this.state.isBusy && this.sections.length && isConfirmed(this.state.confirm);
    }

    count(section) {
        return this.state.students.filter((student) => student.seat === section.id).length;
    }

    isFull(section) {
        return section.capacity && this.count(section) > section.capacity;
    }

    // WHAT IS CHOSEN

    async chooseCourse(courseId) {
        this.state.courseId = courseId;
        const sections = this.course ? this.course.sections : [];
        this.state.sectionIds = sections.slice(0, 2).map((section) => section.id);
        this.shareTeachers();
        await this.propose();
    }

    async toggleSection(sectionId) {
        const { sectionIds } = this.state;
        this.state.sectionIds = sectionIds.includes(sectionId)
            ? sectionIds.filter((id) => id !== sectionId)
            : [...sectionIds, sectionId];
        this.shareTeachers();
        await this.propose();
    }

    async chooseOrder(order) {
        this.state.order = order;
        await this.propose();
    }

    async chooseTerm(termKey) {
        this.state.termKey = termKey || null;
        await this.propose();
    }

    async generateSections() {
        await this.orm.call("encoach.course", "generate_default_sections", [
            [this.state.courseId],
        ]);
        this.choices = await this.call("get_split_choices");
        await this.chooseCourse(this.state.courseId);
    }

    /** As many homeroom teachers as sections: one each, in their order. */
    shareTeachers() {
        const { homeroom } = this.choices;
        const isOneEach = homeroom.length === this.state.sectionIds.length;
        this.state.teachers = Object.fromEntries(
            this.state.sectionIds.map((id, index) => [id, isOneEach ? homeroom[index] : 0])
        );
    }

    // WHO GOES WHERE

    params(byHand) {
        const { courseId, sectionIds, termKey, order, teachers, students } = this.state;
        return {
            classroom_ids: [this.props.classroomId],
            course_ids: [courseId],
            section_ids: [...sectionIds],
            term_key: termKey,
            order: byHand ? "hand" : order,
            placements: byHand
                ? students
                      .filter((student) => student.seat)
                      .map(({ id, seat }) => ({ student_id: id, section_id: seat }))
                : null,
            section_teachers: Object.entries(teachers)
                .filter(([, teacherId]) => teacherId)
                .map(([id, teacherId]) => ({ section_id: Number(id), teacher_ids: [teacherId] })),
        };
    }

    async plan(byHand) {
        const plan = await this.orm.call("encoach.operation", "plan", [
            "split",
            this.params(byHand),
        ]);
        this.state.confirm = makeConfirm(plan);
        return plan;
    }

    /** Have the students spread anew. */
    async propose() {
        this.state.isByHand = false;
        this.state.students = [];
        if (!this.sections.length) {
            return;
        }
        const plan = await this.plan(false);
        const students = new Map();
        for (const line of plan.lines.filter((each) => each.what === "placement")) {
            const known = students.get(line.student_id);
            const student = known || { id: line.student_id, name: line.member, seat: NOWHERE };
            students.set(line.student_id, student);
            if (["added", "kept"].includes(line.action)) {
                student.seat = line.section_id;
                student.note = line.action === "kept" ? line.explanation : "";
            } else if (line.action === "removed") {
                student.isDoubled = true;
            } else {
                student.note = line.explanation;
            }
        }
        const byName = (one, other) => one.name.localeCompare(other.name);
        this.state.students = [...students.values()].sort(byName);
    }

    seat(student, sectionId) {
        student.seat = sectionId;
        this.state.isByHand = true;
    }

    onDragStart(ev, student) {
        ev.dataTransfer.setData("text/plain", String(student.id));
    }

    onDrop(ev, section) {
        const id = Number(ev.dataTransfer.getData("text/plain"));
        const student = this.state.students.find((each) => each.id === id);
        if (student) {
            this.seat(student, section.id);
        }
    }

    async save() {
        this.state.isBusy = true;
        try {
            const { typed } = this.state.confirm;
            const plan = await this.plan(this.state.isByHand);
            this.state.confirm.typed = typed;
            if (isConfirmed(this.state.confirm)) {
                await applyPlan(this.orm, plan);
                this.props.close();
            }
        } catch (error) {
            if (!isStale(error)) {
                throw error;
            }
            this.state.isStale = true;
            await this.propose();
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("encoach_split", (env, action) =>
    openDialog(env, SplitDialog, {
        title: action.name,
        classroomId: action.params.classroom_id,
    })
);
