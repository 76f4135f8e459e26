"""The terminal app: screens, widgets and commands over the same facade as the command line."""
