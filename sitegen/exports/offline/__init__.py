"""A unit's year as a copy that opens from disk, without a server and without scripts."""
