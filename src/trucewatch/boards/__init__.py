"""What a person asks, answered from a `View` with the evidence beside each row."""
