"""The resource centre: documents, versions, search and downloads."""
