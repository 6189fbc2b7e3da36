"""Runs the library and its peers on the same data, judges what they fitted, and writes the table."""
