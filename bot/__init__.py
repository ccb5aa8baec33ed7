"""Vakroute: honest help with study choice for everyone in the Netherlands who learns a trade."""
