"""What reading costs beside the bare spaCy pipeline, in one process, text by text in turn, so that drift cancels."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.data import BenchData

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
            before = time.process_time()
            work(article)
            cost[number] += time.process_time() - before
    theirs, by_rules, ours = cost
    return {
        "CPU of reading by rules / CPU of bare spaCy": by_rules / theirs,
        "CPU of the encoder and its heads / CPU of bare spaCy": (ours - by_rules) / theirs,
        "CPU of reading / CPU of bare spaCy": ours / theirs,
        "words per CPU-second": words / ours,
        "start-up, CPU seconds": start_up,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


if __name__ == "__main__":
    print(json.dumps(_main(Path(sys.argv[1]))))
