"""From text to structure: passages without page furniture, sections, sentences."""
