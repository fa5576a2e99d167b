#!/bin/sh
# What Portolan asks a host: sh -s -- PORT… [http PORT…] [health PORT…] [metrics PORT…]
#
# It reads and never writes: no file, no temporary file, no here-document (some shells keep those in one). It runs in
# dash, busybox and bash, needs no root, and says what it could not see. It connects to nobody but the host itself, save
# for kubectl, which asks its own cluster. How the answers are framed is told in analysis/hosts/sections.ts.
#
# shellcheck disable=SC2016  # awk programs are full of dollars that are not the shell's.

tool_seconds=5
all_seconds=45
most_bytes=131072
most_page_bytes=2000000
most_ports=128
most_processes=24
most_units=12
most_configs=24
most_containers=8

# --- Frames ----------------------------------------------------------------------------------------------------------

# section NAME [WORD…] -- COMMAND [ARGUMENT…]: what the command prints. Leaves its exit status in $status.
section() {
  title=@section
  while [ "$1" != -- ]; do
    title="$title $(word "$1")"
    shift
  done
  shift
  status=124
  if [ "$(seconds_now)" -ge "$deadline" ]; then
    unseen "${title#@section }" "no time was left"
    return
  fi
  echo "$title"
  # POSIX has no `pipefail`: the exit status goes round the pipe on descriptor 3, and the text out on 4. Who reads has
  # a time limit too, as a child that outlives its tool would keep the pipe open.
  verdict=$({ { "$@" </dev/null 3>&- 4>&-; echo "$?" >&3; } |
    { limit "$((tool_seconds + 1))" head -c "$((most_bytes + 1))" | framed || echo cut >&3; } >&4; } 3>&1)
  cut=
  for part in $verdict; do
    if [ "$part" = cut ]; then cut=' cut'; else status=$part; fi
  done
  # 137 is a tool that `limit` killed, 141 one whose answer was long enough.
  if [ "$status" = 137 ]; then status=124; fi
  if [ "$status" = 141 ] && [ -n "$cut" ]; then status=0; fi
  echo "@end $status$cut"
}

# Whole lines, each with `|` before it, values of what looks like a secret taken out. Fails where it had to cut.
framed() {
  awk -v most="$most_bytes" '
    function masked(line,    out, sign, start, value, found) {
      out = ""
      while (match(tolower(line), /((api|access|app|private|license)[._-]?key|token|secret|passw(or)?d|authorization)["\047 ]*[:=]["\047 ]*((bearer|basic) )?/)) {
        start = RSTART + RLENGTH
        sign = substr(line, RSTART, RLENGTH)
        out = out substr(line, 1, start - 1)
        # Each turn copies the rest of the line.
        if (++found > 200) return out "..."
        line = substr(line, start)
        value = match(line, /^[^ "\047,;&}]+/) ? substr(line, 1, RLENGTH) : ""
        # A colon is also prose, as in `no token: connection refused`; then only what has a digit is masked.
        if (value != "" && (value ~ /[0-9]/ || sign ~ /=/)) {
          out = out "***"
          line = substr(line, length(value) + 1)
        }
      }
      return out line
    }
    {
      size += length($0) + 1
      if (size > most) { cut = 1; exit }
      print "|" masked($0)
    }
    END { exit cut }
  '
}

# note NAME WORD… -- LINE: a section of one line that the script itself makes.
note() {
  title=@section
  while [ "$1" != -- ]; do
    title="$title $(word "$1")"
    shift
  done
  printf '%s\n|%s\n@end 0\n' "$title" "$2"
}

unseen() {
  note unseen "$1" -- "$2"
}

# Says why a tool whose section has just ended did not tell all.
explain() {
  case $status in
    0) ;;
    124) unseen "$1" "it did not end within $tool_seconds seconds" ;;
    *) if [ "$uid" = 0 ]; then unseen "$1" "it failed with status $status"; else unseen "$1" "needs root, or failed with status $status"; fi ;;
  esac
}

word() {
  case $1 in
    '' | *[!A-Za-z0-9_./:@=+,-]*)
      printf '%s' "$1" | awk '
        NR > 1 { printf "%%0A" }
        { gsub(/%/, "%25"); gsub(/ /, "%20"); gsub(/[\001-\037\177]/, "?"); printf "%s", $0 }
      '
      ;;
    *) printf '%s' "$1" ;;
  esac
}

one_line() {
  printf '%s' "$1" | tr '\n' ' '
}

# --- Time ------------------------------------------------------------------------------------------------------------

