"""`python -m benchmarks [--small] [--peers]`: every ratio in one run."""

import argparse

from benchmarks import ingest, models, pages, planning

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="100,000 rows, plans for 10,000 people at most")
    parser.add_argument(
        "--peers", action="store_true", help="ingest alone, against dlt, pandas + pandera, frictionless"
    )
    options = parser.parse_args()

    print(f"{'what':<44} {'ours':>12} {'bare':>12}  ratio")
    ingest.run(100_000 if options.small else 1_000_000, with_peers=options.peers)
    if not options.peers:
        models.run()
        pages.run()
        planning.run((1_000, 10_000) if options.small else (1_000, 10_000, 100_000))
