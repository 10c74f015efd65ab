#!/bin/sh
# Does the README's promise hold on a Debian with nothing installed? Makes one in a folder, clones this
# repository's HEAD into it and plays a newcomer: a plain user who may install nothing, then root, then
# the plain user again. For maintainers: needs root, debootstrap, the network, some 3 GB and an hour.
#
#   testing/clean-machine.sh FOLDER [SUITE]     FOLDER is new and is deleted afterwards; SUITE is bookworm
#
# The mirror, the resolver, proxies and extra certificates are this machine's own, and "localhost" is a name that any
# has. Everything is mounted in a namespace of its own that ends with the script, so nothing needs unmounting.
set -eu

folder=${1:?usage: clean-machine.sh FOLDER [SUITE]}
suite=${2:-bookworm}
repository=$(readlink -f "$(dirname "$0")/..")

say() {
  printf '\n== %s\n' "$*"
}

if [ "${CLEAN_MACHINE_INSIDE:-}" != yes ]; then
  [ ! -e "$folder" ] || { printf '%s exists\n' "$folder" >&2; exit 2; }
  CLEAN_MACHINE_INSIDE=yes exec unshare --mount --pid --fork --kill-child --mount-proc \
    sh "$0" "$folder" "$suite"
fi

mkdir -p "$folder"
folder=$(readlink -f "$folder")
trap 'umount -R "$folder/proc" "$folder/dev/shm" "$folder/dev/pts" 2>/dev/null || true; rm -rf --one-file-system "$folder"' EXIT

say "a bare Debian $suite"
# shellcheck disable=SC2016 # apt's own variable
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $suite" | head -n 1)
debootstrap --variant=minbase --include=ca-certificates "$suite" "$folder" "$mirror" >"$folder.log" 2>&1 ||
  { tail "$folder.log" >&2; exit 1; }
rm -f "$folder.log"
cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
echo '127.0.0.1 localhost' >"$folder/etc/hosts"
cp -a /usr/local/share/ca-certificates/. "$folder/usr/local/share/ca-certificates/"
mount -t proc proc "$folder/proc"
mkdir -p "$folder/dev/shm"
mount -t tmpfs tmpfs "$folder/dev/shm"
mkdir -p "$folder/dev/pts"
mount -t devpts -o newinstance,mode=620,ptmxmode=666 devpts "$folder/dev/pts"
ln -sf pts/ptmx "$folder/dev/ptmx"
chroot "$folder" update-ca-certificates >/dev/null 2>&1
chroot "$folder" useradd --create-home newcomer

# as USER COMMAND: in a login shell of its own, in a clone of its own. The folder becomes the root of a mount
# namespace: in a chroot nobody may make a user namespace, which is how root starts a PostgreSQL. Signals are as in
# a terminal: what a script starts in the background has Ctrl-C ignored, and all that it starts.
as() {
  user=$1
  shift
  # shellcheck disable=SC2016 # the inner shell's own
  unshare --mount sh -c '
    mount --rbind "$0" "$0" && cd "$0" && pivot_root . mnt && cd / && umount -l /mnt && exec "$@"
  ' "$folder" env -i --default-signal=INT,QUIT,HUP PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$(home_of "$user")" LANG=C.UTF-8 \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    setpriv --reuid "$user" --regid "$user" --init-groups sh -c "cd ~/incumbent && $*"
}

home_of() {
  chroot "$folder" getent passwd "$1" | cut -d : -f 6
}

clone_for() {
  home=$folder$(home_of "$1")
  git clone -q "$repository" "$home/incumbent"
  if [ -f "$HOME/.m2/settings.xml" ]; then
    mkdir -p "$home/.m2"
    cp "$HOME/.m2/settings.xml" "$home/.m2/"
  fi
  chroot "$folder" chown -R "$1:$1" "$(home_of "$1")"
}

# expect CODE USER COMMAND: fails unless the command ends with that code.
expect() {
  code=$1
  shift
  say "as $1: $2"
  actual=0
  as "$@" || actual=$?
  if [ "$actual" -ne "$code" ]; then
    printf 'ended with %s, expected %s\n' "$actual" "$code" >&2
    exit 1
  fi
}

clone_for root
clone_for newcomer
expect 2 newcomer './incumbent demo'
expect 2 newcomer './verify'
expect 0 root './incumbent demo'
expect 0 root './verify'
expect 0 newcomer './incumbent demo'
say "the README's promise holds on a bare Debian $suite"
