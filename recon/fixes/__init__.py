"""Findings become fixes, and fixes a plan a person can read. Nothing here writes."""
