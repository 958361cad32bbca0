"""People and their roles, territories, organisations, their worksites, returns and memberships."""
