"""Directive KG: from the periodic reports of Vietnamese committees to a knowledge graph of directives."""