seconds_now() {
  if read -r uptime _ </proc/uptime; then echo "${uptime%%.*}"; else date +%s; fi
}

# limit SECONDS PROGRAM [ARGUMENT…]: killed programs end with 137, whoever kills.
limit() {
  case $limiter in
    timeout) timeout -s KILL "$@" ;;
    watch) watched "$@" ;;
  esac
}

watched() {
  seconds=$1
  shift
  # What runs in the background loses its standard input, so it gets it as another descriptor.
  { "$@" <&5 5<&- & } 5<&0
  child=$!
  (
    exec >/dev/null 3>&- 4>&-
    sleep "$seconds" &
    nap=$!
    trap 'kill "$nap"; exit' TERM
    wait "$nap"
    kill -9 "$child"
  ) &
  guard=$!
  wait "$child"
  ended=$?
  kill "$guard"
  return "$ended"
}

# The one of busybox keeps the pipe open for up to a second after its program, and has changed its words.
find_limiter() {
  if timeout --version >/dev/null; then limiter=timeout; else limiter=watch; fi
}

have() {
  command -v "$1" >/dev/null
}

# --- The host --------------------------------------------------------------------------------------------------------

host() {
  echo "hostname=$(uname -n)"
  echo "kernel=$(uname -sr)"
  echo "uid=$uid"
  echo "user=$(id -un)"
  echo "time=$(date +%Y-%m-%dT%H:%M:%S%z)"
  if read -r only </proc/sys/net/ipv6/bindv6only; then echo "bindv6only=$only"; fi
}

system_release() {
  for file in /etc/os-release /usr/lib/os-release; do
    if [ -r "$file" ]; then
      section os-release -- cat "$file"
      return
    fi
  done
}

# --- Sockets ---------------------------------------------------------------------------------------------------------

# lsof without root leaves out what others hold, so the tables of the kernel follow it.
sockets() {
  if have ss; then
    section sockets ss -- socket_table ss
    if [ "$status" = 0 ]; then socket_tool=ss; return; fi
  fi
  if have netstat; then
    section sockets netstat -- socket_table netstat
    if [ "$status" = 0 ]; then socket_tool=netstat; return; fi
  fi
  if have lsof; then
    section sockets lsof -- limit "$tool_seconds" lsof -nP -w -iTCP -sTCP:LISTEN -iUDP
  fi
  for table in tcp tcp6 udp udp6; do
    if [ -r "/proc/net/$table" ]; then section sockets "$table" -- bound_rows "/proc/net/$table"; fi
  done
  if [ -d /proc/self/fd ]; then
    section socket-owners -- socket_owners
  elif ! have lsof; then
    unseen sockets "no ss, netstat, lsof or /proc"
  fi
}

socket_table() {
  case $1 in
    ss) limit "$tool_seconds" ss -lntupe ;;
    netstat) limit "$tool_seconds" netstat -lntup ;;
  esac
}

# 0A is a TCP socket that listens, 07 a UDP one that is bound.
bound_rows() {
  awk 'FNR == 1 || $4 == "0A" || $4 == "07"' "$1"
}

socket_owners() {
  tables=
  for table in tcp tcp6 udp udp6; do
    if [ -r "/proc/net/$table" ]; then tables="$tables /proc/net/$table"; fi
  done
  # shellcheck disable=SC2086  # one word a table, and every process there is
  { set +f; limit "$tool_seconds" ls -l /proc/[0-9]*/fd; } | awk '
    FILENAME != "-" { if ($4 == "0A" || $4 == "07") bound[$10] = 1; next }
    /^\/proc\/[0-9]+\/fd:$/ { split($0, path, "/"); pid = path[3]; next }
    match($0, / -> socket:\[[0-9]+\]$/) {
      inode = substr($0, RSTART + 12, RLENGTH - 13)
      if (!(inode in bound) || (pid, inode) in told) next
      told[pid, inode] = 1
      file = "/proc/" pid "/comm"
      name = ""
      getline name < file
      close(file)
      print pid, inode, name
    }
  ' $tables -
}

