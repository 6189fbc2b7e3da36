"""The second table: ordinary data, made by seed, on which every side stops at its own tolerance."""
