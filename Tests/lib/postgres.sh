#!/usr/bin/env bash
# A private, throw-away PostgreSQL cluster on loopback, apart from any that the system runs. Run as root it
# lives as the user postgres, which may not be root.
#
#   postgres.sh start DIR [PORT]   makes the cluster of DIR if there is none, starts it, waits until it answers
#   postgres.sh stop DIR           ends it in order
#   postgres.sh restart DIR        ends it in order and starts it again, on the same port
#   postgres.sh kill DIR           kill -9 of the server and all of its processes; `start` brings it back
#   postgres.sh freeze DIR         stops them (SIGSTOP): connections stay, nothing answers
#   postgres.sh thaw DIR           lets them go on
#   postgres.sh url DIR            postgresql:// URL of its database `rebated`
#
# Further settings of the server are read from DIR/settings.conf, if there is one, when it starts.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/lib/common.sh
. "$here/common.sh"

[[ $# -ge 2 ]] || die "usage: postgres.sh start|stop|restart|kill|freeze|thaw|url DIR [PORT]"
command=$1 dir=$2
shift 2
[[ $command == start ]] && mkdir -p "$dir"
dir=$(cd "$dir" 2>/dev/null && pwd) || die "there is no folder $dir"
programs=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)

as_owner() {
    if [[ $(id -u) == 0 ]]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$dir" LC_ALL=C.UTF-8 "$@")
    else
        LC_ALL=C.UTF-8 "$@"
    fi
}

server_pid() { head -n 1 "$dir/data/postmaster.pid" 2>/dev/null || echo none; }

start() {
    [[ -x ${programs:-}/initdb ]] || die "PostgreSQL is not installed (Debian package postgresql)"
    ! alive "$(server_pid)" "$dir/data" || return 0
    # A killed server that nobody has waited for still counts as running for PostgreSQL.
    rm -f "$dir/data/postmaster.pid" "$dir"/.s.PGSQL.*
    [[ $(id -u) != 0 ]] || chown postgres:postgres "$dir"
    chmod 700 "$dir"
    [[ -f $dir/port ]] || echo "${1:-$(free_ports 1)}" >"$dir/port"
    [[ -f $dir/data/PG_VERSION ]] ||
        as_owner "$programs/initdb" -D "$dir/data" -U rebated -A trust --no-locale -E UTF8 --no-sync >"$dir/initdb.log" 2>&1 ||
        die "initdb failed: $(tail -n 5 "$dir/initdb.log")"
    [[ ! -f $dir/settings.conf ]] || grep -qF settings.conf "$dir/data/postgresql.conf" ||
        echo "include_if_exists '$dir/settings.conf'" >>"$dir/data/postgresql.conf"
    as_owner "$programs/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/server.log" \
        -o "-k '$dir' -p $(<"$dir/port") -c listen_addresses=127.0.0.1 -c max_connections=300" start >/dev/null ||
        die "the private PostgreSQL in $dir did not start: $(tail -n 10 "$dir/server.log")"
    as_owner "$programs/psql" -h "$dir" -p "$(<"$dir/port")" -U rebated -d postgres -qAt \
        -c "select 1 from pg_database where datname = 'rebated'" | grep -q 1 ||
        as_owner "$programs/createdb" -h "$dir" -p "$(<"$dir/port")" -U rebated rebated
}

stop() {
    signal CONT
    ! alive "$(server_pid)" "$dir/data" || as_owner "$programs/pg_ctl" -D "$dir/data" -m fast -w -t 60 stop >/dev/null
}

# signal NAME: to the server and then to its children, which are sessions of their own.
signal() {
    local pid
    pid=$(server_pid)
    alive "$pid" "$dir/data" || return 0
    # Stopped first, so that it makes no more.
    kill -STOP "$pid"
    grep -lE "^PPid:[[:space:]]*$pid\$" /proc/[0-9]*/status 2>/dev/null |
        cut -d / -f 3 | xargs -r kill "-$1" 2>/dev/null || true
    kill "-$1" "$pid"
}

gone() {
    local i
    for ((i = 0; i < 100; i++)); do
        alive "$1" "$dir/data" || return 0
        sleep 0.1
    done
    die "the PostgreSQL server $1 does not end"
}

case $command in
    start) start "$@" ;;
    stop) stop ;;
    restart)
        stop
        start
        ;;
    kill)
        pid=$(server_pid)
        signal KILL
        gone "$pid"
        ;;
    freeze) signal STOP ;;
    thaw) signal CONT ;;
    url) echo "postgresql://rebated@127.0.0.1:$(<"$dir/port")/rebated" ;;
    *) die "postgres.sh: unknown command $command" ;;
esac
