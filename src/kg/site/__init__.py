"""The website: pages for every directive, body, report and task, opened by double-click."""
