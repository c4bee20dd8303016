"""Formula text: its tokens, references, names and structured references, and what copies share."""
