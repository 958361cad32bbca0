"""What the network does in advocacy: functions that write, each in one transaction, and shared queries."""
