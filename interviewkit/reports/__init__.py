"""Reports: plain data for templates (context), the gate on it, and the one place that lays it out (render)."""
