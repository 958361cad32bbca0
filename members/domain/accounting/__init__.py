"""The books: entries made of invoices, payments and transfers, their export, and the shares of the regions."""
