"""Pure decisions: functions of state, event and time. No clock, chance, network or environment."""
