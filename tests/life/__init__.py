"""A small city that lives, and the oracle that holds each of its builds to a clean one."""
