"""Throughput, memory and growth of `annotate_to`: 1 to N articles, Dask workers, a second run.

    python benchmarks/bench_scale.py [--articles N] [--dry-run]

On idle cores with one thread a process, or the ratio of
workers says nothing; without Dask it is left out. The articles are recombined from the paragraphs
of the invented crisis. Each size runs in a process of its own, so that its peak memory is its own.
Writes benchmarks/results/scale.json.
"""

import argparse
import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from analysis import Article, load_case
from analysis.scale import spread
from analysis.stream import annotate_to

HERE = Path(__file__).parent
WORKED = 40  # articles given to one worker and to two


def made_up(n: int):
    """n articles of usual length from the paragraphs of the invented crisis, no two the same."""
    articles = load_case(HERE / "crisis").articles
    paragraphs = [p for a in articles for p in a.text.split("\n\n") if len(p) > 80]
    for i in range(n):
        chosen = itertools.islice(itertools.cycle(paragraphs), 5 * i % 211, 5 * i % 211 + 8)
        yield Article(f"made-up-{i:06}", f"Day {i}\n\n" + "\n\n".join(chosen))


def timed(n: int, folder: Path, each=map) -> float:
    begun = time.perf_counter()
    annotate_to(made_up(n), folder, spread=each)
    return time.perf_counter() - begun


def one(n: int) -> dict[str, float]:
    """n articles in this process, twice into one folder; models are loaded before the clock."""
    with tempfile.TemporaryDirectory() as scratch:
        timed(2, Path(scratch) / "warm")
        cpu, seconds = time.process_time(), timed(n, Path(scratch) / "out")
        cpu = time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        again = timed(n, Path(scratch) / "out")
    words = sum(len(a.text.split()) for a in made_up(n))
    return {
        "articles": n,
        "words": words,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mb": peak,
        "second_run_seconds": round(again, 3),
    }


def cpu_of_children() -> float:
    import psutil  # comes with Dask

    times = [p.cpu_times() for p in psutil.Process().children(recursive=True)]
    return sum(t.user + t.system for t in times)


def worked(workers: int) -> dict[str, float]:
    """So many workers, their models loaded before the clock: words a second, and CPU seconds.

    A busy machine spoils the seconds and hardly the CPU seconds: what two workers spend together
    over what one does, and what the one process that feeds them and writes spends, say how far
    idle cores can bring it.
    """
    n = WORKED
    words = sum(len(a.text.split()) for a in made_up(n))
    with tempfile.TemporaryDirectory() as scratch, spread(workers) as each:
        timed(4 * workers, Path(scratch) / "warm", each)
        theirs, ours = cpu_of_children(), time.process_time()
        seconds = timed(n, Path(scratch) / "out", each)
        theirs, ours = cpu_of_children() - theirs, time.process_time() - ours
    return {
        "words_per_second": round(words / seconds),
        "cpu_seconds_of_workers": round(theirs, 1),
        "cpu_seconds_of_writer": round(ours, 1),
    }


def two_to_one(one: dict[str, float], two: dict[str, float]) -> dict[str, float]:
    """Measured by the clock, and what CPU time allows where two cores are idle."""
    half = two["cpu_seconds_of_workers"] / 2
    longest = max(half, two["cpu_seconds_of_writer"])
    return {
        "by_the_clock": round(two["words_per_second"] / one["words_per_second"], 2),
        "by_cpu_time": round(one["cpu_seconds_of_workers"] / longest, 2),
    }


def main(most: int, dry_run: bool) -> None:
    sizes = sorted({n for n in (1, 10, 100) if n < most} | {most})
    points = []
    load = os.getloadavg()[0]  # before anything runs here; near 0, or the clock says nothing
    rates = {n: worked(n) for n in (1, 2)} if find_spec("distributed") else {}
    for n in sizes:
        told = subprocess.run(
            [sys.executable, __file__, "--one", str(n)], check=True, capture_output=True
        )
        points.append(json.loads(told.stdout.splitlines()[-1]))
        print(points[-1], flush=True)
    slope = np.polyfit(
        np.log([p["words"] for p in points]), np.log([p["cpu_seconds"] for p in points]), 1
    )[0]
    last = points[-1]
    result = {
        "points": points,
        "exponent": round(float(slope), 3),
        "second_run_times_faster": round(last["seconds"] / last["second_run_seconds"]),
        "workers": rates,
        "two_workers_to_one": two_to_one(rates[1], rates[2]) if rates else None,
        "load_of_machine": round(load, 1),
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "date": date.today().isoformat(),
    }
    print(json.dumps({k: v for k, v in result.items() if k != "points"}, indent=1))
    if not dry_run:
        path = HERE / "results" / "scale.json"
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=2000, metavar="N")
    parser.add_argument("--dry-run", action="store_true", help="print only")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.one)))
    else:
        main(args.articles, args.dry_run)
