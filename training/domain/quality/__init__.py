"""Quality: complaints and their delays, trainers' files, what Qualiopi asks and what the portal can show for it."""
