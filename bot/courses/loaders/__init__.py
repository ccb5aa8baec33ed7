"""From the open files of DUO, SBB and GeoNames to the seed catalogue."""
