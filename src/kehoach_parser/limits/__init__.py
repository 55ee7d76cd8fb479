"""What a parse may cost, and the child process that holds it to that."""

from .budgets import NO_MEMORY, PREFIX, Budgets, budgets, names, refuse, refuse_memory

__all__ = ["NO_MEMORY", "PREFIX", "Budgets", "budgets", "names", "refuse", "refuse_memory"]
