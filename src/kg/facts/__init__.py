"""From what was found to facts: header, mentions with identity, statements, tasks, figures, relations …"""
