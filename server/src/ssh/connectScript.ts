/**
 * Whether ports of another host are open from where it runs: `sh -s -- HOST PORT…`. It sends nothing to them, writes
 * nothing, and answers in the frames of the probe.
 */
export const connectScript = `
LC_ALL=C
export LC_ALL
have() { command -v "$1" >/dev/null 2>&1; }
limit() { if have timeout; then timeout 3 "$@"; else "$@"; fi; }
try() {
  if have bash && have timeout; then limit bash -c ': <"/dev/tcp/$1/$2"' connect "$1" "$2"
  elif have nc; then limit nc -v -z -w 2 "$1" "$2"
  else return 99; fi
}
state() {
  said=$(try "$1" "$2" 2>&1 </dev/null)
  case $?-$said in
    0-*) echo open ;;
    99-*) echo unknown ;;
    124-* | 143-* | *timed\\ out*) echo timeout ;;
    *[Rr]efused*) echo refused ;;
    *) echo unknown ;;
  esac
}
host=$1
shift
echo '@portolan 1'
for port; do
  case $port in '' | *[!0-9]*) continue ;; esac
  printf '@section connect %s %s\\n|state=%s\\n@end 0\\n' "$host" "$port" "$(state "$host" "$port")"
done
echo '@portolan end'
`;
