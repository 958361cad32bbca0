"""What training does by itself: at night, and long works."""
