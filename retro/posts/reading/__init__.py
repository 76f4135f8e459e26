"""Reading what generators and note takers write around and inside Markdown: fields, headers, calls, links."""
