"""`python -m pipelines`: the `kinerja` command."""

from pipelines.cli import main

main()
