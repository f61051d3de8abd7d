"""What segments are made of: the base class, theme, layout and parts."""
