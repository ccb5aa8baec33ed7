"""Custom actions: thin, they ask bot.courses or bot.routes and phrase the result."""
