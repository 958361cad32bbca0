"""The people of an organisation, what they may change of it, and the mails that they want."""
