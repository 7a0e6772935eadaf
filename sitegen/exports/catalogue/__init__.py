"""The catalogue of all datasets for programs: what stands in it, and the forms that harvesters read."""
