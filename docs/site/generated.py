"""Pages of the docs site that are made from the code: commands, data dictionary, codebook, accuracy, the notebook."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parents[2]
_README = re.compile(r"<!-- accuracy:begin -->\n(.*?)<!-- accuracy:end -->", re.DOTALL)


def pages() -> dict[str, str]:
    """Return the pages by name."""
    return {
        "accuracy.md": accuracy(),
        "reference/commands.md": commands(),
        "reference/data.md": data_dictionary(),
        "reference/codebook.md": codebook(),
        "notebook.md": notebook(ROOT / "docs/notebooks/january-2020.ipynb"),
    }


def accuracy() -> str:
    """The README's table and what it says of it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = readme.split("## How good it is")[1].split("<!-- accuracy:begin -->")[0]
    table = _README.search(readme)
    assert table is not None
    return f"# Accuracy\n{said}\n{table[1]}\n{_limits(readme)}"


def _limits(readme: str) -> str:
    limits = readme.split("## Limits")[1].split("\n## ", maxsplit=1)[0]
    return "## Limits\n" + re.sub(r"\]\(docs/", "](", limits)


def commands() -> str:
    """Every command with its options, from the commands themselves."""
    from onrecord.cli import main

    parts = ["# Commands\n"]
    for name, command in sorted(main.commands.items()):
        parts += _command(f"onrecord {name}", command)
    return "\n".join(parts)


def _command(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        yield f"## `{name}`\n\n{_told(command)}\n"
        for inner, below in sorted(command.commands.items()):
            yield from _command(f"{name} {inner}", below)
        return
    context = click.Context(command, info_name=name)
    usage = command.get_usage(context).removeprefix("Usage: ")
    yield f"## `{name}`\n\n{_told(command)}\n\n```\n{usage}\n```\n"
    rows = [p.get_help_record(context) for p in command.params if isinstance(p, click.Option)]
    shown = [row for row in rows if row]
    if shown:
        yield "| option | |\n|---|---|"
        yield from (f"| `{_cell(option)}` | {_cell(text)} |" for option, text in shown)
        yield ""


def _told(command: click.Command) -> str:
    return re.sub(r"\n +", "\n", (command.help or "").replace("\b", "")).strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def data_dictionary() -> str:
    """Every field of the records and of events, with its type and meaning."""
    schema = json.loads((ROOT / "docs/schema.json").read_text(encoding="utf-8"))
    told = _told_of_fields(ROOT / "src/onrecord/model/records.py")
    parts = [
        "# Data dictionary\n\nOne object an article, as `onrecord read --format jsonl` writes it. Offsets count Unicode code"
        " points into `text`, end exclusive. What is absent is `null` or empty, never a made-up value.\n"
    ]
    for name, kind in schema["$defs"].items():
        if "properties" not in kind:
            continue
        parts.append(
            f"## {name}\n\n{kind.get('description', '').strip()}\n\n| field | type | |\n|---|---|---|"
        )
        said = told.get(name, {})
        for field, about in kind["properties"].items():
            parts.append(f"| `{field}` | {_type(about)} | {_cell(said.get(field, ''))} |")
        parts.append("")
    return "\n".join(parts)


def _told_of_fields(path: Path) -> dict[str, dict[str, str]]:
    """What the code says under each field of each class."""
    found: dict[str, dict[str, str]] = {}
    for kind in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(kind, ast.ClassDef):
            found[kind.name] = {
                field.target.id: said.value.value
                for field, said in pairwise(kind.body)
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant) and isinstance(said.value.value, str)
            }  # fmt: skip
    return found


def _type(about: dict[str, Any]) -> str:
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for several in ("anyOf", "oneOf", "allOf"):
        if several in about:
            return " or ".join(_type(one) for one in about[several])
    if "enum" in about:
        return " \\| ".join(f"`{value}`" for value in about["enum"])
    if about.get("type") == "array":
        inner = about.get("items") or (about.get("prefixItems") or [{}])[0]
        return f"list of {_type(inner)}" if inner else "list"
    return str(about.get("type", "any"))


def codebook() -> str:
    """The event types with their modes."""
    from onrecord.ontology import codebook_of, load_ontology, ontology_file

    book = codebook_of(load_ontology(ontology_file(None)))
    parts = [f"# Codebook\n\n{book.ontology}. Scores run from -10 (conflict) to 10 (cooperation).\n"]
    parts += [f"- {rule}" for rule in book.rules]
    for kind in book.types:
        parts.append(f"\n## {kind.name}\n\n{kind.definition} *{kind.quad_name}*, score {kind.score:g}.\n")
        parts += [f"- {rule}" for rule in kind.rules]
        if kind.modes:
            parts.append("\n| mode | score | |\n|---|---|---|")
            parts += [f"| {mode.name} | {mode.score:g} | {_cell(mode.means)} |" for mode in kind.modes]
        for example in kind.examples:
            parts.append(f"\n> {example.text}\n")
            parts += [f"- `{line}`" for line in example.coded]
    return "\n".join(parts)


def notebook(path: Path) -> str:
    """The notebook as a page: its words and its code; what it gives is for the reader to run."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    parts = [f"*This page is the notebook `docs/notebooks/{path.name}`, which runs in the tests.*\n"]
    for cell in cells:
        text = "".join(cell["source"])
        parts.append(text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```")
    return "\n\n".join(parts)
