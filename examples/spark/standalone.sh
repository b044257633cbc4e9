#!/bin/sh
# A Spark cluster of one master and one worker on this machine, and the evidence report of a town on it:
#   examples/spark/standalone.sh examples/ahornstein out
# Needs Java 17 and `pip install 'leitplanke[spark]'`; PYTHON names the interpreter that has it (default .venv/bin/python).
set -eu
town=${1:?town folder}
out=${2:?folder for evidence.json}
python=${PYTHON:-$PWD/.venv/bin/python}
home=$("$python" -c 'import pyspark; print(pyspark.__path__[0])')
log=$(mktemp -d)
export SPARK_LOCAL_IP=127.0.0.1
"$home/bin/spark-class" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7077 --webui-port 8080 2>"$log/master" &
master=$!
"$home/bin/spark-class" org.apache.spark.deploy.worker.Worker spark://127.0.0.1:7077 --cores 1 --memory 1g --work-dir "$log" 2>"$log/worker" &
worker=$!
trap 'kill $worker $master 2>/dev/null; rm -rf "$log"' EXIT
until grep -q "Successfully registered with master" "$log/worker"; do
  kill -0 $master $worker || { cat "$log/master" "$log/worker" >&2; exit 1; }
  sleep 1
done
"$python" -m leitplanke evidence "$town" --engine spark --address spark://127.0.0.1:7077 --out "$out"
