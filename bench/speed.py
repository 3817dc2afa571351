"""What reading costs beside the bare spaCy pipeline, in one process, text by text in turn, so that drift cancels."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bench.data import BenchData

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.model import Article
    from onrecord.reader import Reader

_ARTICLES = 40


def measure(folder: Path) -> dict[str, float]:
    """Run the measurement in a fresh process of its own and return its figures."""
    command = [sys.executable, "-m", "bench.speed", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _main(folder: Path) -> dict[str, float]:
    from onrecord.reader import Reader, rules_only

    reader = Reader()
    data = BenchData(folder)
    articles = data.articles(data.rows("attribution/polnear_dev.jsonl"))[:_ARTICLES]
    reader.read(articles[0])  # whatever is loaded at first use belongs to the start
    start_up = time.process_time()
    import spacy

    bare, rules = spacy.load(reader.pipeline_path), rules_only()
    bare(articles[0].text)
    rules.read(articles[0])
    words, cost = 0, [0.0, 0.0, 0.0]
    for article in articles:
        words += len(article.text.split())
        for number, work in enumerate((lambda a: bare(a.text), rules.read, reader.read)):
            gc.collect()  # else what one of them left is collected at the cost of another: .925 and 1.03 for heads that cost the same
            before = time.process_time()
            work(article)
            cost[number] += time.process_time() - before
    theirs, by_rules, ours = cost
    figures = {
        "CPU of reading by rules / CPU of bare spaCy": by_rules / theirs,
        "CPU of the encoder and its heads / CPU of bare spaCy": (ours - by_rules) / theirs,
        "CPU of reading / CPU of bare spaCy": ours / theirs,
        "words per CPU-second": words / ours,
        "start-up, CPU seconds": start_up,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }
    return figures | _attribution(reader, articles)  # last: textacy's own memory and start are none of ours


def _attribution(reader: Reader, articles: list[Article]) -> dict[str, float]:
    """What attributions alone cost over what is parsed and encoded, beside textacy's direct quotations over the same
    parse; without textacy (extra ``bench``) its rows are left out. Each article is timed for both in turn."""
    from onrecord.reading import Attributions, Reading, read_layers, sentence_spans
    from onrecord.reading.attribution.tree import plant

    theirs = _textacy()
    before = [layer for layer in reader.layer_list if not isinstance(layer, Attributions)]
    words, given_up, found, cost = 0, 0, [0, 0], [0.0, 0.0]
    for article in articles:
        doc = reader.parse(article.text)
        reading = Reading(article=article, doc=doc, sentences=sentence_spans(doc))
        reading = read_layers(reading, before)
        words += len(article.text.split())
        plant.cache_clear()  # the mentions have planted the tree; here attributions pay for it
        start = time.process_time()
        found[0] += len(Attributions()(reading)["attributions"])
        cost[0] += time.process_time() - start
        if theirs is not None:
            start = time.process_time()
            try:
                found[1] += len(list(theirs(doc)))
            except ValueError:  # an odd number of quotation marks: textacy gives the whole text up
                given_up += 1
            cost[1] += time.process_time() - start
    figures = {"words per CPU-second of attribution alone": words / cost[0]}
    if theirs is not None:
        figures["CPU of attribution / CPU of textacy's direct quotations"] = cost[0] / cost[1]
        figures["attributions / textacy's direct quotations"] = found[0] / max(1, found[1])
        figures["articles that textacy gives up, of 40"] = given_up
    return figures


def _textacy() -> Callable[[Doc], Iterable[object]] | None:
    """Textacy's extractor, ready to run; ``None`` where it is not installed."""
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return None
    return cast("Callable[[Doc], Iterable[object]]", direct_quotations)


if __name__ == "__main__":
    print(json.dumps(_main(Path(sys.argv[1]))))
