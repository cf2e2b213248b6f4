"""Which routes the checks of an exercise use, and which its brief mentions. Pure."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLACEHOLDER = "{...}"
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_SEND = "send"  # its path is the second argument
_REFUSALS = frozenset({"error", "status"})
_NOT_FOUND = 404
_IN_BRIEF = re.compile(r"(?<![\w.<>/])/(?:[\w{}:.~%+*-]+(?:/[\w{}:.~%+*-]+)*)?")
_DEEPEST = 3  # from a path that a helper is given to the call that gives it

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedRoute:
    """A path that a check asks for, computed parts as `{...}`, and where."""

    path: str
    file: str
    line: int


def used_routes(files: Iterable[tuple[str, str]]) -> tuple[UsedRoute, ...]:
    """The routes that check files use, each where it is used first.

    A request that can only be answered by 404 asks for what is not there on purpose; it counts for nothing.

    Args:
        files: Names and sources, those that cannot be parsed left out.
    """
    modules = [(name, ast.parse(source)) for name, source in files]
    reader = _Reader([tree for _, tree in modules])
    found: dict[str, UsedRoute] = {}
    for name, tree in modules:
        for call, path in reader.requests(tree):
            for text in reader.texts(path):
                if text.startswith("/"):
                    route = normal_path(text)
                    found.setdefault(route, UsedRoute(path=route, file=name, line=call.lineno))
    return tuple(found.values())


def mentioned_routes(brief: str) -> frozenset[str]:
    """The paths that a brief names anywhere, without their queries."""
    return frozenset(normal_path(one.rstrip(".,:;")) for one in _IN_BRIEF.findall(brief))


def normal_path(path: str) -> str:
    """A path without query, fragment and trailing slash."""
    bare = re.split(r"[?#]", path, maxsplit=1)[0]
    return bare.rstrip("/") or "/"


def is_mentioned(route: str, mentioned: Iterable[str]) -> bool:
    """Whether a route fits one of the brief's, where `{id}` and `:id` stand for any one segment."""
    return any(_fits(route.split("/"), one.split("/")) for one in mentioned)


def _fits(route: list[str], mentioned: list[str]) -> bool:
    return len(route) == len(mentioned) and all(
        ours == theirs or _is_placeholder(theirs) for ours, theirs in zip(route, mentioned, strict=True)
    )


def _is_placeholder(segment: str) -> bool:
    return segment.startswith(":") or ("{" in segment and "}" in segment)


class _Reader:
    """Finds out, without running anything, what paths requests are made with."""

    def __init__(self, trees: list[ast.Module]) -> None:
        self._parents: dict[ast.AST, ast.AST] = {}
        self._calls: list[ast.Call] = []
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    self._calls.append(node)
                for child in ast.iter_child_nodes(node):
                    self._parents[child] = node

    def requests(self, tree: ast.Module) -> Iterator[tuple[ast.Call, ast.expr]]:
        """The calls that send a request, with the expression of their path."""
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            place = 1 if node.func.attr == _SEND else 0
            known = node.func.attr == _SEND or node.func.attr in _METHODS
            if known and len(node.args) > place and not self._asks_for_nothing(node):
                yield node, node.args[place]

    def texts(self, node: ast.expr, depth: int = 0) -> Iterator[str]:
        """The values that an expression can have, as far as they stand in the files."""
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(
                    part.value
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    else PLACEHOLDER
                    for part in parts
                )
            case ast.Name(id=name) if depth < _DEEPEST:
                for value in self._values(name, node):
                    yield from self.texts(value, depth + 1)
            case ast.IfExp(body=body, orelse=orelse):
                yield from self.texts(body, depth)
                yield from self.texts(orelse, depth)
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                for element in elements:
                    yield from self.texts(element, depth)
            case ast.Call(args=arguments):  # such as values.shuffled([...]): one of its arguments comes out
                for argument in arguments:
                    yield from self.texts(argument, depth)

    def _asks_for_nothing(self, call: ast.Call) -> bool:
        attribute = self._parents.get(call)
        outer = self._parents.get(attribute) if attribute else None
        match attribute, outer:
            case ast.Attribute(attr=name), ast.Call(args=[ast.Constant(value=int(code))]):
                return name in _REFUSALS and code == _NOT_FOUND
        return False

    def _values(self, name: str, node: ast.AST) -> Iterator[ast.expr]:
        """What is assigned to a name in the function around a node, or in its module."""
        scope: ast.AST | None = node
        while scope is not None:
            scope = self._parents.get(scope)
            if isinstance(scope, Function | ast.Module):
                found = [*_assigned(scope, name), *self._given(scope, name)]
                if found:
                    yield from found
                    return

    def _given(self, scope: Function | ast.Module, name: str) -> Iterator[ast.expr]:
        """What a function's parameter is given where the function is called by its name."""
        if isinstance(scope, ast.Module):
            return
        names = [one.arg for one in (*scope.args.posonlyargs, *scope.args.args)]
        known = {*names, *(one.arg for one in scope.args.kwonlyargs)}
        for call in self._calls if name in known else ():
            if isinstance(call.func, ast.Name) and call.func.id == scope.name:
                yield from (one.value for one in call.keywords if one.arg == name)
                if name in names and names.index(name) < len(call.args):
                    yield call.args[names.index(name)]


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                if target == name:
                    yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                if target == name:
                    yield value
            case ast.For(target=target, iter=values) | ast.comprehension(target=target, iter=values):
                yield from _iterated(target, values, name)


def _iterated(target: ast.expr, values: ast.expr, name: str) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == name:
        yield values
    elif isinstance(target, ast.Tuple) and isinstance(values, ast.Tuple | ast.List):
        places = [
            index for index, one in enumerate(target.elts) if isinstance(one, ast.Name) and one.id == name
        ]
        for row in values.elts:
            if isinstance(row, ast.Tuple) and places and places[0] < len(row.elts):
                yield row.elts[places[0]]
