"""What a template may ask for."""
