"""Where every number comes from: rules as trees, and all that is read off them."""
