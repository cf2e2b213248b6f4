"""The routes as they are meant to be used."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from notes import create, fields, in_list

from roadmap_lab.checks import Api, Reply, Values, check
from roadmap_lab.checks.expectation import a_positive_whole_number

CONCURRENT = 20


@check(
    "POST /notes creates a note and answers 201 with it",
    hints=[
        "Three things make this answer: the status, an id that you choose, and the text as it was sent.",
        "The status for something new is 201, not 200; frameworks answer 200 unless told otherwise.",
        (
            "Read the JSON body (Express: express.json(); FastAPI: a pydantic model as the parameter), "
            "give it the next whole number as `id`, keep it, and send it back."
        ),
    ],
)
def test_create(api: Api, values: Values) -> None:
    note = fields(values)
    api.post("/notes", json=note).status(201).matches({**note, "id": a_positive_whole_number})


@check(
    "The answer to a create says in Location where the note is",
    hints=[
        "A client should not have to put the address of a new note together by itself.",
        "Set the header Location to the path of the note: /notes/ and its id.",
        'Express: res.location(`/notes/${note.id}`). FastAPI: set response.headers["Location"].',
    ],
    needs=["create"],
)
def test_create_location(api: Api, values: Values) -> None:
    reply = api.post("/notes", json=fields(values)).status(201)
    note = reply.matches({"id": a_positive_whole_number})
    location = reply.header("Location")
    if urlsplit(location).path != f"/notes/{note['id']}":
        reply.fail(f"Location: /notes/{note['id']}", f"Location: {location}")


@check(
    'A note that is created without a body has the body ""',
    hints=[
        "Only the title is required.",
        "A body that is left out is an empty string in the note; it is neither missing nor null there.",
    ],
    needs=["create"],
)
def test_create_title_only(api: Api, values: Values) -> None:
    title = values.title()
    api.post("/notes", json={"title": title}).status(201).matches({"title": title, "body": ""})


@check(
    "GET /notes/{id} answers 200 with the note",
    hints=[
        "Whoever created a note has to be able to read it again.",
        "What stands in a path is text, while the ids that you gave are numbers: is 7 found under '7'?",
    ],
    needs=["create"],
)
def test_read(api: Api, values: Values) -> None:
    notes = [create(api, fields(values)) for _ in range(2)]
    for note in notes:
        api.get(f"/notes/{note['id']}").status(200).matches(note)


@check(
    "GET /notes answers 200 with an array of all notes, the oldest first",
    hints=[
        "The answer is the array itself, not an object around it.",
        "Every note is there with all its fields, in the order in which they were created.",
    ],
    needs=["create"],
)
def test_list(api: Api, values: Values) -> None:
    notes = [create(api, fields(values)) for _ in range(3)]
    reply = api.get("/notes").status(200)
    listed = reply.array()
    for note in notes:
        if not in_list(listed, note["id"]):
            reply.fail(f"the note {note['id']} in the list", reply.summary())
    ids = [note["id"] for note in notes]
    ours = [one for one in listed if isinstance(one, dict) and one.get("id") in ids]
    if [one["id"] for one in ours] != ids:
        reply.fail(f"the notes {ids} in this order", f"{[one['id'] for one in ours]}")
    for one, note in zip(ours, notes, strict=True):
        if {name: one.get(name) for name in note} != note:
            reply.fail(f"{note} in the list", f"{one}")


@check(
    "Text comes back exactly as it was sent, whatever it is",
    hints=[
        "Compare what came with what was sent: blanks at the ends, line breaks, accents, quotes.",
        "Keep the text as it is: no trimming, no normalising, no escaping of HTML (that is for showing it).",
        "Read and write UTF-8 throughout, and let the JSON library do all the escaping.",
    ],
    needs=["read"],
)
def test_unicode(api: Api, values: Values) -> None:
    note = {
        "title": f"  e\u0301 {values.unicode()} <b>&amp;</b> \"'\\ ",
        "body": f"\n\t{values.unicode()}\r\n\u00a0{values.unicode()}\u2028\u0001 %20 ${{x}} \n",
    }
    created = create(api, note)
    api.get(f"/notes/{created['id']}").status(200).matches(created)


@check(
    "PUT /notes/{id} replaces the note and answers 200 with it",
    hints=[
        "After a PUT the note is what the client sent, and nothing of what it was before, but for its id.",
        'A body that is left out becomes "", as for POST; what keeps it is PATCH.',
    ],
    needs=["read", "create-title-only"],
)
def test_put(api: Api, values: Values) -> None:
    before = create(api, fields(values))
    after = {**fields(values), "id": before["id"]}
    sent = {"title": after["title"], "body": after["body"]}
    api.put(f"/notes/{before['id']}", json=sent).status(200).matches(after)
    api.get(f"/notes/{before['id']}").status(200).matches(after)
    bare = {"id": before["id"], "title": values.title(), "body": ""}
    api.put(f"/notes/{before['id']}", json={"title": bare["title"]}).status(200).matches(bare)
    api.get(f"/notes/{before['id']}").status(200).matches(bare)


@check(
    "PATCH /notes/{id} changes the given fields, keeps the others and answers 200 with the whole note",
    hints=[
        "A field that the client does not send stays as it is.",
        'An empty body, {"body": ""}, is a change as well: "left out" and "empty" are different things.',
        (
            "Ask whether the field was given, not whether its value is true (JavaScript: "
            "Object.hasOwn(input, 'body'); pydantic: model_dump(exclude_unset=True))."
        ),
    ],
    needs=["read"],
)
def test_patch(api: Api, values: Values) -> None:
    note = create(api, fields(values))
    path = f"/notes/{note['id']}"
    for change in ({"title": values.title()}, {"body": values.sentence()}, {}, {"body": ""}):
        note |= change
        api.patch(path, json=change).status(200).matches(note)
        api.get(path).status(200).matches(note)


@check(
    "DELETE /notes/{id} answers 204 without a body, and the note is gone",
    hints=[
        "204 means: done, and there is nothing to say about it. So there is no body either.",
        "After that the note is found neither under its id nor in the list, and all others still are.",
    ],
    needs=["read", "list"],
)
def test_delete(api: Api, values: Values) -> None:
    kept, gone, last = (create(api, fields(values)) for _ in range(3))
    api.delete(f"/notes/{gone['id']}").status(204).no_body()
    api.get(f"/notes/{gone['id']}").status(404)
    reply = api.get("/notes").status(200)
    listed = reply.array()
    if in_list(listed, gone["id"]):
        reply.fail(f"no note {gone['id']} in the list after its delete", reply.summary())
    for note in (kept, last):
        if not in_list(listed, note["id"]):
            reply.fail(f"the note {note['id']} still in the list: another was deleted", reply.summary())


@check(
    "An id is never given twice, not even after a delete",
    hints=[
        "Somebody may still hold the address of a deleted note; it must never lead to another one.",
        "Neither the number of notes nor the highest id that is left tells which ids were given.",
        "Keep a counter that only ever grows.",
    ],
    needs=["delete"],
)
def test_ids_not_reused(api: Api, values: Values) -> None:
    seen = [create(api, fields(values))["id"] for _ in range(3)]
    for gone in (seen[-1], seen[0]):
        api.delete(f"/notes/{gone}").status(204)
        reply = api.post("/notes", json=fields(values)).status(201)
        note = reply.matches({"id": a_positive_whole_number})
        if note["id"] in seen:
            reply.fail("an id that no note has had before", f"the id {note['id']} again")
        seen.append(note["id"])


@check(
    f"{CONCURRENT} notes created at the same time get {CONCURRENT} ids, and all are listed",
    hints=[
        "While one request waits for something, others are served.",
        "Taking the next id is one step: await nothing between reading the counter and raising it.",
        "With threads it takes a lock; in one event loop it is enough not to await in between.",
    ],
    needs=["list"],
)
def test_concurrent_creates(api: Api, values: Values) -> None:
    notes = [fields(values) for _ in range(CONCURRENT)]

    def post(note: dict[str, Any]) -> Reply:
        return api.post("/notes", json=note).status(201)

    replies = api.together(*[lambda note=note: post(note) for note in notes])
    taken: list[int] = []
    for reply, note in zip(replies, notes, strict=True):
        created = reply.matches({**note, "id": a_positive_whole_number})
        if created["id"] in taken:
            reply.fail("an id of its own for each note", f"the id {created['id']} for two of them")
        taken.append(created["id"])
    reply = api.get("/notes").status(200)
    listed = reply.array()
    lost = [one for one in taken if not in_list(listed, one)]
    if lost:
        reply.fail(f"all {CONCURRENT} notes in the list", f"no note with the id {', '.join(map(str, lost))}")
