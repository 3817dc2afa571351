"""Files by which a user says how to work: settings of a watch, an ontology, dictionaries of actors, rules of robots, queries."""

from __future__ import annotations

from random import Random
from urllib.parse import urlencode

from tests.fuzz.hostile import as_bytes, odd_word, sentence

_SETTINGS = (
    "contact",
    "ledger",
    "state",
    "every_minutes",
    "pace_seconds",
    "concurrency",
    "recheck_hours",
    "drop_parameters",
    "allow_private",
    "x",
)
_FEED = ("address", "kind", "select", "outlet", "only", "skip", "every_minutes", "x")
_VALUES = (
    '"mailto:a@example.org"', '"https://example.org/feed"', '"page"', '"auto"', '"a:has(b)"', '"a[href"', "1", "-1", "0", "1e999", "nan", "true",
    "[]", '["*"]', '["["]', "[1, 24]", "{}", '""', "2020-01-08", "'\\'", '"\\ud800"', "99999999999999999999",
)  # fmt: skip
_TYPES = ("ASSAULT", "protest", "MY-TYPE", "A" * 300, "", '"a b"', "AID.x")
_ENTRY = ("words", "type", "when", "contexts", "actor", "recipient", "reciprocal", "weight", "replace", "x")
_OWN = (
    '"attack"', '"fire on"', '["a", "b"]', '"ASSAULT"', '"obj:person"', '"subj"', '"dobj|iobj"', "true", "0.5", "1e999", "-1", "nan", '"(((("', '""', "[]",
    '"military"', '"*"', '"~"', "[[]]",
)  # fmt: skip
_FIELDS = (
    "type",
    "who",
    "place",
    "standing",
    "text",
    "since",
    "until",
    "least",
    "sort",
    "view",
    "after",
    "as_of",
    "x",
    "limit",
    "q",
    "actor",
    "year",
)
_ASKED = (
    "ASSAULT", "2020-01-08", "9999-12-31", "0001-01-01", "2020-02-30", "-1", "0", "1e9", "map", "newest", '"', '"a', "a*", "NEAR(a b)", "a AND", "-", "^a",
    "a:b", "(", "%", "_", "\x00", "' OR 1=1 --", "2020-01-09T12:00", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00-14:00", "\ud800",
)  # fmt: skip
PATHS = (
    "/", "/events", "/actors", "/sources", "/promises", "/coverage", "/compare", "/map", "/review", "/codebook", "/places", "/api/v1/events",
    "/api/v1/search", "/api/v1/reports", "/api/v1/changes", "/api/v1/articles", "/api/v1/facets", "/events/{}", "/articles/{}", "/actors/{}", "/places/{}",
)  # fmt: skip


def watch(chance: Random) -> bytes:
    """Settings of ``onrecord watch``."""
    lines = ['contact = "mailto:a@example.org"'] if chance.random() < 0.7 else []
    lines += [
        f"{name} = {chance.choice(_VALUES)}" for name in chance.sample(_SETTINGS[1:], chance.randint(0, 3))
    ]
    for number in range(chance.randint(0, 3)):
        lines += ["[[feed]]"] + (
            [f'address = "https://example.org/{number}"'] if chance.random() < 0.8 else []
        )
        lines += [
            f"{name} = {chance.choice(_VALUES)}" for name in chance.sample(_FEED[1:], chance.randint(0, 3))
        ]
    return as_bytes("\n".join(lines), chance)


def ontology(chance: Random) -> bytes:
    """An ontology file."""
    lines: list[str] = []
    for _ in range(chance.randint(1, 4)):
        section = chance.choice(
            (
                "[[verbs]]",
                "[[nouns]]",
                "[[remove]]",
                "[classes]",
                f"[types.{chance.choice(_TYPES)}]",
                "verbs = 1",
                "types = []",
                "[x]",
            )
        )
        keys = {"[[remove]]": ("verbs", "nouns", "type", "entry"), "[classes]": ("people", "x")}.get(
            section, _ENTRY
        )
        keys = (
            ("quad", "score", "covers", "modes", "cameo", "recipient")
            if section.startswith("[types")
            else keys
        )
        lines += [section] + [
            f"{key} = {chance.choice(_OWN)}" for key in chance.sample(keys, chance.randint(0, len(keys)))
        ]
    return as_bytes("\n".join(lines), chance)


