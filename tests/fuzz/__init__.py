"""Fuzzing: inputs that nobody wrote, thrown at cleaning, reading and everything that opens a file.

``make fuzz MINUTES=10`` runs it, or ``python -m tests.fuzz --help``. A target (``targets.py``) takes bytes and checks what
must hold of any bytes; ``hostile.py``, ``pages.py`` and ``files.py`` make inputs with structure and oddities, and
``mutation.py`` damages them and the files of ``corpus/``. Each input follows from the seed of the run alone. What fails
is written to a file with its reason, cut down, and belongs into ``corpus/`` once it is mended: the tests read all of it.
"""
