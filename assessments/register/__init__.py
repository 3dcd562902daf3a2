"""The register as a case document, and a case document as the register."""
