"""The registers of an edition: who and what its documents name (listPerson, listPlace, listOrg)."""
