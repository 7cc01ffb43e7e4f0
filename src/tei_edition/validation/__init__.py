"""Checking: schema engines, checks of what no schema sees, and reports of the findings."""
