"""The fifteen indicators of §6.1, one module per pillar; each returns its raw x with its trace."""
