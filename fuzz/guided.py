"""The same targets under atheris, which prefers inputs that reach new code of the package (coverage-guided).

Each format runs in a process of its own: libFuzzer ends its process. What is found is written beside the seeds of the
run and told; the number of inputs is libFuzzer's own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random


def run_all(forms: Sequence[str], seconds: float) -> int:
    """Each format for its share of the time; 1 where anything was found, 2 without atheris."""
    if find_spec("atheris") is None:
        print(
            "atheris is not installed (pip install atheris); without --guided nothing more is needed", file=sys.stderr
        )
        return 2
    code = 0
    for form in forms:
        with tempfile.TemporaryDirectory() as corpus:
            command = [sys.executable, "-m", "fuzz.guided", form, corpus, str(Path(__file__).with_name("seeds") / form)]
            options = [f"-max_total_time={seconds / len(forms):.0f}", "-rss_limit_mb=1500", "-timeout=30"]
            options += ["-print_final_stats=1", "-verbosity=0", "-max_len=40000", f"-artifact_prefix={form}-"]
            ended = subprocess.run([*command, *options], capture_output=True, text=True, errors="replace")
        told = [line for line in (ended.stdout + ended.stderr).splitlines() if "number_of_executed" in line]
        count = told[-1].split()[-1] if told else "no"
        print(f"{form}: {count} inputs, {'nothing found' if ended.returncode == 0 else 'found, see the end of this:'}")
        if ended.returncode:
            print("\n".join((ended.stdout + ended.stderr).splitlines()[-25:]))
            code = 1
    return code


def main() -> None:
    import atheris

    form = sys.argv.pop(1)
    with atheris.instrument_imports(include=["kehoach_parser"]):
        from .mutation import change
        from .targets import TARGETS, read_seeds
    seeds = read_seeds(form)
    target = TARGETS[form]

    def test(data: bytes) -> None:
        target(data)

    def custom(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if form != "docx" and random.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return change(form, seeds, data, random)[:most]

    atheris.Setup(sys.argv, test, custom_mutator=custom)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
