"""Asking authority files who is meant: the Reconciliation Service API 0.2 of the W3C group.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""
