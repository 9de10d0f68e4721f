"""Pictures of the web client: ``scripts/screenshots`` takes them."""
