"""``onrecord watch``: a configuration in, articles in the ledger out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.cli.watch import stopped_by_signals
from onrecord.ledger import Ledger
from tests.watching.site import Asked, Reply, Site, article, rss, served

_TEXT = "Police said on Tuesday that ten people were hurt when a bomb exploded in the market of Basra. "


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        one.replies |= {
            "/feed": Reply(body=rss("/a", "/gone"), kind="application/rss+xml"),
            "/a": Reply(body=article(_TEXT * 3)),
        }
        yield one


@pytest.fixture
def config(site: Site, tmp_path: Path) -> Path:
    path = tmp_path / "news.toml"
    path.write_text(
        f'contact = "mailto:desk@example.org"\nledger = "sqlite:///{tmp_path}/news.db"\npace_seconds = 0\n'
        f'allow_private = true\n[[feed]]\naddress = "{site.origin}/feed"\noutlet = "The Example"\n',
        encoding="utf-8",
    )
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["watch", *map(str, words)])


def test_once_reads_and_keeps_what_is_listed_and_says_what_failed(config: Path, tmp_path: Path) -> None:
    result = run(config, "--once")
    assert result.exit_code == 1  # one page is not there
    assert "1 polls; 1 new, 1 failed" in result.stdout
    ledger = Ledger.open(f"sqlite:///{tmp_path}/news.db", create=False)
    (held,) = ledger.articles()
    failed = [row["reason"] for row in ledger.attempts(outcome="failed")]
    ledger.close()
    assert (held["outlet"], held["article_id"].endswith("/a")) == ("The Example", True)
    assert ["404" in reason for reason in failed] == [True]


def test_running_again_asks_nothing_before_its_time(config: Path, site: Site) -> None:
    run(config, "--once")
    asked = len(site.asked)
    result = run(config, "--once")
    assert (result.exit_code, len(site.asked)) == (0, asked)


def test_dry_run_lists_pages_and_keeps_nothing(config: Path, site: Site, tmp_path: Path) -> None:
    result = run(config, "--dry-run")
    assert result.stdout.split() == [f"{site.origin}/a", f"{site.origin}/gone"]
    assert "/a" not in site.paths()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.toml"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_watch_and_handlers_are_put_back(
    number: signal.Signals, config: Path, site: Site
) -> None:
    def last(_asked: Asked) -> Reply:
        os.kill(os.getpid(), number)
        return Reply(404)

    site.replies["/gone"] = last
    here = signal.signal(
        number, before := signal.default_int_handler
    )  # whoever runs tests may have it ignored, as nohup has
    try:
        result = run(config)
        assert signal.getsignal(number) is before
    finally:
        signal.signal(number, here)
    assert result.exit_code == 0
    assert "1 polls" in result.stdout


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stops: list[int] = []
    try:
        with stopped_by_signals(lambda: stops.append(1)):
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert stops == []


def test_a_log_that_is_full_does_not_end_the_watch(config: Path, tmp_path: Path) -> None:
    code = "from onrecord.cli import main; main()"
    with open("/dev/full", "w") as full:
        process = subprocess.run(
            [sys.executable, "-c", code, "watch", str(config), "--once"], stderr=full, check=False
        )
    assert process.returncode == 1  # one page is not there
    ledger = Ledger.open(f"sqlite:///{tmp_path}/news.db", create=False)
    held = list(ledger.articles())
    ledger.close()
    assert len(held) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "`feed`"),
        ('contact = "mailto:a@b.c"\nfeed = []', "names no feed"),
        ('contact = "a@b.c"\n[[feed]]\naddress = "https://a.example/"', "mailto:"),
        ('contact = "mailto:a@b.c"\n[[feed]]\naddress = "ftp://a.example/"', "not an http"),
        ('contact = "mailto:a@b.c"\n[[feed]]\naddress = "https://a.example/"\nkind = "page"', "selector"),
        ('contact = "mailto:a@b.c"\n[[feed]]\naddress = "https://a.example/"\nselect = "a[["', "not a CSS"),
        (
            'contact = "mailto:a@b.c"\n[[feed]]\naddress = "https://a.example/"\nkind = "json"\nselect = "a"',
            "select",
        ),
        ('contact = "mailto:a@b.c"\n[[feed]]\nadress = "https://a.example/"', "adress"),
        (
            'contact = "mailto:a@b.c"\nevery_minutes = 0\n[[feed]]\naddress = "https://a.example/"',
            "every_minutes",
        ),
        (2 * '[[feed]]\naddress = "https://a.example/"\n', "contact"),
        ("feed = [", "docs/watch.md"),
    ],
)
def test_wrong_configuration_is_named_with_what_to_do(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    result = run(path, "--once")
    assert result.exit_code == 2
    assert told in result.stderr
    assert "wrong.toml" in result.stderr.replace("\n", "").replace("│", "")


def test_missing_configuration_is_wrong_use(tmp_path: Path) -> None:
    result = run(tmp_path / "none.toml")
    assert (result.exit_code, "none.toml" in result.stderr) == (2, True)
