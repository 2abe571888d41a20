"""What the browser tab remembers: the address, and the state that a restarted server is given back."""
