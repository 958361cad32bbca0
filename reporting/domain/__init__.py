"""What the network does in reporting: functions that write, each in one transaction, and shared queries."""
