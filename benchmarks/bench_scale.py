"""Throughput, memory and growth of `annotate_to`: one process, Dask workers, a second run.

python benchmarks/bench_scale.py [ARTICLES]      (idle cores, or the ratio of workers says nothing)

Prints words a second, the peak memory of the process that writes, and how time grows with the
number of articles (1 is linear). The articles are the case's, cut into paragraphs and recombined.
"""

import itertools
import math
import resource
import sys
import tempfile
import time
from pathlib import Path

from analysis import Article, load_articles
from analysis.scale import spread
from analysis.stream import annotate_to


def made_up(n: int):
    """n articles of usual length from the paragraphs of the case, no two the same."""
    paragraphs = [p for a in load_articles() for p in a.text.split("\n\n") if len(p) > 80]
    for i in range(n):
        chosen = itertools.islice(itertools.cycle(paragraphs), i % 7, i % 7 + 8)
        yield Article(f"made-up-{i:06}", f"Day {i}\n\n" + "\n\n".join(chosen))


def timed(n: int, folder: Path, each=map) -> float:
    begun = time.perf_counter()
    annotate_to(made_up(n), folder, spread=each)
    return time.perf_counter() - begun


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    words = sum(len(a.text.split()) for a in made_up(n))
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        timed(2, here / "warm")
        few = timed(n // 8, here / "few")
        peak_few = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        many = timed(n, here / "many")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again = timed(n, here / "many")
        print(f"one process: {words / many:.0f} words/s; peak {peak_few:.0f} → {peak:.0f} MB")
        print(f"growth from {n // 8} to {n} articles: {math.log(many / few) / math.log(8):.2f}")
        print(f"second run: {many / again:.0f} times faster")
        for workers in (1, 2):
            with spread(workers) as each:
                timed(2 * workers, here / f"warm{workers}", each)
                took = timed(n, here / f"workers{workers}", each)
                print(f"{workers} workers: {words / took:.0f} words/s")


if __name__ == "__main__":
    main()
