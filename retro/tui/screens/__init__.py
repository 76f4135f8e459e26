"""The screens: they own what is shown, and talk to the journal through ``retro.tui.storage``."""
