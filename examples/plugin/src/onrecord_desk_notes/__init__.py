"""An example of a plug-in of On Record: one of each kind."""
