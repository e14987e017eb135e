# Keeps the embedded PostgreSQL alive exactly as long as a process of its data directory lives.
#
# usage: sh watchdog.sh FIFO DATA LOG COMMAND...
#
# Every client process holds FIFO open for writing. The kernel closes it however the process ends, so end-of-file
# here means that the last one is gone, also after kill -9. File descriptor 3 is the starter's own end: with it the
# FIFO opens at once, and closing it leaves the clients as the only writers.
fifo=$1 data=$2 log=$3
shift 3
exec 4<"$fifo" 3>&-
trap '' HUP INT TERM
stop="$fifo.stop.$$"
main=$$

postmaster() {
  pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || return 1
  # The number may have gone to another program since.
  if [ -r "/proc/$pid/comm" ]; then name=$(cat "/proc/$pid/comm" 2>/dev/null); else name=$(ps -p "$pid" -o comm= 2>/dev/null); fi
  case $name in *postgres*) return 0 ;; *) return 1 ;; esac
}

(
  cat <&4 >/dev/null
  : >"$stop"
  # Fast shutdown; asked again until the main part is done, because the server may only just be starting.
  while kill -0 "$main" 2>/dev/null; do
    postmaster && kill -INT "$pid" 2>/dev/null
    sleep 0.1
  done
  rm -f "$stop"
) &
exec 4<&-

# The pipe goes with its folder: a data directory that was removed has nothing to keep alive.
while [ -p "$fifo" ] && [ ! -e "$stop" ]; do
  if postmaster; then
    # A server that another watchdog started, which then died: it is kept, and followed from here.
    sleep 0.2
  else
    "$@" >>"$log" 2>&1
    # After a crash its last children may hold the data for a moment longer.
    [ -e "$stop" ] || sleep 0.1
  fi
done
while postmaster; do sleep 0.1; done
