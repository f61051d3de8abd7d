"""What only one segment uses: its own pictures and its own words, in a folder named after it."""
