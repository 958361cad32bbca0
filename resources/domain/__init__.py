"""What the network does in resources: functions that write, each in one transaction, and shared queries."""
