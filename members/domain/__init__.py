"""What the network does in members: functions that write, each in one transaction, and shared queries."""
