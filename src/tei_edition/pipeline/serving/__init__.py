"""The preview of an edition: a server on this machine only, whose pages renew themselves."""
