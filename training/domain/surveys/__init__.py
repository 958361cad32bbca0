"""What people think of a training: asked by mail, answered without an account, counted."""
