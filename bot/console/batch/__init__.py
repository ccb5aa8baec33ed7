"""Batch: many questions at once, each run kept so that two can be compared."""