def actors(chance: Random) -> bytes:
    """A user's list of actors as CSV."""
    columns = chance.sample(
        ("name", "aliases", "country", "sector", "role", "from", "to", "id", "kind", "x"),
        chance.randint(1, 9),
    )
    lines = [",".join(columns)]
    for _ in range(chance.randint(0, 4)):
        cells = (
            "Jane Doe",
            "Doe; J. D.",
            "FRA",
            "GOV",
            "president",
            "2020",
            "2020-01",
            "2020-02-30",
            "person",
            "",
            '"a',
            odd_word(chance)[:99],
        )
        lines.append(",".join(chance.choice(cells) for _ in columns))
    return as_bytes("\n".join(lines), chance)


def petrarch(chance: Random) -> bytes:
    """A dictionary of actors in PETRARCH's format."""
    lines = []
    for _ in range(chance.randint(0, 6)):
        lines.append(
            chance.choice(
                (
                    "JANE_DOE_ ",
                    "+DOE_",
                    "  ",
                    "FISHERMAN! {FISHERMEN} ",
                    "# ",
                    "{",
                    odd_word(chance)[:99],
                    sentence(chance).upper().replace(" ", "_"),
                )
            )
        )
        lines[-1] += chance.choice(
            (
                "[FRAGOV 20100501-20140331]",
                "[FRAELI >20140331]",
                "[~LAB]",
                "[FRALEG <991332]",
                "[",
                "[XYZ 99999999]",
                "; x",
                "",
            )
        )
    return as_bytes("\n".join(lines), chance)


def robots(chance: Random) -> bytes:
    """Rules for robots."""
    lines = []
    for _ in range(chance.randint(0, 8)):
        name = chance.choice(
            (
                "User-agent",
                "Disallow",
                "Allow",
                "Crawl-delay",
                "Request-rate",
                "Sitemap",
                "Visit-time",
                odd_word(chance)[:99],
            )
        )
        value = chance.choice(
            (
                "*",
                "onrecord",
                "/",
                "/*",
                "/" + "*a" * 200 + "$",
                "1",
                "-1",
                "nan",
                "1e999",
                "1/0",
                "%zz",
                odd_word(chance)[:999],
            )
        )
        lines.append(f"{name}: {value}")
    return as_bytes("\n".join(lines), chance)


def query(chance: Random) -> bytes:
    """The address of a page or a call with what is asked of it."""
    fields = [
        (name, chance.choice((*_ASKED, odd_word(chance)[:300])))
        for name in chance.sample(_FIELDS, chance.randint(0, 5))
    ]
    path = chance.choice(PATHS).replace("{}", chance.choice(("a", "%00", "..%2f", "%ff", "-1", "x" * 300)))
    return f"{path}?{urlencode(fields, errors='surrogatepass')}".encode()


def foreign(chance: Random) -> bytes:
    """A row or two of another coder's file: GDELT's 61 columns, or a header and cells."""
    if chance.random() < 0.5:
        cells = ["1", "20200108", "202001", "2020", "2020.0219", *["" for _ in range(56)]]
        for _ in range(chance.randint(0, 12)):
            cells[chance.randrange(61)] = chance.choice(
                (
                    "USA",
                    "IRN",
                    "190",
                    "1",
                    "-5.0",
                    "35.1",
                    "200.5",
                    "nan",
                    "x",
                    "20201345",
                    odd_word(chance)[:99],
                )
            )
        return as_bytes("\n".join(["\t".join(cells)] * chance.randint(1, 2)), chance)
    header = chance.choice(
        (
            "Event ID\tDate\tEvent Type",
            "event_id_cnty,event_date,event_type,sub_event_type,actor1,notes",
            '{"id": "1", "text": "x"',
            '{"id": "1", "text": "x"}\n{"id": "2", "text": "x", "more": ' + "[" * 5_000 + "]" * 5_000 + "}",
        )
    )
    return as_bytes(
        "\n".join(
            [header]
            + [sentence(chance).replace(" ", chance.choice(",\t;")) for _ in range(chance.randint(0, 3))]
        ),
        chance,
    )
