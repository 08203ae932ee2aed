"""Other engines, asked what our store is asked."""
