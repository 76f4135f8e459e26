"""The terminal app in a browser on this computer: an optional extra, and the one room that knows the web."""
