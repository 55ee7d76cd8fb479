"""Duties: assignments (phân công), milestones, the role in which a body is named, the bodies that took over."""
