"""The flow of certified people to the Caisse des Dépôts: who is due, batches, and the reports that answer them."""
