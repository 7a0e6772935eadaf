"""From files to checked values: readers come in pairs, a pure `parse_x` and a small `read_x`."""
