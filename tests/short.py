"""Reports as the codebook and the documents write them, so that tests can hold them to it."""

from __future__ import annotations

from onrecord.model import Report


def in_short(report: Report) -> str:
    """Return "who → TYPE/mode → to whom (modality, not) | who says so and how"."""
    who = " + ".join(p.text for p in report.actors) or "nobody"
    kind = f"{report.event_type}/{report.mode}" if report.mode else report.event_type
    told = [who, kind, *([" + ".join(p.text for p in report.recipients)] if report.recipients else [])]
    marks = [m for m in (report.modality, "not" if report.negated else "") if m not in ("", "happened")]
    says = ", ".join(f"{a.source.text if a.source else 'somebody'} {a.stance}" for a in report.attribution)
    line = " → ".join(told) + (f" ({', '.join(marks)})" if marks else "")
    return f"{line} | {says}" if says else line
