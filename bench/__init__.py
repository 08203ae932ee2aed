"""Measurements: agreement with annotation, speed and size, each beside a peer in the same run."""
