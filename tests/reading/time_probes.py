"""Our own probes of the times layer (``time_probes.txt``). ``python -m tests.reading.time_probes`` prints score and misses."""

from __future__ import annotations

from pathlib import Path

from onrecord.model import Article
from onrecord.reading.layers import Reading
from onrecord.reading.syntax import load_pipeline, sentence_spans
from onrecord.reading.times import Times
from tests.reading.dated_passages import Passage, _passage


def probes() -> list[Passage]:
    """Return the probes in the file's order."""
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    pairs = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [_passage(f"{i} | {published} | news", text) for i, (published, text) in enumerate(pairs)]


def found(probe: Passage) -> list[tuple[int, int, str, str]]:
    """Return start, end, type and value of each expression that the layer finds."""
    doc = load_pipeline()(probe.text)
    article = Article(id="a", text=probe.text, published=probe.published)
    reading = Reading(article=article, doc=doc, sentences=sentence_spans(doc))
    nodes = Times()(reading)["times"]
    return [(n.timex.start, n.timex.end, n.timex.type, n.timex.value) for n in nodes]


def score() -> tuple[int, int, list[str]]:
    """Return how many gold expressions are found with the right value, of how many, and what is wrong."""
    right = total = 0
    wrong = []
    for probe in probes():
        ours = found(probe)
        for gold in probe.gold:
            total += 1
            near = [o for o in ours if o[0] < gold.end and gold.start < o[1]]
            if any(o[3] == gold.value for o in near):
                right += 1
            else:
                what = f"{gold.value} for {probe.text[gold.start : gold.end]!r}, read {near}"
                wrong.append(f"{probe.text}\n    {what}")
    return right, total, wrong


def main() -> None:
    """Print each expression that is read otherwise, and the score."""
    right, total, wrong = score()
    print("\n".join(wrong))
    print(f"{right} of {total} values right")


if __name__ == "__main__":
    main()
