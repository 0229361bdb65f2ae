# Silos and gateways as background processes. To be sourced.

http_port() {
  case $1 in
    gateway-1) echo "$port" ;;
    gateway-2) echo $((port + 10)) ;;
    silo-*) echo $((port + ${1#silo-})) ;;
  esac
}

# The process id of a running process. Its file alone proves nothing: another program may have the number by now.
pid_of() {
  local pid
  if [ "$1" = postgres ]; then postgres_pid; return; fi
  pid=$(cat "$data/run/$1.pid" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] &&
    [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$data/$1" ] &&
    grep -qsE '/Members\.(Silo|Gateway)\.dll' "/proc/$pid/cmdline" && echo "$pid"
}

is_paused() { [[ $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) == [Tt]* ]]; }

# Does without curl, which not every machine has.
is_ready() {
  [ "$1" = postgres ] && return
  # shellcheck disable=SC2016 # the inner shell's variables
  local request='
    exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET /health/ready HTTP/1.0\r\n\r\n" >&3 &&
      read -r _ code _ <&3 && printf %s "$code"'
  [ "$(timeout 3 bash -c "$request" "$(http_port "$1")" 2>/dev/null)" = 200 ]
}

launch() {
  local name=$1 project=Silo number=${1#silo-} program pid
  [[ $name == silo-* ]] || project=Gateway
  program=$(program_of "$project")
  mkdir -p "$data/$name"
  (
    cd "$data/$name" || exit
    exec 9<&- >>"$data/logs/$name.log" 2>&1 </dev/null
    export ASPNETCORE_URLS="http://127.0.0.1:$(http_port "$name")" Members__DrainDelay=${Members__DrainDelay:-00:00:03}
    export Members__PublicBaseUrl=${Members__PublicBaseUrl:-http://127.0.0.1:$port}
    if [ "$project" = Silo ]; then
      export Members__Database=${Members__Database:-$(connection_string members)}
      export Members__DataDirectory=$data/$name
      export Members__SiloPort=$((port + 20 + number)) Members__OrleansGatewayPort=$((port + 30 + number))
      Members__BootstrapApiKey=$(cat "$data/secrets/api-key")
      export Members__BootstrapApiKey
    else
      export Members__Database=${Members__Database:-$(connection_string members_gateway)}
      unset Members__BootstrapApiKey
    fi
    exec setsid dotnet "$program"
  ) &
  pid=$!
  echo "$pid" >"$data/run/$name.pid"
  # Until exec has run, the process is still this script.
  while kill -0 "$pid" 2>/dev/null && ! pid_of "$name" >/dev/null; do sleep 0.02; done
}

wait_ready() {
  local name end=$((SECONDS + 120))
  for name in "$@"; do
    until is_ready "$name"; do
      pid_of "$name" >/dev/null || { show_log "$name"; fail "$name exited before it was ready."; }
      [ $SECONDS -lt $end ] || { show_log "$name"; fail "$name is not ready after two minutes."; }
      sleep 0.2
    done
  done
}

show_log() {
  echo "--- the end of $data/logs/$1.log" >&2
  tail -n 20 "$data/logs/$1.log" >&2 || true
  echo "---" >&2
}

# Stops the processes and waits until they have ended.
stop_processes() {
  local name pid end=$((SECONDS + 120)) pids=()
  for name in "$@"; do
    pid=$(pid_of "$name") || continue
    kill -TERM "$pid"
    kill -CONT "$pid"
    pids+=("$name=$pid")
  done
  for pid in "${pids[@]}"; do
    name=${pid%=*}
    while [ "$(pid_of "$name")" = "${pid#*=}" ]; do
      [ $SECONDS -lt $end ] || fail "$name has not stopped after two minutes. ./cluster.sh kill $name ends it."
      sleep 0.1
    done
    rm -f "$data/run/$name.pid"
  done
}

kill_process() {
  if [ "$1" = postgres ]; then signal_postgres KILL; else kill -KILL "$2"; fi
  while [ "$(pid_of "$1")" = "$2" ]; do sleep 0.02; done
}
