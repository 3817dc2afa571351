"""Fitting what the merging room weighs reports with."""
