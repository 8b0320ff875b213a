# A PostgreSQL server that lives as long as standard input is open, and leaves nothing behind. The system closes the
# input when whoever started us ends, in whichever way, so that not even a killed run leaves a server.
# Arguments: the folder of initdb and pg_ctl, the port, and `on` or `off` for fsync.
# Prints `ready`, or says on standard error what went wrong.
set -eu
bin=$1 port=$2 fsync=$3

folder=$(mktemp -d "${TMPDIR:-/tmp}/overt-postgres.XXXXXX" || mktemp -d /tmp/overt-postgres.XXXXXX)
end() {
  cd /
  "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 1' HUP TERM
# Interrupting in a terminal reaches us as well, and whoever reads may be gone: neither may end us before the server.
trap '' INT PIPE

step() {
  "$@" >"$folder/log" 2>&1 </dev/null || {
    cat "$folder/log" >&2
    exit 1
  }
}

cd "$folder"
step "$bin/initdb" --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync
cat >>data/postgresql.conf <<END
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 200
fsync = $fsync
full_page_writes = $fsync
END
step "$bin/pg_ctl" --pgdata=data --log=server.log --wait --timeout=60 start
echo ready
read -r _ || true
