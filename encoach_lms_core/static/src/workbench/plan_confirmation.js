/** Whether a plan that removes many may be applied: its number has been typed. */
export function isConfirmed(confirm) {
    return !confirm.needed || String(confirm.needed) === confirm.typed.trim();
}

/** What is asked for before a plan is applied. */
export function makeConfirm(plan) {
    return { needed: plan.confirm_removals, typed: "" };
}

/** Apply a plan that was told. */
export function applyPlan(orm, plan) {
    return orm.call("encoach.operation", "apply", [[plan.id], plan.digest], {
        confirm_removals: plan.confirm_removals || null,
    });
}

/** Whether a plan is not what it was: somebody else changed something meanwhile. */
export function isStale(error) {
    return error.data?.name?.endsWith(".StalePlan");
}
