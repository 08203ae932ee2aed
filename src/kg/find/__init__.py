"""What stands in a passage: dates and periods, bodies, directives, figures. Each finder works on a view."""
