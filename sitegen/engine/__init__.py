"""One incremental build of a city: plan, workers, claims, publishing, proofs, and what is known of a path."""