# The processes that hold one of the ports, as far as the table of sockets tells.
holders() {
  if [ -z "$socket_tool" ]; then return; fi
  socket_table "$socket_tool" | head -c "$most_bytes" | awk -v ports=" $ports $http_ports $health_ports $metrics_ports " '
    {
      for (field = 4; field <= 5; field++) {
        number = $field
        if (number !~ /:[0-9]+$/) continue
        sub(/^.*:/, "", number)
        if (!index(ports, " " number " ")) continue
        rest = $0
        while (match(rest, /pid=[0-9]+/)) {
          print substr(rest, RSTART + 4, RLENGTH - 4)
          rest = substr(rest, RSTART + RLENGTH)
        }
        for (last = 6; last <= NF; last++) if ($last ~ /^[0-9]+\//) { split($last, program, "/"); print program[1] }
      }
    }
  '
}

# --- Processes -------------------------------------------------------------------------------------------------------

processes() {
  if [ ! -d /proc/self ]; then
    processes_of_ps
    return
  fi
  if [ ! -r /proc/1/cmdline ]; then unseen "processes of others" "/proc hides them"; fi
  pids=$({ known_processes; holders; } | awk -v most="$most_processes" '!seen[$0]++ && count++ < most')
  for pid in $pids; do
    section process "$pid" -- describe_process "$pid"
  done
}

known_processes() {
  set +f
  for folder in /proc/[0-9]*; do
    # The shell's `read` drops the NULs between the arguments: enough to choose, and no program for each process.
    line=
    IFS= read -r line <"$folder/cmdline"
    case $line in
      *otel* | *opentelemetry* | *collector* | *opamp* | *jaeger* | *alloy* | *agent*) ;;
      *) continue ;;
    esac
    pid=${folder#/proc/}
    if is_known "$(arguments "$pid" | head -n 1)" "$line"; then echo "$pid"; fi
  done
}

# is_known PROGRAM COMMAND-LINE
is_known() {
  case ${1##*/} in
    otel* | *[!h]otel* | opentelemetry* | nrdot-collector* | opampsupervisor | jaeger* | alloy | grafana-agent*) return 0 ;;
    datadog-agent | trace-agent | process-agent | cluster-agent) return 0 ;;
    agent) case $2 in *datadog* | agentrun*) return 0 ;; esac ;;
  esac
  return 1
}

# One argument a line; a line break within one is a space.
arguments() {
  head -c 32768 "/proc/$1/cmdline" | tr '\n\000' ' \n'
}

describe_process() {
  echo "exe=$(one_line "$(readlink "/proc/$1/exe")")"
  echo "user=$(user_of "$1")"
  echo "cgroup=$(cgroup_of "$1")"
  network=$(readlink "/proc/$1/ns/net")
  case $network in
    '') ;;
    "$own_network") echo netns=host ;;
    *) echo netns=own ;;
  esac
  arguments "$1" | awk '{ print "arg=" $0 }'
}

user_of() {
  number=$(awk '/^Uid:/ { print $2; exit }' "/proc/$1/status")
  awk -F: -v number="$number" '
    $3 == number { print $1; found = 1; exit }
    END { if (!found) print number }
  ' /etc/passwd || echo "$number"
}

# Version 2 of cgroups has one line, version 1 many, a mixture both: the longest path says most.
cgroup_of() {
  awk '
    /^[0-9]+:(name=systemd)?:/ { sub(/^[0-9]+:[^:]*:/, ""); if (length($0) > length(path)) path = $0 }
    END { print path }
  ' "/proc/$1/cgroup"
}

is_contained() {
  case $(cgroup_of "$1") in
    *docker* | *kubepods* | *libpod* | *containerd* | *crio* | *lxc*) return 0 ;;
  esac
  network=$(readlink "/proc/$1/ns/net")
  [ -n "$network" ] && [ "$network" != "$own_network" ]
}

# Where there is no /proc, the words of a command line are guessed at its blanks.
processes_of_ps() {
  if ! have ps; then
    unseen processes "no /proc and no ps"
    return
  fi
  limit "$tool_seconds" ps -axo pid=,user=,args= | head -c "$most_bytes" | while read -r pid user line; do
    if is_known "${line%% *}" "$line"; then section process "$pid" -- describe_ps_line "$user" "$line"; fi
  done
}

describe_ps_line() {
  echo "user=$1"
  for argument in $2; do echo "arg=$argument"; done
}

# --- Connects and GETs -----------------------------------------------------------------------------------------------

connects() {
  for connector in bash nc curl none; do
    if can_connect "$connector"; then break; fi
  done
  if [ "$connector" = none ]; then
    unseen connects "no bash, nc or curl"
    return
  fi
  addresses=127.0.0.1
  if [ -s /proc/net/if_inet6 ]; then addresses='127.0.0.1 ::1'; fi
  # shellcheck disable=SC2086  # a word a port
  for port in $(printf '%s\n' $ports $http_ports $health_ports $metrics_ports 7777 | awk '!seen[$0]++'); do
    for address in $addresses; do
      if [ "$(seconds_now)" -ge "$deadline" ]; then
        unseen connects "no time was left"
        return
      fi
      note connect "$address" "$port" -- "state=$(connect_state "$address" "$port")"
    done
  done
}

