"""How common terms are in news: ``python -m training.merging.counts BENCH`` writes ``merging/data/term_counts.tsv``.

Counts of documents that hold a term, over the texts of the benchmarks' training parts; no text is kept. Terms of fewer
than three documents are left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.merging.terms import terms

OUTPUT = Path(__file__).parents[2] / "src/onrecord/merging/data/term_counts.tsv"
_LEAST = 3
_CORPORA = ("attribution/polnear_train.jsonl", "merging/ecbplus_train_dev.jsonl")


def texts(bench: Path) -> Iterator[str]:
    """The texts that are counted."""
    for name in _CORPORA:
        for line in (bench / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("split", "train") == "train":
                yield row["text"]


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, help="folder of the benchmarks")
    found = [set(terms(text)) for text in texts(parser.parse_args().bench)]
    counts = Counter(term for each in found for term in each)
    rows = [f"{term}\t{n}" for term, n in sorted(counts.items()) if n >= _LEAST]
    OUTPUT.write_text("\n".join([f"# documents\t{len(found)}", *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} terms of {len(found)} texts")


if __name__ == "__main__":
    main()
