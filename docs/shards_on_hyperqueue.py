#!/usr/bin/env python3
"""Spreads a study over HyperQueue: every shard is a task, and what the tasks leave is merged.

    pip install hyperqueue
    python docs/shards_on_hyperqueue.py --shards 16 -o study -- run history --runs 100000

Without --server a HyperQueue server and its workers are started here, inside this process, and end with it; with
--server DIR the shards go to the workers of a server that is running, whose folder is on a disk that this machine sees.
The shards are in DIR-shards beside the result, on a disk that all workers see. A task that was killed goes on from its
last checkpoint when it is submitted again, which is done here; if this program was killed, type the same again.
"""

import argparse
import os
import pathlib
import subprocess
import sys

from hyperqueue import Client, Job
from hyperqueue.cluster import LocalCluster, WorkerConfig

ROUNDS = 5  # How often shards that are missing are submitted.


def asked():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shards", type=int, default=16, metavar="N", help="tasks (16)")
    parser.add_argument("--server", metavar="DIR", help="folder of a server that is running")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="workers, without --server")
    parser.add_argument("--program", default="crossings", metavar="FILE", help="the program, if it is not on the path")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder for the result")
    parser.add_argument("study", nargs="+", metavar="COMMAND", help="after --: run or compare with its arguments")
    return parser.parse_args()


def make(client, words, shards, parts):
    """Submits the shards that are not there, until all are."""
    width = len(str(parts))
    for _ in range(ROUNDS):
        missing = [n for n in range(1, parts + 1) if not (shards / f"{n:0{width}}-of-{parts}.shard").exists()]
        if not missing:
            return True
        # One task that fails must not take the others with it.
        job = Job(name="crossings", max_fails=None)
        for number in missing:
            log = str(shards / f"{number:0{width}}.log")
            task = [*words, "--threads", "1", "--quiet", "--shard", f"{number}/{parts}", "-o", str(shards)]
            job.program(task, name=str(number), cwd=os.getcwd(), stdout=log, stderr=log)
        print(f"submits {len(missing)} of {parts} shards", flush=True)
        client.wait_for_jobs([client.submit(job)], raise_on_error=False)
    return False


def main():
    arguments = asked()
    result = pathlib.Path(arguments.output).absolute()
    shards = result.with_name(f"{result.name}-shards")
    shards.mkdir(parents=True, exist_ok=True)
    words = [arguments.program, *arguments.study]
    if arguments.server:
        there = make(Client(arguments.server), words, shards, arguments.shards)
    else:
        with LocalCluster() as cluster:
            for _ in range(arguments.workers):
                cluster.start_worker(WorkerConfig(cores=1))
            there = make(cluster.client(), words, shards, arguments.shards)
    if not there:
        sys.exit(f"shards are missing after {ROUNDS} rounds; what their tasks said is in {shards}/*.log")
    return subprocess.run([arguments.program, "merge", str(shards), "-o", str(result)]).returncode


if __name__ == "__main__":
    sys.exit(main())
