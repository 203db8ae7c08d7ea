"""Judges a log of queries on a Spark cluster: every partition goes through one `msqlint verdict` process.

    spark-submit examples/spark-verdicts.py queries.jsonl verdicts --druid 33 --partitions 64

Reads JSON Lines (a file, a folder or a glob, on any file system that Spark reads); each row has `sql`, and should have an `id`: without one a
row is named by its line in its partition. Writes one JSON Lines part a partition and prints how many statements got which verdict.
msqlint must be where the driver's PATH leads on every worker, or be named with --command.
"""

import argparse
import json
import os
import shlex
import time

from pyspark.sql import SparkSession


def parse_arguments():
    parser = argparse.ArgumentParser(description="Judge a log of MSQ statements with msqlint on Spark.")
    parser.add_argument("input")
    parser.add_argument("output", help="a folder that is not there yet")
    parser.add_argument("--command", default="msqlint", help="how a worker starts msqlint")
    parser.add_argument("--druid", default="33")
    parser.add_argument("--schema", help="a schema file that every worker can read")
    parser.add_argument("--partitions", type=int, help="default: as Spark splits the input")
    return parser.parse_args()


def environment():
    """Spark starts the command with an empty environment, in which neither msqlint nor node would be found."""
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


def verdict_of(line):
    return json.loads(line)["verdict"]


def main():
    arguments = parse_arguments()
    command = f"{arguments.command} verdict --druid {shlex.quote(arguments.druid)}"
    if arguments.schema:
        command += f" --schema {shlex.quote(arguments.schema)}"
    spark = SparkSession.builder.appName("msqlint verdicts").getOrCreate()
    rows = spark.sparkContext.textFile(arguments.input)
    if arguments.partitions:
        rows = rows.repartition(arguments.partitions)
    started = time.monotonic()
    # A process that ends badly fails its partition, which Spark then tries again elsewhere; a bad row never ends one.
    rows.pipe(command, env=environment(), checkCode=True).saveAsTextFile(arguments.output)
    seconds = time.monotonic() - started
    counts = spark.sparkContext.textFile(arguments.output).map(verdict_of).countByValue()
    total = sum(counts.values())
    print(f"{total} statements in {seconds:.1f} s, {total / seconds:.0f} a second")
    for verdict, count in sorted(counts.items()):
        print(f"{verdict}: {count}")
    spark.stop()


if __name__ == "__main__":
    main()
