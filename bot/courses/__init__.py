"""Course offers: catalogue, OEAPI server, loaders, client and search."""
