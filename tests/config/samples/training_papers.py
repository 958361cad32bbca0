"""Samples for the rights on papers, invoices and subcontracts of training."""
