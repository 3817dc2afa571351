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
    from onrecord.reader import Reader

    reader = Reader()
    data = BenchData(folder)
    articles = data.articles(data.rows("attribution/polnear_dev.jsonl"))[:_ARTICLES]
    reader.read(articles[0])  # whatever is loaded at first use belongs to the start
    start_up = time.process_time()
    import spacy

    bare = spacy.load(reader.pipeline_path)
    bare(articles[0].text)
    words, ours, theirs = 0, 0.0, 0.0
    for article in articles:
        words += len(article.text.split())
        before = time.process_time()
        bare(article.text)
        between = time.process_time()
        reader.read(article)
        theirs += between - before
        ours += time.process_time() - between
    return {
        "CPU of reading / CPU of bare spaCy": ours / theirs,
        "words per CPU-second": words / ours,
        "start-up, CPU seconds": start_up,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


if __name__ == "__main__":
    print(json.dumps(_main(Path(sys.argv[1]))))
