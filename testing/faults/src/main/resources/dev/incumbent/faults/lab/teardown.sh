# Ends all that a run recorded in FOLDER/resources, then deletes FOLDER. Called again it does what is left.
#   sh teardown.sh FOLDER         now
#   sh teardown.sh FOLDER watch   once stdin is at its end: the run is gone, however it went
folder=$1
if [ "${2:-}" = watch ]; then
  trap '' INT TERM HUP
  while read -r unused; do :; done
fi

# start_of PID: when the process started; a process id is given again, its start is not.
start_of() {
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

end_all() {
  while read -r kind name start; do
    case $kind in
      process) [ "$(start_of "$name")" != "$start" ] || kill -KILL "$name" 2>/dev/null ;;
      host) for pid in $(ip netns pids "$name" 2>/dev/null); do kill -KILL "$pid" 2>/dev/null; done ;;
    esac
  done <"$folder/resources"
}

if [ -f "$folder/resources" ]; then
  end_all
  sleep 0.2
  end_all
  while read -r kind name start; do
    case $kind in
      # What libfaketime shares within a process, and leaves if that is killed.
      process) rm -f "/dev/shm/faketime_shm_$name" "/dev/shm/sem.faketime_sem_$name" ;;
      host) ip netns del "$name" 2>/dev/null ;;
      mount) umount -l "$name" 2>/dev/null ;;
    esac
  done <"$folder/resources"
fi
rm -rf "$folder"
