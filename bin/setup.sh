# shellcheck shell=sh disable=SC2154 # root, program and failed are set by who sources this
# Sourced by ./incumbent and ./verify: finds a JDK and Maven, and installs them where it may.
# Needs: root (this checkout's folder) and program (the name in messages).
# POSIX sh; everything said goes to stderr.

say() {
  printf '%s: %s\n' "$program" "$*" >&2
}

# java_major HOME: prints the feature release, from the file that every JDK carries. No JVM is started.
java_major() {
  [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    case $key in
      JAVA_VERSION)
        value=${value#\"}
        value=${value%%[!0-9]*}
        [ -n "$value" ] && printf '%s\n' "$value"
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# is_java HOME: something that runs the program; is_jdk HOME: something that builds it too.
is_java() {
  [ -x "$1/bin/java" ] && [ "$(java_major "$1" || echo 0)" -ge 17 ]
}

is_jdk() {
  [ -x "$1/bin/javac" ] && is_java "$1"
}

# java_homes: prints the candidates, the most deliberate choice first.
java_homes() {
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  on_path=$(command -v java) && on_path=$(readlink -f "$on_path") && printf '%s\n' "${on_path%/bin/java}"
  for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
    [ ! -x "$home/bin/java" ] || printf '%s\n' "$home"
  done
}

# find_java is_java|is_jdk: sets java_home, or fails. INCUMBENT_JAVA, a java binary, overrules all.
find_java() {
  if [ -n "${INCUMBENT_JAVA:-}" ]; then
    java_home=$(readlink -f "$INCUMBENT_JAVA") || java_home=
    java_home=${java_home%/bin/java}
    "$1" "$java_home" && return
    say "INCUMBENT_JAVA=$INCUMBENT_JAVA is not the java of a JDK 17 or later"
    exit "$failed"
  fi
  java_home=
  while IFS= read -r home; do
    if "$1" "$home"; then
      java_home=$home
      return
    fi
  done <<EOF
$(java_homes)
EOF
  return 1
}

# has_maven: 3.8 or later, run by the JDK that was found.
has_maven() {
  command -v mvn >/dev/null || return 1
  version=$(JAVA_HOME=$java_home mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
  # shellcheck disable=SC2086 # two numbers
  set -- $version
  [ "${1:-0}" -gt 3 ] || { [ "${1:-0}" -eq 3 ] && [ "${2:-0}" -ge 8 ]; }
}

# as_root COMMAND…: succeeds only if this user may act as root without being asked.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

may_install() {
  [ -z "${INCUMBENT_NO_INSTALL:-}" ] && command -v apt-get >/dev/null && as_root true 2>/dev/null
}

# apt_install LOG PACKAGE…: a package may name alternatives, a|b: the first that the lists know.
apt_install() {
  log=$1
  shift
  as_root apt-get update -q >"$log" 2>&1 || return 1
  chosen=
  for package in "$@"; do
    for name in $(printf '%s' "$package" | tr '|' ' '); do
      if apt-cache show "$name" >/dev/null 2>&1; then
        chosen="$chosen $name"
        break
      fi
    done
  done
  say "installing$chosen with apt-get"
  # shellcheck disable=SC2086 # a list of names
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends $chosen >>"$log" 2>&1 </dev/null
}

# need_build_tools: sets java_home to a JDK and makes sure of Maven, or says in one line what to install.
need_build_tools() {
  missing=
  find_java is_jdk || missing='openjdk-17-jdk-headless|openjdk-21-jdk-headless|openjdk-25-jdk-headless'
  has_maven || missing="$missing maven"
  [ -n "$missing" ] || return 0
  if may_install; then
    mkdir -p "$root/target"
    # shellcheck disable=SC2086 # a list of packages
    if ! apt_install "$root/target/setup.log" $missing; then
      tail -n 20 "$root/target/setup.log" >&2
      say "apt-get failed; its output is in $root/target/setup.log"
      exit "$failed"
    fi
  fi
  if ! find_java is_jdk || ! has_maven; then
    say "needs a JDK (17 or later, with javac) and Maven (3.8 or later); on Debian: apt-get install openjdk-17-jdk-headless maven"
    exit "$failed"
  fi
}
