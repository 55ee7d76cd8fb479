"""What a parse may cost, and the child process that holds it to that."""

from .budgets import PREFIX, Budgets, budgets, names, refuse

__all__ = ["PREFIX", "Budgets", "budgets", "names", "refuse"]