can_connect() {
  case $1 in
    none) return 0 ;;
    # Some builds of busybox have an nc without -z.
    nc) have nc && ! nc -z -w 1 2>&1 | grep -qi 'option -- .\{0,1\}z' ;;
    *) have "$1" ;;
  esac
}

# /dev/tcp is no file: bash connects by itself.
connect_state() {
  case $connector in
    bash) answer=$(limit 2 bash -c ': <"/dev/tcp/$1/$2"' connect "$1" "$2" 2>&1) ;;
    nc) answer=$(limit 2 nc -v -z -w 5 "$1" "$2" </dev/null 2>&1) ;;
    curl) answer=$(curl_connect "$1" "$2" 2>&1) ;;
  esac
  connected=$?
  case $connected-$answer in
    0-*) echo open ;;
    137-*) echo timeout ;;
    *[Rr]efused*) echo refused ;;
    *) echo unknown ;;
  esac
}

curl_connect() {
  host=$1
  case $host in *:*) host="[$host]" ;; esac
  limit 2 curl -q -sS --noproxy '*' -m 1 "telnet://$host:$2" </dev/null
  case $? in
    0 | 28) return 0 ;;
    7) echo refused; return 1 ;;
    *) return "$?" ;;
  esac
}

# Only ever GET. A port whose listener takes raw lines would keep one as a record: only ports named for it are asked.
gets() {
  for getter in curl wget none; do
    if can_get "$getter"; then break; fi
  done
  if [ "$getter" = none ]; then
    unseen http "no curl or wget"
    return
  fi
  for port in $http_ports; do section http otlp-http "$port" /v1/traces -- http_answer "$port" /v1/traces; done
  for port in $health_ports; do section http health "$port" / -- http_answer "$port" /; done
  for port in $metrics_ports; do section metrics "$port" -- metrics_page "$port"; done
}

# Some static builds of busybox crash when they look up a host: 139 is a segmentation fault.
can_get() {
  case $1 in
    wget) have wget && { (http_get 4318 /v1/traces >/dev/null); [ "$?" != 139 ]; } ;;
    none) return 0 ;;
    *) have "$1" ;;
  esac
}

# Headers, then the body. What a person set up for these programs (proxies, files to write) does not hold here.
http_get() {
  unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY
  export HOME=/proc
  case $getter in
    curl) limit 4 curl -q -s -i -m 3 -A portolan-probe "http://127.0.0.1:$1$2" ;;
    # Its headers come on standard error, before the body.
    wget) limit 4 wget -q -S -O - -T 3 "http://127.0.0.1:$1$2" 2>&1 ;;
  esac
}

http_answer() {
  http_get "$1" "$2" | head -c "$most_bytes" | awk '
    !status && match($0, /HTTP\/[0-9.]+ [0-9][0-9][0-9]/) { status = substr($0, RSTART + RLENGTH - 3, 3); print "status=" status; next }
    { sub(/\r$/, "") }
    !body && (/^ *[A-Za-z-]+: / || /^wget: / || /^$/) { if ($0 == "") body = 1; next }
    status && lines++ < 5 { body = 1; print "body=" substr($0, 1, 300) }
  '
}

metrics_page() {
  http_get "$1" /metrics | head -c "$most_page_bytes" | awk '/^otelcol_/ && $1 !~ /_bucket(\{|$)/'
}

# --- Units -----------------------------------------------------------------------------------------------------------

units() {
  if ! have systemctl; then
    unseen units "no systemctl"
    return
  fi
  if [ ! -d /run/systemd/system ]; then
    unseen units "systemd does not run here"
    return
  fi
  unit_names=$({ listed_units; process_units; } | awk -v most="$most_units" '!seen[$0]++ && count++ < most')
  for unit in $unit_names; do
    section unit "$unit" -- limit "$tool_seconds" systemctl show --no-pager -p "$unit_properties" -- "$unit"
    explain "unit $unit"
    section unit-files "$unit" -- limit "$tool_seconds" systemctl cat --no-pager -- "$unit"
    explain "files of $unit"
  done
}

unit_properties=Id,LoadState,ActiveState,SubState,Result,ExecMainCode,ExecMainStatus,ExecMainExitTimestamp
unit_properties=$unit_properties,StateChangeTimestamp,NRestarts,MainPID,FragmentPath,DropInPaths,ExecStart,User

