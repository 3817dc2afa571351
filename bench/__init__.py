"""The score table: ours, the floor and the peers' figures, on real benchmarks that lie outside the project."""
