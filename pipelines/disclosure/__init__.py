"""What the public may see: the release rule, its proof by attack, frozen editions, and the public file."""
