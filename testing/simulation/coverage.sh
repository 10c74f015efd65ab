#!/bin/sh
# What of the protocol code does the simulation run? Runs seeds with JaCoCo's agent, and prints lines and
# branches a package, and each method of the pure protocol code that no seed reached.
#
#   testing/simulation/coverage.sh [SEEDS] [FROM]     600 from 1 on
#
# Maven fetches JaCoCo once. Writes below testing/simulation/target only; the whole report is coverage/html there.
set -eu

program=coverage
failed=2
root=$(readlink -f "$(dirname "$0")/../..")
seeds=${1:-600}
from=${2:-1}
. "$root/bin/setup.sh"

cd "$root"
./incumbent --version >/dev/null
need_build_tools
JAVA_HOME=$java_home
export JAVA_HOME
out=$root/testing/simulation/target/coverage
version=$(sed -n 's:.*<jacoco.version>\(.*\)</jacoco.version>.*:\1:p' pom.xml)
agent=org.jacoco.agent-$version-runtime.jar
cli=org.jacoco.cli-$version-nodeps.jar

# fetch FILE ARTIFACT: unless it is there.
fetch() {
  [ -f "$out/$1" ] || mvn -q -B dependency:copy -N "-Dartifact=org.jacoco:$2" "-DoutputDirectory=$out" </dev/null
}

mkdir -p "$out"
rm -rf "$out/jacoco.exec" "$out/html"
fetch "$agent" "org.jacoco.agent:$version:jar:runtime"
fetch "$cli" "org.jacoco.cli:$version:jar:nodeps"
say "running $seeds seeds from $from on"
"$java_home/bin/java" -XX:+UseSerialGC "-javaagent:$out/$agent=destfile=$out/jacoco.exec,includes=dev.incumbent.*" \
  -cp target/launcher/incumbent.jar dev.incumbent.cli.Main simulate --seeds "$seeds" --from "$from" >"$out/soak.txt"
"$java_home/bin/java" -jar "$out/$cli" report "$out/jacoco.exec" --quiet --classfiles core/target/classes \
  --sourcefiles core/src/main/java --xml "$out/report.xml" --html "$out/html"
exec "$java_home/bin/java" testing/simulation/src/test/java/dev/incumbent/simulation/coverage/CoverageTable.java "$out/report.xml"