# A failed unit may have a dot before its name.
listed_units() {
  limit "$tool_seconds" systemctl list-units --all --plain --no-legend --no-pager --type=service \
    'otel*' '*-otel*' 'opentelemetry*' 'opamp*' 'datadog-agent*' 'jaeger*' 'alloy*' 'grafana-agent*' |
    awk '{ for (field = 1; field <= 2; field++) if ($field ~ /^[A-Za-z0-9:_.@\\-]+\.service$/) print $field }'
}

process_units() {
  for pid in $pids; do cgroup_of "$pid"; done |
    awk -F/ '$2 == "system.slice" && $NF ~ /^[A-Za-z0-9:_.@\\-]+\.service$/ { print $NF }'
}

# --- Logs ------------------------------------------------------------------------------------------------------------

logs() {
  for log in /var/log/datadog/otel-agent.log /var/log/datadog/agent.log; do
    case $(state_of "$log") in
      readable) section log "$log" -- log_troubles "$log" ;;
      unreadable) unseen "log $log" "not permitted to read it" ;;
    esac
  done
  if [ -z "$unit_names" ]; then return; fi
  if ! have journalctl; then
    unseen journal "no journalctl"
    return
  fi
  if ! may_read_journal; then unseen journal "needs root or the group systemd-journal"; fi
  for unit in $unit_names; do
    section journal "$unit" -- journal_troubles "$unit"
  done
}

may_read_journal() {
  case " $(id -nG) " in
    *' systemd-journal '* | *' adm '* | *' wheel '*) return 0 ;;
    *) [ "$uid" = 0 ] ;;
  esac
}

log_troubles() {
  limit "$tool_seconds" tail -c 1000000 "$1" | troubles
}

journal_troubles() {
  limit "$tool_seconds" journalctl -q --no-pager -n 500 -o short-iso -u "$1" | troubles
}

# The last eight lines of each kind, in their order.
troubles() {
  awk '
    function kind(line) {
      if (line ~ /address already in use|port is already allocated/) return 1
      if (line ~ /connection refused/) return 2
      if (line ~ /permission denied/) return 3
      if (line ~ /out of memory|oom-kill|panic/) return 4
      if (line ~ /failed to|cannot start/) return 5
      return 0
    }
    (which = kind(tolower($0))) {
      last = ++count[which]
      delete kept[place[which, last - 8]]
      place[which, last] = NR
      kept[NR] = substr($0, 1, 600)
      if (!first) first = NR
    }
    END { for (row = first; row <= NR; row++) if (row in kept) print kept[row] }
  '
}

# --- Configurations --------------------------------------------------------------------------------------------------

configs() {
  { named_by_processes; named_by_units; } | awk -v most="$most_configs" '!seen[$0]++ && count++ < most' |
    while IFS= read -r path; do section config "$path" -- describe_config "$path"; done
}

# What lives in a container has files of its own.
named_by_processes() {
  for pid in $pids; do
    if ! is_contained "$pid"; then arguments "$pid" | config_paths "$(readlink "/proc/$pid/cwd")"; fi
  done
}

named_by_units() {
  for unit in $unit_names; do
    limit "$tool_seconds" systemctl show --no-pager -p ExecStart -- "$unit" | tr ' ' '\n' | config_paths ''
  done
}

