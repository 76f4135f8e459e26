"""Names and private passages taken out of what is published: found, replaced, and looked for once more."""
