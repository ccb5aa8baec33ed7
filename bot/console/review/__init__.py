"""Review: what the chatbot could not answer well, judged by an editor and exported for the content files."""
