"""Personal data in what agencies write: found, masked, and held back unless a review permits it."""
