# Sourced by the other helpers. What they share: messages, processes, ports.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }
die() {
    complain "$@"
    exit 1
}

# alive PID [WORD]: the process runs (a zombie doesn't), and WORD stands in its command line. The word
# keeps a pid file that outlived a reboot from pointing at a stranger.
alive() {
    local pid=$1 word=${2-} state
    [[ $pid =~ ^[0-9]+$ ]] || return 1
    state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$pid/status" 2>/dev/null) || return 1
    [[ -n $state && $state != Z && $state != X ]] || return 1
    [[ -z $word ]] || tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$word"
}

# end_process PID WORD SECONDS: TERM, and KILL when it is still there after SECONDS.
end_process() {
    local pid=$1 word=$2 seconds=$3 i
    alive "$pid" "$word" || return 0
    kill -TERM "$pid" 2>/dev/null || return 0
    for ((i = 0; i < seconds * 10; i++)); do
        alive "$pid" "$word" || return 0
        sleep 0.1
    done
    complain "process $pid did not end within $seconds s; killing it"
    kill -KILL "$pid" 2>/dev/null || true
    for ((i = 0; i < 50; i++)); do
        alive "$pid" "$word" || return 0
        sleep 0.1
    done
    return 1
}

# port_is_free PORT: nobody listens there, on any address.
port_is_free() {
    local hex
    printf -v hex '%04X' "$1"
    ! cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }'
}

# listens PID PORT: PID itself holds the listening socket. Merely reaching the port could be somebody else's.
listens() {
    local pid=$1 hex inode
    printf -v hex '%04X' "$2"
    while read -r inode; do
        [[ -n $(find "/proc/$pid/fd" -lname "socket:\[$inode\]" -print -quit 2>/dev/null) ]] && return 0
    done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        awk -v port=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }')
    return 1
}

# free_ports COUNT: prints the first of COUNT neighbouring free ports, below the range the kernel hands out itself.
free_ports() {
    local count=$1 base i try
    for ((try = 0; try < 200; try++)); do
        base=$((20000 + (((RANDOM << 15) | RANDOM) % 1200) * 10))
        for ((i = 0; i < count; i++)); do
            port_is_free $((base + i)) || continue 2
        done
        echo "$base"
        return 0
    done
    die "found no $count neighbouring free ports between 20000 and 32000"
}
