"""Speed as ratios against the bare engine, measured in one run; never a promise in seconds."""
