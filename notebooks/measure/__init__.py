"""Measures kernels of a GPU and writes them as the CSV files that `ridgepoint validate` reads."""
