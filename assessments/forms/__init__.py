"""Forms, by noun; a form holds no rule that an action does not."""
