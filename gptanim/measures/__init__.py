"""What segments measure on recorded runs: one module for each question, NumPy alone, nothing that trains."""
