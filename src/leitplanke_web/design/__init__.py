"""How pages look: components, style sheets, display settings, safe headers. Knows no town and no person."""
