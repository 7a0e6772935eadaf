"""Texts as people write them in WhatsApp, Word and Excel, made Markdown before the engine sees them."""
