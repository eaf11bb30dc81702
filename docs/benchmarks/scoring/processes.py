"""Whole processes on one core: how long they take, and how much memory at most."""

import os
import shlex
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Finished:
    seconds: float
    processor_seconds: float
    peak_megabytes: float
    output: str


def finish(command, core):
    """Runs a command on one core to its end; the memory is what the kernel has accounted for it."""
    words = ["taskset", "-c", str(core), *command]
    start = time.perf_counter()
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{shlex.join(words)} ended with {process.returncode}")
    return Finished(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


def in_turn(commands, rounds, core):
    """Runs every command once uncounted, then all of them in turn, so that drift meets all alike."""
    for command in commands.values():
        finish(command, core)
    runs = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            runs[name].append(finish(command, core))
        print(f"  round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return runs


def spread(values):
    return {
        "median": round(statistics.median(values), 4),
        "min": round(min(values), 4),
        "max": round(max(values), 4),
    }
