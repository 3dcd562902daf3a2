"""What keeps an installation whole: backup, restore, and the doctor who looks it over."""
