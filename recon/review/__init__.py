"""Review findings and fixes in a notebook; nothing is decided by the page alone."""
