"""News text as nobody writes it: real sentence patterns with oddities strewn in."""

from __future__ import annotations

from random import Random

_WHO = (
    "The president", "Rebels", "Iran", "the U.N. Security Council", "Prime Minister Jane Doe", "police", "a spokesman for the army",
    "Mr. O'Neil", "the 82nd Airborne Division", "villagers", "the European Union's foreign policy chief", "he", "she", "they", "Gen. A. B. Carter",
    "NATO", "al-Shabab", "the Ministry of Health", "two gunmen", "the opposition Unity Party", "Médecins Sans Frontières", "it",
)  # fmt: skip
_DID = (
    "said", "attacked", "condemned", "will meet", "denied having bombed", "has arrested", "claimed responsibility for an attack on",
    "agreed to give aid to", "killed at least 12 people in a raid on", "threatened to expel", "protested against", "signed a treaty with",
    "did not fire on", "is expected to withdraw troops from", "seized", "urged", "was accused by Peru of invading", "vowed to retaliate against",
)  # fmt: skip
_PIECES = (
    " in Kabul", " near the border with Chad", " on Tuesday", " last week", " on 8 January 2020", " at 3:15 p.m. EST", " two days ago",
    " in the early 1990s", " killing 23 and wounding 1,204", " worth $3.5 billion", " according to officials", ", state media reported,",
    " (AP)", " in Springfield, Illinois", " between 10 and 15 people", " an estimated 20,000 protesters", " half a million", " 1½", " No. 10",
    " since 31 February", " the day after tomorrow", " on the 45th of Marchember", " in 99999", " 10:99 p.m.", " -5 hostages", " 1,2,3,4",
    " one hundred and and twenty two thousand million", " zero zero", " 1e400 troops", " dozens of dozens of dozens", " every other Friday",
    " by the end of the 3rd quarter of FY2019/20", " 00/00/0000", " 12/25/19", " yesterday's tomorrow",
)  # fmt: skip
_ODD = (
    "\u200b", "\u200d", "\u202e", "\u202d", "\ufeff", "\u00ad", "\u2028", "\u2029", "\u0085", "\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\r",
    "\t", "\u00a0", "\u3000", "\u0301" * 40, "\ud800", "\udfff", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U000e0041", "\uffff",
    "שלום", "مرحبا بالعالم", "日本語の文章。", "ﬁ", "İ", "ß", "ſ", "K", "①", "١٢٣", "\u0660", "²³", "Ⅷ", "½", "𝟙𝟚", "🇺🇸", "e\u0301",
)  # fmt: skip
_MARKS = (
    '"',
    "“",
    "”",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    "‟",
    "''",
    "``",
    "‹",
    "›",
    "「",
    "」",
    "\u2032",
    "(",
    ")",
    "[",
    "]",
)
_LONG = (
    "a",
    "-",
    "'",
    ".",
    ",",
    "1",
    "x-",
    "A.",
    "0,",
    "«",
    "“”",
    "he said ",
    "and ",
    "of the ",
    "Mr. ",
    "$",
    "%",
    "/",
    "...",
    "—",
    "I ",
)


def sentence(chance: Random) -> str:
    """Return one sentence: somebody does something to somebody, with pieces after it."""
    words = f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHO)}"
    words += "".join(chance.choice(_PIECES) for _ in range(chance.choice((0, 1, 1, 2, 5))))
    if chance.random() < 0.3:
        words = f"“{words},” {chance.choice(_WHO)} {chance.choice(('said', 'told reporters', 'added', 'asked', 'wrote'))}"
    return (
        words[:1].upper()
        + words[1:]
        + chance.choice((".", ".", ".", "!", "?", "", "...", ":", ";", ".”", "—"))
    )


def text(chance: Random, most: int = 12) -> str:
    """Return some paragraphs of at most ``most`` sentences and what spoils them."""
    if chance.random() < 0.02:
        most *= 60
    parts = [_spoiled(sentence(chance), chance) for _ in range(chance.randint(0, most))]
    if chance.random() < 0.15:
        parts.insert(chance.randint(0, len(parts)), flood(chance))
    return "".join(part + chance.choice((" ", " ", "\n\n", "\n", "", "\r\n\r\n", "\u2029")) for part in parts)


def flood(chance: Random) -> str:
    """Return one thing very often: a word without end, thousands of quotation marks, numbers or names in a row."""
    unit = chance.choice((*_LONG, *_MARKS, *_ODD, *_PIECES, sentence(chance) + " ", " ".join(_MARKS)))
    return unit * min(chance.choice((50, 300, 1_000, 4_000)), 20_000 // len(unit) + 1)


def _spoiled(words: str, chance: Random) -> str:
    for _ in range(chance.choice((0, 0, 0, 1, 2, 8))):
        at = chance.randint(0, len(words))
        words = words[:at] + chance.choice((*_ODD, *_MARKS)) + words[at:]
    if chance.random() < 0.05:
        words = words.upper()
    if chance.random() < 0.03:
        pieces = words.split(" ")
        chance.shuffle(pieces)
        words = " ".join(pieces)
    return words


def odd_word(chance: Random) -> str:
    """Return a word of any alphabet, an oddity, a number or nothing."""
    return chance.choice((*_ODD, *_MARKS, *_PIECES, "", "x", "text", "2020-01-08", "null", "a" * 3_000))


def as_bytes(words: str, chance: Random) -> bytes:
    """Encode a text, mostly in UTF-8, and else in an encoding that nobody announces."""
    charset = chance.choice(
        ("utf-8",) * 8 + ("utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis", "utf-7")
    )
    return words.encode(charset, "surrogatepass" if charset.startswith("utf-8") else "replace")
