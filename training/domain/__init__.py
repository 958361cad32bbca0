"""What the network does in training: functions that write, each in one transaction, and shared queries."""
