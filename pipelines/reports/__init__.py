"""Files written for people outside the dashboard."""
