"""Every form that the books ever had, one step a file."""
