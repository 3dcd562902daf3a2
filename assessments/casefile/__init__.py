"""The case document, its YAML file, its canonical form, its checks. Knows no framework."""
