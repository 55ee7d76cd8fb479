"""The best one-to-one pairing of two lists, all pairs weighed together (the assignment problem).

scipy.optimize.linear_sum_assignment gives the same total (the tests hold it as the measure), yet importing it takes
longer than comparing five plans; the matrices here are small, since pairs below the threshold cut them into parts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def assign(scores: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs (row, column), each row and column at most once, with the greatest total of positive `scores`.

    Scores of 0 and below are never paired. Deterministic: the same matrix gives the same pairs.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _components(scores > 0):
        if len(rows) == 1 or len(columns) == 1:
            part = scores[np.ix_(rows, columns)]
            best = int(np.argmax(part))
            pairs.append((rows[best // len(columns)], columns[best % len(columns)]))
        else:
            part = np.maximum(scores[np.ix_(rows, columns)], 0.0)
            wide = part if len(rows) <= len(columns) else part.T
            for row, column in _augment(-wide):
                i, j = (row, column) if len(rows) <= len(columns) else (column, row)
                if part[i, j] > 0:
                    pairs.append((rows[i], columns[j]))
    return sorted(pairs)


def _components(linked: NDArray[np.bool_]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that hang together by links, each part once, in the order of its first row."""
    parts = []
    free: list[bool] = np.any(linked, axis=1).tolist()
    for first in range(linked.shape[0]):
        if not free[first]:
            continue
        rows, columns = {first}, set(np.flatnonzero(linked[first]).tolist())
        grown = True
        while grown:
            more = set(np.flatnonzero(linked[:, sorted(columns)].any(axis=1)).tolist()) - rows
            rows |= more
            grown = bool(more)
            if more:
                columns |= set(np.flatnonzero(linked[sorted(more)].any(axis=0)).tolist())
        for row in rows:
            free[row] = False
        parts.append((sorted(rows), sorted(columns)))
    return parts


def _augment(cost: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Least-cost assignment of every row of `cost` (no more rows than columns): shortest augmenting paths.

    The algorithm of Jonker and Volgenant (1987) without its start-up, as scipy has it.
    """
    n_rows, n_columns = cost.shape
    u, v = np.zeros(n_rows), np.zeros(n_columns)
    row_of = np.full(n_columns, -1)
    column_of = np.full(n_rows, -1)
    for start in range(n_rows):
        shortest = np.full(n_columns, np.inf)
        path = np.full(n_columns, -1)
        done = np.zeros(n_columns, dtype=bool)
        visited = [start]
        row, reached = start, 0.0
        while True:
            through = reached + cost[row] - u[row] - v
            better = ~done & (through < shortest)
            path[better] = row
            shortest[better] = through[better]
            sink = int(np.argmin(np.where(done, np.inf, shortest)))
            reached = float(shortest[sink])
            done[sink] = True
            if row_of[sink] < 0:
                break
            row = int(row_of[sink])
            visited.append(row)
        u[start] += reached
        for other in visited[1:]:
            u[other] += reached - shortest[column_of[other]]
        v[done] -= reached - shortest[done]
        while True:
            row = int(path[sink])
            row_of[sink] = row
            column_of[row], sink = sink, int(column_of[row])
            if row == start:
                break
    return [(row, int(column_of[row])) for row in range(n_rows)]
