"""The score table: for a terminal, and for the README."""

from __future__ import annotations

from typing import Any

Results = dict[str, dict[str, float]]
Pinned = dict[str, dict[str, Any]]

LESS_IS_BETTER = {
    "CPU of reading by rules / CPU of bare spaCy",
    "CPU of the encoder and its heads / CPU of bare spaCy",
    "CPU of attribution / CPU of textacy's direct quotations",
    "residue pages",
    "lost pages",
    "false alarms per 1,000 words",
    "CPU of reading / CPU of bare spaCy",
    "start-up, CPU seconds",
    "peak memory, MB",
    "gold events split",
    "events that swallow",
}
NOISY = {
    "CPU of reading by rules / CPU of bare spaCy",
    "CPU of the encoder and its heads / CPU of bare spaCy",
    "words per CPU-second",
    "words per CPU-second of attribution alone",
    "CPU of attribution / CPU of textacy's direct quotations",
    "attributions / textacy's direct quotations",
    "articles that textacy gives up, of 40",
    "CPU of reading / CPU of bare spaCy",
    "start-up, CPU seconds",
    "peak memory, MB",
}
"""Depend on the machine: shown, never pinned from a run; the required floor alone holds for them."""

BEGIN, END = "<!-- accuracy:begin -->", "<!-- accuracy:end -->"


def better(figure: str, ours: float, other: float) -> bool:
    """Whether ours is strictly better than another value of the same figure."""
    return ours < other if figure in LESS_IS_BETTER else ours > other


def below(results: Results, floors: Pinned, peers: Pinned) -> list[str]:
    """Say which figures lie below their pinned floor, or, where none is pinned, below the required one.

    Compared to half a thousandth: figures are the same on every run, but the pinned ones are rounded.
    """
    found = []
    for task, figures in results.items():
        for figure, ours in figures.items():
            required = peers.get(task, {}).get(figure, [None])[0]
            floor = floors.get(task, {}).get(figure, required)
            if floor is not None and better(figure, floor, ours) and abs(ours - floor) > 0.0005:
                found.append(f"{task}, {figure}: {ours:.4f} against {floor}")
    return found


def show(value: float) -> str:
    """Three decimals for shares, one for larger figures, none for whole numbers."""
    return f"{value:.3f}" if abs(value) < 10 and value != int(value) else f"{value:.1f}".removesuffix(".0")


def rows(results: Results, floors: Pinned, peers: Pinned) -> list[tuple[str, ...]]:
    """Return the table's rows, the header first."""
    found: list[tuple[str, ...]] = [("benchmark", "figure", "ours", "pinned", "required", "peers")]
    for task, figures in results.items():
        for figure, ours in figures.items():
            required, words = peers.get(task, {}).get(figure, ("", ""))
            pinned = floors.get(task, {}).get(figure, "")
            mark = "" if required == "" or not better(figure, required, ours) else " (below what is required)"
            cells = (show(v) if v != "" else "" for v in (pinned, required))
            found.append((task, figure, show(ours), *cells, words + mark))
    return found


def as_text(table: list[tuple[str, ...]]) -> str:
    """Lay the rows out for a terminal."""
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in table
    )


def as_markdown(table: list[tuple[str, ...]]) -> str:
    """Return the rows that have peers to compare with as a Markdown table, without the pinned column."""
    kept = [(r[0], r[1], r[2], r[5]) for r in table[1:] if r[5]]
    lines = ["| benchmark | figure | On Record | others |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {a} | {b} | **{c}** | {d} |" for a, b, c, d in kept)])


def put_in(readme: str, markdown: str) -> str:
    """Replace what stands between the README's two marks."""
    head, rest = readme.split(BEGIN)
    return f"{head}{BEGIN}\n{markdown}\n{END}{rest.split(END)[1]}"
