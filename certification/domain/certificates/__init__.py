"""Certificates: issued from signed minutes, printed, copied, revoked, checked by anybody."""
