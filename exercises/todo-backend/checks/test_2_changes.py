"""Changing todos and deleting one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from todos import add, answered, answers_with, done, listed, path_of

from roadmap_lab.checks import Api, Values, check
from roadmap_lab.checks.expectation import a_string, an_object

if TYPE_CHECKING:
    from todos import Todo


@check(
    "PATCH with a title changes it and answers with the todo",
    hints=[
        "PATCH goes to the todo's url, not to the root.",
        "The answer is the whole todo as it is now, with its url, and not only what was sent.",
    ],
    needs=["url"],
)
def test_patch_title(api: Api, values: Values) -> None:
    _, path = add(api, {"title": values.title()})
    title = values.title()
    reply = api.patch(path, json={"title": title})
    todo = answered(reply, {"title": title, "url": a_string})
    answered(api.get(path_of(api, reply, todo)), an_object)


@check(
    "PATCH with completed marks a todo as completed, and takes the mark away again",
    hints=[
        "Whoever ticks a box by mistake ticks it again.",
        "false is a value like any other: has it been given, or is it missing?",
        (
            "`completed || todo.completed` keeps true for ever. JavaScript: body.completed !== undefined. "
            "FastAPI: model_dump(exclude_unset=True)."
        ),
    ],
    needs=["not-completed", "url"],
)
def test_patch_completed(api: Api, values: Values) -> None:
    _, path = add(api, {"title": values.title()})
    for completed in (True, False):
        answered(api.patch(path, json={"completed": completed}), {"completed": completed})


@check(
    "What a PATCH has changed stays changed, in the todo and in the list",
    hints=[
        "The answer to the PATCH was right. Is it what the server has kept?",
        "A copy of the todo that was changed has to go back to where GET finds it.",
        "If the list and the single todos come from two places, both have to hear of the change.",
    ],
    needs=["patch-title", "patch-completed", "in-list"],
)
def test_patch_persists(api: Api, values: Values) -> None:
    _, path = add(api, {"title": values.title()})
    changes: Todo = {"title": values.title(), "completed": True}
    reply = api.patch(path, json=changes)
    todo = answered(reply, {**changes, "url": a_string})
    for where in (path_of(api, reply, todo), path):
        answered(api.get(where), changes)
    reply, todos = listed(api)
    if not any(one.get("title") == changes["title"] and one.get("completed") is True for one in todos):
        reply.fail(f"{changes} in the list", reply.summary())


@check(
    "PATCH with an order changes it, and it stays so",
    hints=[
        "There are three fields that a client may change.",
        "order goes the way of title and completed: into the answer, and to where GET finds it later.",
    ],
    needs=["order", "patch-persists"],
)
def test_order_change(api: Api, values: Values) -> None:
    before = values.integer(2, 400)
    for fields in ({"title": values.title(), "order": before}, {"title": values.title()}):
        _, path = add(api, fields)
        order = {"order": before + values.integer(1, 400)}
        answered(api.patch(path, json=order), order)
        answered(api.get(path), order)


@check(
    "PATCH leaves alone what it does not name",
    hints=[
        "Send one field, then look at the others.",
        "A field that is not in the request is not to be emptied, and does not go back to where it began.",
        (
            "Put only the given fields over the todo. JavaScript: { ...todo, ...changes }. FastAPI: "
            "model_copy(update=changes.model_dump(exclude_unset=True))."
        ),
    ],
    needs=["order-change"],
)
def test_patch_keeps(api: Api, values: Values) -> None:
    now: Todo = {"title": values.title(), "order": values.integer(2, 400)}
    _, path = add(api, now)
    for change in ({"completed": True}, {"title": values.title()}, {"order": values.integer(401, 900)}):
        done(api.patch(path, json=change))
        now |= change
        answered(api.get(path), now)


@check(
    "DELETE on a todo's url deletes this todo, and no other",
    hints=[
        "Delete one of three, then ask for the list, and for each of the three by its url.",
        "To leave it out of the list is not enough: what is deleted is not found by its url either.",
        "The others are still there, in the list and at the urls that they had.",
    ],
    needs=["in-list"],
)
def test_delete(api: Api, values: Values) -> None:
    done(api.delete("/"))
    added = [add(api, {"title": values.title()}) for _ in range(3)]
    first, (gone, gone_path), last = added
    done(api.delete(gone_path))
    reply, todos = listed(api)
    titles = [one.get("title") for one in todos]
    if gone["title"] in titles:
        reply.fail(f"no {gone['title']!r} in the list any more", reply.summary())
    for todo, _ in (first, last):
        if todo["title"] not in titles:
            reply.fail(f"{todo['title']!r} still in the list: another was deleted", reply.summary())
    reply = api.get(gone_path)
    if answers_with(reply, gone):
        reply.fail("anything but the todo that was deleted", reply.summary())
    for todo, path in (first, last):
        answered(api.get(path), {"title": todo["title"]})
