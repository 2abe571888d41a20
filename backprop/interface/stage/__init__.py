"""The stage: one component that holds everything on a page that follows an edit."""
