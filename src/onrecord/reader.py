"""One article from text to record: the spaCy pipeline, the layers and the coder, loaded once a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from spacy.tokens import Doc

from onrecord.cleaning import clean
from onrecord.coding import Coder
from onrecord.coding.tracing import Trace, trace_reports
from onrecord.model import Article, InputError, Mention, Record, UnsupportedLanguageError, UsageError
from onrecord.ontology import OntologyFile, load_ontology
from onrecord.reading import (
    Attributions,
    Encoding,
    Layer,
    Mentions,
    Parser,
    PlaceNames,
    Places,
    Quantities,
    Reading,
    Times,
    check_order,
    read_layers,
    sentence_spans,
)
from onrecord.sources import RawDocument

_Result = TypeVar("_Result")


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read: the options of ``onrecord read`` that change what comes out."""

    published: str | None = None
    """ISO date for inputs that have none."""
    verbatim: bool = False
    """Take the text as it is: no cleaning, so that every offset points into the input text."""
    allow_private: bool = False
    """Also fetch addresses in private and loopback networks."""
    ontology: OntologyFile | None = None
    """A user's own event types and predicates."""


_RULES: tuple[Layer, ...] = (PlaceNames(), Mentions(), Times(), Places(), Quantities(), Attributions())


class Reader:
    """Reads articles. Building one loads the models (about a second); reading keeps no state."""

    def __init__(
        self,
        layers: tuple[Layer, ...] | None = None,
        coder: Coder | None = None,
        parser: Parser | None = None,
    ) -> None:
        self._parser = parser or Parser()
        self._layers = layers or (Encoding(), *_RULES)
        check_order(self._layers)
        self._coder = coder or Coder()

    @property
    def pipeline_path(self) -> Path:
        """Where the spaCy pipeline lies, to load it bare and compare what reading costs."""
        return Path(str(self._parser.pipeline.path))

    @property
    def words_kept(self) -> int:
        """How many words the pipeline keeps now."""
        return len(self._parser.pipeline.vocab)

    @property
    def layer_list(self) -> tuple[Layer, ...]:
        """The layers in the order in which they are read."""
        return self._layers

    def parse(self, text: str) -> Doc:
        """Return a text parsed by the pipeline, without any layer."""
        return self._parser(text)

    def layers(self, article: Article) -> Reading:
        """Return the article with all layers, uncoded."""
        doc = self.parse(article.text)
        return read_layers(Reading(article=article, doc=doc, sentences=sentence_spans(doc)), self._layers)

    def explain(self, article: Article, *, dropped: bool = False) -> tuple[Trace, ...]:
        """Return how each report of an article came about. Raises ``UnsupportedLanguageError`` as ``read`` does.

        ``dropped``: also what scored too low to be a report.
        """
        _check_language(article)
        return trace_reports(self._coder, self.layers(article), dropped=dropped)

    def read(self, article: Article) -> Record:
        """Read and code one article. Raises ``UnsupportedLanguageError`` for a text that is not English."""
        _check_language(article)
        reading = self.layers(article)
        return Record(
            id=article.id,
            title=article.title,
            url=article.url,
            outlet=article.outlet,
            published=article.published,
            language=article.language,
            text=article.text,
            reports=self._coder.code(reading),
            attributions=tuple(node.attribution for node in reading.attributions),
            toponyms=reading.places,
            times=tuple(node.timex for node in reading.times),
            mentions=tuple(
                Mention(
                    start=m.participant.start,
                    end=m.participant.end,
                    text=m.participant.text,
                    kind=m.kind,
                    actor=m.participant.id,
                    head=m.best,
                )
                for m in reading.mentions
            ),
            published_at=article.published_at,
            updated_at=article.updated_at,
            agency=article.agency,
            credit=article.credit,
            dateline=article.dateline,
            truncated=article.truncated,
            notes=article.notes,
            posts=article.posts,
        )


def _check_language(article: Article) -> None:
    if article.language not in (None, "en"):
        raise UnsupportedLanguageError(
            article.id, f"the text is in language '{article.language}', and only English is coded; skipped"
        )


def default_reader() -> Reader:
    """Return the process's shared reader, which codes by PLOVER as shipped."""
    return reader_for(None)


@lru_cache(maxsize=2)
def reader_for(ontology: OntologyFile | None) -> Reader:
    """Return the process's shared reader that codes by a user's ontology. Raises ``OntologyError`` for a bad file."""
    return Reader(coder=Coder(load_ontology(ontology)))


def rules_only(ontology: OntologyFile | None = None) -> Reader:
    """Return a reader without the encoder: rules and lexicon alone decide."""
    return Reader(layers=_RULES, coder=Coder(load_ontology(ontology)))


def read_document(raw: RawDocument, options: ReadOptions) -> Record | InputError:
    """Clean and read one document. What goes wrong is returned, with the input's name, so that the rest goes on."""
    return _guarded(raw, options, Reader.read)


def explain_document(
    raw: RawDocument, options: ReadOptions, *, dropped: bool = False
) -> tuple[Trace, ...] | InputError:
    """Clean one document and say how each of its reports came about; errors as with ``read_document``."""
    return _guarded(raw, options, lambda reader, article: reader.explain(article, dropped=dropped))


def _guarded(
    raw: RawDocument, options: ReadOptions, task: Callable[[Reader, Article], _Result]
) -> _Result | InputError:
    try:
        article = clean(raw, verbatim=options.verbatim, published=options.published)
        return task(reader_for(options.ontology), article)
    except InputError as error:
        return error
    except (
        UsageError
    ):  # a bad ontology file or pipeline is no fault of the document: every other would fail too
        raise
    except Exception as error:  # one text that breaks a model must not stop an archive of a million
        return InputError(
            raw.name, f"could not be read ({type(error).__name__}: {error}); please report it as a bug"
        )
