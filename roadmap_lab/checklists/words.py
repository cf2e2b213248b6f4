"""Text as comparable words: one spelling for each technical name, and the segments of a list kept apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from roadmap_lab.catalog.datafile import Entry, data_file, read_yaml

# Names whose punctuation carries meaning are spelled as one word before punctuation is dropped.
SPELLINGS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"https?://\S+|www\.\S+", " "),
        (r"\be\.\s?g\.?,?|\bfor (?:example|instance)\b|\bsuch as\b", " eg "),
        (r"\bi\.e\.?", " "),
        # What is learned most of all in one place is still learned anywhere.
        (r"\b(?:especially|particularly|mainly|mostly) (?:in|with|for|on) [\w.#+]+", " "),
        (r"\betc\b\.?", " "),
        (r"\bc ?#|\bc sharp\b", " csharp "),
        (r"\bc\+\+", " cplusplus "),
        (r"\basp\.net\b", " aspnet "),
        (r"\.net\b", " dotnet "),
        (r"\b(node|express|nest|next|vue|react|helmet|nuxt|three|d3)[. ]?js\b", r" \1js "),
        (r"\bsocket\.io\b", " socketio "),
        (r"\bci\s*[/+& -]\s*cd\b", " cicd "),
        (r"\ba\s*/\s*b\b", " ab "),
        (r"\btcp\s*/\s*ip\b", " tcpip "),
        (r"\bhttp/(\d)(?:\.(\d))?", r" http\1\2 "),
        (r"(?<![\w.])\.env\b", " dotenv "),
        (r"\boauth\s*-?\s*2(?:\.0)?\b", " oauth2 "),
        (r"\be-?mails?\b", " email "),
        (r"\be-?commerce\b", " ecommerce "),
        (r"\bmicro[- ]?services?\b", " microservice "),
        (r"\bweb[- ]?sockets?\b", " websocket "),
        (r"\bback[- ]?ends?\b", " backend "),
        (r"\bfront[- ]?ends?\b", " frontend "),
        (r"\breal[- ]?time\b", " realtime "),
        (r"\bmulti[- ](?=\w)", " multi"),
        (r"\bsign[- ](?:up|ups)\b", " signup "),
        (r"\blog[- ]ins?\b", " login "),
        (r"\bset[- ]ups?\b", " setup "),
        (r"\bvs code\b", " vscode "),
        (r"\bdbs\b", " db "),
        (r"['\u2019]s\b", ""),
    )
)
TOKEN = re.compile(r"[a-z0-9]+|[^a-z0-9\s]")
# What parts the entries of a list; any other sign only parts words.
SEPARATORS = frozenset(",;:/&+()|•→")
DASHES = frozenset("\u2013\u2014")
CLAUSES = frozenset(";:()|•→") | DASHES
CONJUNCTIONS = frozenset({"and", "or", "with", "vs", "versus"})
KEEP_S = frozenset({"https", "nats", "saas", "rails", "ios", "news"})
SHORTEST_PLURAL = 4
PLURALS = {"apis": "api", "buses": "bus"}


class Vocabulary(Entry, frozen=True):
    """Words by their part in an item; see vocabulary.yaml."""

    stop: tuple[str, ...]
    neutral: tuple[str, ...]
    technical: tuple[str, ...]
    home: tuple[str, ...]
    foreign: tuple[str, ...]
    go_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of an item.

    Attributes:
        text: Lower case, singular, without accents.
        segment: Which part of a list it belongs to, from 0.
        clause: Which part of the sentence, from 0: no term reaches from one into another.
        example: Whether it only illustrates what stands before it ("e.g. ...").
        joined: Whether it follows the word before it directly, without a small word or a sign between.
    """

    text: str
    segment: int
    clause: int
    example: bool
    joined: bool = False


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package."""
    return read_yaml(data_file("checklists", "vocabulary.yaml"), Vocabulary)


@cache
def stop_words() -> frozenset[str]:
    """Words without meaning, as `split` would spell them."""
    return frozenset(singular(word) for word in vocabulary().stop)


def spell(text: str) -> str:
    """Lower case without accents, technical names as one word each."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    for pattern, word in SPELLINGS:
        plain = pattern.sub(word, plain)
    return plain


def singular(word: str) -> str:
    """An English noun's singular, roughly: enough for both sides of a comparison to meet."""
    if word in PLURALS:
        return PLURALS[word]
    if (
        len(word) < SHORTEST_PLURAL
        or not word.endswith("s")
        or word in KEEP_S
        or word.endswith(("ss", "us", "is"))
    ):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


@cache
def split(text: str) -> tuple[Word, ...]:
    """The words of a text, stop words left out, each with its segment."""
    words: list[Word] = []
    segment, clause, example, depth, opened = 0, 0, False, 0, 0
    joined = False
    for token in TOKEN.findall(spell(text)):
        if token == "eg":  # noqa: S105 — an abbreviation, no password
            segment, clause, example, opened = segment + 1, clause + 1, True, depth
        elif token in SEPARATORS or token in DASHES or token in CONJUNCTIONS:
            segment += 1
            clause += token in CLAUSES
            depth += (token == "(") - (token == ")")  # noqa: S105
            example = example and depth >= opened
        elif token.isalnum() and (word := singular(token)) not in stop_words():
            words.append(Word(text=word, segment=segment, clause=clause, example=example, joined=joined))
            joined = True
            continue
        joined = False
    return tuple(words)


def key(text: str) -> str:
    """A text's words in one line: what two spellings of the same words have in common."""
    return " ".join(word.text for word in split(text))
