"""`python -m benchmarks [--small]`: every ratio in one run."""

import argparse

from benchmarks import ingest, models, pages

parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
parser.add_argument("--small", action="store_true", help="100,000 rows instead of 1,000,000")
options = parser.parse_args()

print(f"{'what':<44} {'ours':>12} {'bare':>12}  ratio")
ingest.run(100_000 if options.small else 1_000_000)
models.run()
pages.run()
