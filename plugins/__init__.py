"""How Pelican shows the directory: one module per output or concern, `register()` last."""
