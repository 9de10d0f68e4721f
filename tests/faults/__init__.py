"""What the product does while something under it fails: all or nothing, and back by itself."""
