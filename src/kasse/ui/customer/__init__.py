"""The screen that the guest looks at: what is ordered, what it comes to, what goes back."""
