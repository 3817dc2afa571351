"""Reports and decisions into events, each link explained and reversible."""
