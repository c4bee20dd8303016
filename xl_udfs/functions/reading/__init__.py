"""What cells mean: kinds of argument, ranges, logs of events, and what a result shows."""
