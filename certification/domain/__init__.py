"""What the network does in certification: functions that write, each in one transaction, and shared queries."""