# config_paths FOLDER: of arguments, one a line, the files that they name as configurations.
config_paths() {
  folder=$1 awk '
    function say(path) {
      sub(/^file:/, "", path)
      if (path ~ /^[a-z][a-z0-9]*:/ || path ~ /[$]/ || path == "") return
      if (path !~ /^\//) { if (ENVIRON["folder"] == "") return; path = ENVIRON["folder"] "/" path }
      print path
    }
    wanted { wanted = 0; say($0); next }
    /^--?(config|core-config)=/ { sub(/^[^=]*=/, ""); say($0); next }
    /^--?(config|core-config)$/ { wanted = 1 }
  '
}

describe_config() {
  state=$(state_of "$1")
  echo "state=$state"
  if [ "$state" != readable ]; then return; fi
  bytes=$(limit "$tool_seconds" wc -c "$1" | awk '{ print $1; exit }')
  echo "bytes=$bytes"
  if [ "${bytes:-9999999}" -le 4194304 ]; then echo "sha256=$(digest "$1")"; fi
}

# A file in a folder that one may not enter seems absent: then the folder tells.
state_of() {
  if [ -f "$1" ] && [ -r "$1" ]; then
    echo readable
    return
  fi
  if [ -e "$1" ]; then
    echo unreadable
    return
  fi
  parent=${1%/*}
  while [ -n "$parent" ] && [ ! -e "$parent" ]; do parent=${parent%/*}; done
  if [ -d "$parent" ] && [ ! -x "$parent" ]; then echo unreadable; else echo absent; fi
}

digest() {
  if have sha256sum; then
    limit "$tool_seconds" sha256sum <"$1"
  elif have openssl; then
    limit "$tool_seconds" openssl dgst -sha256 -r <"$1"
  elif have shasum; then
    limit "$tool_seconds" shasum -a 256 <"$1"
  fi | awk '{ print $1; exit }'
}

# --- Packages and programs -------------------------------------------------------------------------------------------

packages() {
  if [ -d /var/lib/dpkg ] && have dpkg-query; then section package dpkg -- dpkg_packages; fi
  if have rpm && { [ -d /var/lib/rpm ] || [ -d /usr/lib/sysimage/rpm ]; }; then section package rpm -- rpm_packages; fi
  if [ -r /lib/apk/db/installed ]; then section package apk -- apk_packages; fi
}

is_known_package='$1 ~ /^(otel|opentelemetry|datadog-agent|jaeger|alloy$|grafana-agent|opamp)/'

dpkg_packages() {
  limit "$tool_seconds" dpkg-query -W -f '${Package} ${Version} ${Status}\n' | awk "$is_known_package"' && $NF == "installed" { print $1, $2 }'
}

rpm_packages() {
  limit "$tool_seconds" rpm -qa --qf '%{NAME} %{VERSION}-%{RELEASE}\n' | awk "$is_known_package"
}

apk_packages() {
  awk '/^P:/ { name = substr($0, 3) } /^V:/ { print name, substr($0, 3) }' /lib/apk/db/installed | awk "$is_known_package"
}

programs() {
  for pid in $pids; do
    program=$(readlink "/proc/$pid/exe")
    case ${program##*/} in
      otelcol* | otel-agent) if ! is_contained "$pid"; then echo "$program"; fi ;;
    esac
  done | awk '!seen[$0]++ && count++ < 4' | while IFS= read -r program; do
    if is_trusted "$program"; then
      section program "$program" -- limit "$tool_seconds" "$program" --version
    else
      unseen "version of $program" "not run: others than root could have put it there"
    fi
  done
}

# A program is run only where none but root could have written it: whoever asks may be root.
is_trusted() {
  case $1 in
    *' (deleted)' | */../*) return 1 ;;
    /usr/* | /opt/* | /bin/* | /sbin/*) ;;
    *) return 1 ;;
  esac
  trusted=$1
  while [ -n "$trusted" ]; do
    limit "$tool_seconds" ls -ldnL "$trusted" | awk '
      { exit !($3 == 0 && substr($1, 6, 1) != "w" && substr($1, 9, 1) != "w") }
      END { if (!NR) exit 1 }
    ' || return 1
    trusted=${trusted%/*}
  done
}

# --- Firewalls -------------------------------------------------------------------------------------------------------

firewalls() {
  if have firewall-cmd; then
    section firewalld -- firewalld_zones
  fi
  ufw_state
  for tool in nft iptables ip6tables; do
    case $tool in
      nft) lister=nft ;;
      *) lister=$tool-save ;;
    esac
    if ! have "$lister"; then continue; fi
    if [ "$uid" != 0 ]; then
      unseen "$tool rules" "needs root"
    elif [ "$tool" = nft ]; then
      section nft -- limit "$tool_seconds" nft list ruleset
    else
      section "$tool" -- saved_rules "$lister"
    fi
  done
}

# `--list-all` knows only the default zone, and interfaces may be in others. 252 is a firewalld that does not run.
firewalld_zones() {
  answer=$(limit "$tool_seconds" firewall-cmd --state 2>&1) || {
    failed=$?
    echo "$answer"
    return "$failed"
  }
  answer=$(limit "$tool_seconds" firewall-cmd --list-all-zones) || return "$?"
  printf '%s\n' "$answer" | awk '/^[^ \t]/ { active = /\(.*active.*\)/ } active'
}

# `ufw status` writes a lock file, so its own files are read, and told in its words.
ufw_state() {
  if [ ! -r /etc/ufw/ufw.conf ]; then return; fi
  if ! grep -qi '^ENABLED=yes' /etc/ufw/ufw.conf; then
    section ufw -- echo 'Status: inactive'
  elif [ -r /etc/ufw/user.rules ] && [ -r /etc/default/ufw ]; then
    section ufw -- ufw_rules
  else
    unseen "ufw rules" "needs root"
  fi
}

ufw_rules() {
  echo 'Status: active'
  awk -F'["=]+' '
    /^DEFAULT_(INPUT|OUTPUT|FORWARD)_POLICY/ { policy[$1] = $2 == "ACCEPT" ? "allow" : $2 == "REJECT" ? "reject" : "deny" }
    END {
      printf "Default: %s (incoming), %s (outgoing), %s (routed)\n\n", policy["DEFAULT_INPUT_POLICY"],
        policy["DEFAULT_OUTPUT_POLICY"], policy["DEFAULT_FORWARD_POLICY"]
    }
  ' /etc/default/ufw
  printf '%-27s%-12s%s\n' To Action From -- ------ ----
  for rules in /etc/ufw/user.rules /etc/ufw/user6.rules; do
    if [ -r "$rules" ]; then ufw_rows "$rules"; fi
  done
}

# ### tuple ### allow tcp 4317 0.0.0.0/0 any 10.0.0.0/8 in
ufw_rows() {
  awk '
    !/^### tuple ### / || $4 ~ /^route:/ { next }
    {
      action = toupper($4); sub(/_.*/, "", action)
      direction = $NF ~ /^comment=/ ? $(NF - 1) : $NF
      where = direction ~ /_/ ? " on " substr(direction, index(direction, "_") + 1) : ""
      way = direction ~ /^out/ ? "OUT" : "IN"
      six = $7 ~ /:/ ? " (v6)" : ""
      to = $6 == "any" ? "Anywhere" : $6 ($5 == "any" ? "" : "/" $5)
      if ($7 != "0.0.0.0/0" && $7 != "::/0") to = $6 == "any" ? $7 : $7 " " to
      from = $9 == "0.0.0.0/0" || $9 == "::/0" ? "Anywhere" : $9
      if ($8 != "any") from = from " " $8
      printf "%-27s%-12s%s\n", to six where, action " " way, from six
    }
  ' "$1"
}

