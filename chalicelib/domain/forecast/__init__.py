"""What a plan's waves will cost and when they end, before anybody is texted. All of it is pure."""
