"""Orders: their price, their states, their funding, their end."""