# `iptables -S` takes a lock in a file and loads tables that were not there; `iptables-save` does neither. Its filter
# table is told in the words of `-S`.
saved_rules() {
  answer=$(limit "$tool_seconds" "$1") || return "$?"
  printf '%s\n' "$answer" | awk '
    /^\*/ { filter = $1 == "*filter"; next }
    !filter { next }
    /^:/ { chain = substr($1, 2); print $2 == "-" ? "-N " chain : "-P " chain " " $2; next }
    /^-A/
  '
}

# --- Containers ------------------------------------------------------------------------------------------------------

# podman by itself writes locks and databases, even to list: it is asked only where its service answers.
containers() {
  if have docker; then
    engine_containers docker limit "$tool_seconds" docker
  fi
  if have podman; then
    if [ -S /run/podman/podman.sock ] || [ -S "${XDG_RUNTIME_DIR:-/run/user/$uid}/podman/podman.sock" ]; then
      engine_containers podman limit "$tool_seconds" podman --remote
    else
      unseen podman "its service does not listen, and without it podman writes to its own files"
    fi
  fi
}

# engine_containers ENGINE COMMAND…
engine_containers() {
  engine=$1
  shift
  section containers "$engine" -- "$@" ps --all --no-trunc --format '{{json .}}'
  case $status in
    0) ;;
    124)
      explain "containers of $engine"
      return
      ;;
    *)
      unseen "$engine" "it did not answer (status $status): is it running, may you ask it?"
      return
      ;;
  esac
  names=$("$@" ps --all --format '{{.Names}} {{.Image}}' | awk -v most="$most_containers" '
    tolower($0) ~ /otel|opentelemetry|collector|datadog|jaeger|alloy|zipkin|signoz/ && $1 ~ /^[A-Za-z0-9][A-Za-z0-9_.-]*$/ && count++ < most { print $1 }
  ')
  if [ -z "$names" ]; then return; fi
  # shellcheck disable=SC2086  # a word a name
  section inspect "$engine" -- inspect_list "$@" inspect --type container --format "$inspect_format" $names
  for name in $names; do
    section container-log "$engine" "$name" -- container_troubles "$@" logs --tail 300 "$name"
  done
}

