import { edit, press as strike } from "@odoo/hoot-dom";
import { DIALOG, addWalk, closeDialogs, open, openAction, pause, press, rest, write } from "./walk";

const THINKING = 500; // milliseconds before names are looked up

const getStore = () => odoo.__WOWL_DEBUG__.root.env.services["mail.store"];
const getThread = (model, id) => getStore().Thread.get({ model, id });

/** Messages and notes about a record; the large composer; messages that are sent later. */
addWalk("encoachChatter", async () => {
    const { student } = odoo.encoachWalker;
    const tomorrow = luxon.DateTime.utc().plus({ days: 1 }).toFormat("yyyy-MM-dd HH:mm:ss");
    const compose = (context) =>
        openAction(
            {
                type: "ir.actions.act_window",
                res_model: "mail.compose.message",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_model: "encoach.student",
                    default_res_ids: [student],
                    default_body: "<p>Hello</p>",
                    default_composition_mode: "comment",
                    default_partner_ids: odoo.encoachWalker.partners,
                    default_subject: "Subject",
                    ...context,
                },
            },
            {}
        );
    await open("encoach.student", "form", student);
    await press(".o-mail-Chatter-logNote");
    await press(".o-mail-Composer-input");
    await edit("@User");
    await pause(THINKING);
    await rest();
    await edit("A note");
    await press(".o-mail-Composer-send");
    await press(".o-mail-Chatter-sendMessage");
    await press("button[name=open-full-composer]");
    await closeDialogs();
    await compose({});
    await press(`${DIALOG} button[name=action_send_mail]:enabled`);
    for (const leave of ["post_message", "special"]) {
        await compose({ default_scheduled_date: tomorrow });
        await press(`${DIALOG} button[name=action_schedule_message]:enabled`);
        await open("encoach.student", "form", student);
        await press(".o-mail-Scheduled-Message-buttons span:contains(Edit)");
        if (leave === "special") {
            await write(`${DIALOG} [name=subject] input`, "Later");
            await press(`${DIALOG} button[special=save]`);
            await press(".o-mail-Scheduled-Message-buttons span:contains(Cancel)");
            await press(`${DIALOG} .btn-primary`);
        } else {
            await press(`${DIALOG} button[name=post_message]`);
        }
    }
    const thread = getThread("encoach.student", student);
    await press(".o-mail-Chatter-attachFiles");
    await thread.setMainAttachmentFromIndex(0);
});

/** Followers of a record. */
addWalk("encoachFollowers", async () => {
    const { course } = odoo.encoachWalker;
    await open("encoach.course", "form", course);
    await press(".o-mail-Followers-button");
    await press(".o-mail-FollowerList-followBtn");
    await press(".o-mail-Followers-button");
    await press(".o-mail-Follower-action");
    await press(`${DIALOG} .btn-primary`);
    await press(".o-mail-Followers-button");
    await getThread("encoach.course", course).loadMoreFollowers();
    await press(".o-mail-FollowerList-unfollow");
    await press(".o-mail-Followers-button");
    await press(".o-dropdown-item:contains(Add Followers)");
    await press(`${DIALOG} [name=partner_ids] input`);
    await edit("User");
    await press(".o-autocomplete--dropdown-item:contains(User)");
    await press(`${DIALOG} button[name=edit_followers]`);
});

/** Conversations in Discuss. */
addWalk("encoachDiscuss", async () => {
    const store = getStore();
    const [partnerId] = odoo.encoachWalker.partners;
    store.settings.saveVolumeSetting({ partnerId, volume: 0.5 }); // it waits before it asks
    await openAction("mail.action_discuss");
    const group = await store.createGroupChat({ partners_to: odoo.encoachWalker.partners });
    await rest();
    await press(".o-mail-Composer-input");
    for (const name of ["@User", "#general"]) {
        await edit(name);
        await pause(THINKING);
        await rest();
    }
    await edit("Hello");
    await press(".o-mail-Composer-input");
    await strike("Enter");
    await rest();
    await group.rename("Talk");
    await group.notifyDescriptionToServer("About the school");
    await group.markAsFetched();
    const message = group.newestPersistentMessage;
    await message.toggleStar();
    await message.setDone();
    await group.markAllMessagesAsRead();
    await store.unstarAll();
    message.pin();
    await press(`${DIALOG} .btn-primary`);
    message.unpin();
    await press(`${DIALOG} .btn-danger`);
    await press("button[name=invite-people]");
    await press(".o-discuss-ChannelInvitation-search");
    await edit("User");
    await rest();
    await press(".o-discuss-ChannelInvitation-selectable");
    await press(".o-discuss-ChannelInvitation button:contains(Invite)");
    await group.unpin();
    await group.leaveChannel({ force: true });
    store.discuss.chats.open = !store.discuss.chats.open;
    const chat = await store.getChat({ partnerId });
    await chat.rename("Friend");
    await rest();
});
