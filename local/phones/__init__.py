"""The local carrier: Twilio's REST API and webhooks, the phones behind it, and a mail sink."""
