"""One incremental build of a city: plan, workers, claims, publishing, proofs, facts on a path."""
