"""`python -m recon` is the command `recon`."""

from __future__ import annotations

from recon.cli import main

main()
