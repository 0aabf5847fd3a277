"""What people do at the till: one function a deed, named after it, the same for screens and command line."""
