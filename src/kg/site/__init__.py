"""The website: rows and templates in, pages out."""
