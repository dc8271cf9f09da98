"""The local stage: the cloud, the carrier with its phones, and the mail sink, on one laptop."""
