"""Pages of the register: lists, details, forms, whatever the noun."""
