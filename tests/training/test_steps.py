"""All of training by one command: steps that exist, in an order in which each finds what it needs."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from training.__main__ import run, steps

ROOT = Path(__file__).parents[2]
STEPS = steps(Path("BENCH"), Path("MODEL"), Path("WORK"))


@pytest.mark.parametrize("module", sorted({step[0] for step in STEPS}))
def test_each_step_is_a_module_that_takes_its_arguments(module: str) -> None:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text("utf8")
    options = {word for step in STEPS if step[0] == module for word in step if word.startswith("--")}
    assert all(f'"{option}"' in source for option in options)


@pytest.mark.parametrize(
    ("module", "suffix"), [("training.attribution.train", ".jsonl"), ("training.encoder.export", ".pt")]
)
def test_a_step_that_reads_a_file_is_given_one(module: str, suffix: str) -> None:
    assert {Path(step[1]).suffix for step in STEPS if step[0] == module} == {suffix}


def test_every_command_of_the_instructions_is_a_step() -> None:
    told = re.findall(
        r"python -m (training\.\S+[^#\n]*)", (ROOT / "training/encoder/README.md").read_text("utf8")
    )
    known = [re.sub(r"WORK/(HALF|FOLD)", r"\1", shlex.join(s)).replace(" --seed 7", "") for s in STEPS]
    assert told
    assert [line.strip() for line in told if line.strip() not in known] == []


def test_a_step_that_has_run_is_not_run_again_and_one_that_fails_ends_the_run(tmp_path: Path) -> None:
    done = tmp_path / "done"
    assert run([("json.tool", "--help")], done) == 0
    assert done.read_text("utf8") == "json.tool --help\n"
    assert run([("json.tool", "--help"), ("json.tool", str(tmp_path / "none"))], done) != 0
    assert done.read_text("utf8") == "json.tool --help\n"
