"""Keys of encrypted journals, and texts that wait beside one: what is known of encryption below SQLite."""