# Without the environment, where secrets are.
inspect_format='{"Name":{{json .Name}},"Path":{{json .Path}},"Args":{{json .Args}},"State":{{json .State}}'
inspect_format=$inspect_format',"RestartCount":{{json .RestartCount}},"Mounts":{{json .Mounts}}'
inspect_format=$inspect_format',"Config":{"Image":{{json .Config.Image}},"Entrypoint":{{json .Config.Entrypoint}},"Cmd":{{json .Config.Cmd}}}'
inspect_format=$inspect_format',"HostConfig":{"NetworkMode":{{json .HostConfig.NetworkMode}},"PortBindings":{{json .HostConfig.PortBindings}}}'
inspect_format=$inspect_format',"NetworkSettings":{"Ports":{{json .NetworkSettings.Ports}}}}'

inspect_list() {
  "$@" | awk '{ print (NR == 1 ? "[" : ",") $0 } END { print NR ? "]" : "[]" }'
}

container_troubles() {
  "$@" 2>&1 | troubles
}

# `--raw` asks one thing, and what some versions ask beside it has nowhere to be kept. The answer is pretty, so that
# whole keys can be emptied by their lines.
pods() {
  if ! have kubectl; then return; fi
  node=$(uname -n | awk '/^[A-Za-z0-9.-]+$/ { print tolower($0) }')
  section pods -- pods_of "/api/v1/pods?pretty=true&limit=100&fieldSelector=spec.nodeName%3D$node"
  if [ "$status" != 0 ]; then unseen pods "kubectl reaches no cluster, or is not permitted to list"; fi
}

pods_of() {
  answer=$(limit 3 kubectl --cache-dir=/dev/null get --raw "$1" --request-timeout=3s) || return 1
  printf '%s\n' "$answer" | awk '
    hidden != "" {
      if (index($0, hidden) != 1 || substr($0, length(hidden) + 1) !~ /^[]}],?$/) next
      print substr($0, length(hidden) + 1)
      hidden = ""
      next
    }
    /^ *"(env|annotations|managedFields|volumes|volumeMounts|tolerations|affinity)": [[{]$/ {
      hidden = $0; sub(/".*/, "", hidden)
      printf "%s", $0
      next
    }
    { print }
  '
}

# --- The Agent's own word --------------------------------------------------------------------------------------------

# Titles stand between two lines of equals signs.
agent_status() {
  for agent in datadog-agent /opt/datadog-agent/bin/agent/agent; do
    if ! have "$agent"; then continue; fi
    section agent-status -- otel_status "$agent"
    explain "datadog-agent status"
    return
  done
}

otel_status() {
  answer=$(limit "$tool_seconds" "$1" status) || return "$?"
  printf '%s\n' "$answer" | awk '
    /^===+$/ {
      if (!opened) { opened = 1; told = 0; title = ""; next }
      opened = 0
      told = tolower(title) ~ /otel|otlp|opentelemetry/
      if (told) print title
      next
    }
    opened { title = $0 }
    told
  '
}

# --- All of it -------------------------------------------------------------------------------------------------------

# Words that are neither a port nor the name of a list are left out.
read_words() {
  ports='' http_ports=4318 health_ports=13133 metrics_ports=8888 list=ports count=0
  for given; do
    case $given in
      http | health | metrics) list=${given}_ports ;;
      '' | *[!0-9]* | ??????* | 0*) ;;
      *)
        count=$((count + 1))
        if [ "$given" -gt 65535 ] || [ "$count" -gt "$most_ports" ]; then continue; fi
        case $list in
          ports) ports="$ports $given" ;;
          http_ports) http_ports="$http_ports $given" ;;
          health_ports) health_ports="$health_ports $given" ;;
          metrics_ports) metrics_ports="$metrics_ports $given" ;;
        esac
        ;;
    esac
  done
}

main() {
  set -f
  unset CDPATH ENV BASH_ENV IFS
  # Python programs, such as firewall-cmd, would keep what they compile.
  export LC_ALL=C PYTHONDONTWRITEBYTECODE=1 PATH="${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin"
  exec 4>&1
  echo '@portolan 1'
  if ! have awk || ! have head; then
    printf '@section unseen everything\n|no awk or no head\n@end 0\n@portolan end\n'
    return
  fi
  deadline=$(($(seconds_now) + all_seconds))
  uid=$(id -u)
  own_network=$(readlink /proc/self/ns/net)
  pids='' unit_names='' socket_tool=''
  find_limiter
  read_words "$@"
  section host -- host
  system_release
  sockets
  processes
  connects
  gets
  units
  logs
  configs
  packages
  programs
  containers
  firewalls
  pods
  agent_status
  if [ "$count" -gt "$most_ports" ]; then unseen ports "only the first $most_ports were asked"; fi
  echo '@portolan end'
}

# On one line, and last: a script that arrives in part does nothing. What programs complain of is told by their status.
main "$@" </dev/null 2>/dev/null
