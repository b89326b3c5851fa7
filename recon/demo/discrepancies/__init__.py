"""The seeded discrepancies: tables of records, beside the findings they must give."""

from recon.demo.discrepancies.seed import seed_discrepancies

__all__ = ["seed_discrepancies"]
