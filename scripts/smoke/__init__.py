"""What the smoke and seed programs share. They speak HTTP only, as any client does."""
