"""Adding todos, finding them, and getting rid of all of them."""

from __future__ import annotations

from todos import add, answered, done, host_in, listed, path_of

from roadmap_lab.checks import Api, Values, check
from roadmap_lab.checks.expectation import a_string, an_array


@check(
    "GET / answers with a JSON array",
    hints=[
        "The root of the server is the list of todos. What is it as long as there are none?",
        "The body is the array itself, [], not an object around it.",
    ],
)
def test_list(api: Api) -> None:
    answered(api.get("/"), an_array)


@check(
    "POST / answers with the todo that was sent",
    hints=[
        "The answer to a POST is the new todo, not a message and not the list.",
        "Read the JSON body, keep its title, and send the todo back as JSON.",
        "Express: express.json() has to stand before the routes. FastAPI: a pydantic model as the parameter.",
    ],
)
def test_create(api: Api, values: Values) -> None:
    title = values.title()
    answered(api.post("/", json={"title": title}), {"title": title})


@check(
    "A new todo is not completed",
    hints=[
        "The client sends only a title. Which other fields does a todo have?",
        '"completed" is there from the beginning, and it is the JSON value false: no text, and not null.',
    ],
    needs=["create"],
)
def test_not_completed(api: Api, values: Values) -> None:
    title = values.title()
    answered(api.post("/", json={"title": title}), {"title": title, "completed": False})


@check(
    "After DELETE / the list is empty",
    hints=[
        "DELETE on the root deletes all todos, and answers with success.",
        "GET / answers [] then, until somebody adds a todo.",
        "Empty the very list that GET / answers with, not a copy of it.",
    ],
    needs=["list", "create"],
)
def test_delete_all(api: Api, values: Values) -> None:
    for _ in range(2):
        done(api.post("/", json={"title": values.title()}))
    done(api.delete("/"))
    answered(api.get("/"), [])


@check(
    "A new todo has a url, and GET on it answers with the todo",
    hints=[
        "Follow the url as it stands in the answer. Where does it lead, and what comes?",
        (
            "It has to be a whole address, with http://, host and port. A path alone leads a page of another "
            "site to that site."
        ),
        (
            "Neither the port nor the name is yours to know: the request's Host header holds both. Express: "
            "`${req.protocol}://${req.get('host')}/todos/${id}`; req.hostname lacks the port. FastAPI: "
            'request.url_for("name_of_the_route", ...).'
        ),
    ],
    needs=["create"],
)
def test_url(api: Api, values: Values) -> None:
    added = [add(api, {"title": values.title()}) for _ in range(2)]
    for todo, path in added:
        answered(api.get(path), {"title": todo["title"]})


@check(
    "The url has the host and port that the request was sent to",
    hints=[
        "A computer has more than one name. Which one did this client use?",
        "The header Host says it, with the port: 127.0.0.1:3000 is not localhost:3000.",
        (
            "Make the url for each answer from the request, not once when the server starts, and neither "
            "from a setting nor from PORT."
        ),
    ],
    needs=["url"],
)
def test_url_host(api: Api, values: Values) -> None:
    for name in values.shuffled(["127.0.0.1", "localhost"]):
        host = {"Host": f"{name}:{api.port}"}
        reply = api.post("/", json={"title": values.title()}, headers=host)
        todo = answered(reply, {"url": a_string})
        path = path_of(api, reply, todo)
        if host_in(todo) != host["Host"]:
            reply.fail(f"a url that begins with http://{host['Host']}/", f'"url": "{todo["url"]}"')
        answered(api.get(path, headers=host), {"title": todo["title"]})


@check(
    "The list has every todo, with its title, completed and url",
    hints=[
        "Compare what POST answered with what stands in the list.",
        "Every todo that was added is there once, in the same form as in the other answers.",
        "Use one function that makes the answer of a todo, url included, and use it for the list as well.",
    ],
    needs=["not-completed", "delete-all", "url"],
)
def test_in_list(api: Api, values: Values) -> None:
    done(api.delete("/"))
    titles = [add(api, {"title": values.title()})[0]["title"] for _ in range(3)]
    reply, todos = listed(api)
    if sorted(str(one.get("title")) for one in todos) != sorted(titles):
        reply.fail(f"the {len(titles)} todos that were added: {', '.join(titles)}", reply.summary())
    expected = {one["title"]: {"title": one["title"], "completed": False, "url": a_string} for one in todos}
    answered(reply, [expected[one["title"]] for one in todos])
    for todo in todos:
        answered(api.get(path_of(api, reply, todo)), {"title": todo["title"]})


@check(
    "A new todo keeps the order that it was given",
    hints=[
        "A client may send a third field; is it in the answer?",
        "Keep it beside the title, as the number that it is, and answer with it wherever the todo is shown.",
    ],
    needs=["url"],
)
def test_order(api: Api, values: Values) -> None:
    fields = {"title": values.title(), "order": values.integer(2, 900)}
    reply = api.post("/", json=fields)
    todo = answered(reply, {**fields, "url": a_string})
    answered(api.get(path_of(api, reply, todo)), fields)
