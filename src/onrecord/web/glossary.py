"""The words of standing and the grades of credibility, as the codebook page prints them (docs/events.md has the rules)."""

STANDINGS = (
    ("reported", "an outlet tells it in its own voice"),
    ("claimed", "a source says so, and no outlet in its own voice"),
    ("confirmed", "the party on the other side says so after the first, or an independent body confirms it in so many words"),
    ("denied", "a source's last word is that it did not happen"),
    ("disputed", "denied, and also reported, claimed or confirmed"),
    ("planned", "nobody tells it as done, and somebody as intended; or it is a threat or a promise itself"),
    ("fulfilled", "what was promised, threatened or planned was done later"),
    ("not fulfilled", "what was promised, threatened or planned was called off, refused or broken later"),
    ("retracted", "a source that had said so has taken it back"),
)  # fmt: skip
GRADES = (
    (1, "confirmed by other sources"),
    (2, "probably true"),
    (3, "possibly true"),
    (4, "doubtful"),
    (5, "improbable"),
    (6, "cannot be judged"),
)
