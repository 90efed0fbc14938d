#!/usr/bin/env bash
# A private, throw-away RabbitMQ node on loopback: own ports, own epmd, own cookie, own folder. It shares
# nothing with a system's broker, which is never asked, started or stopped. Every process is ended by the id
# that was kept when it was started.
#
#   broker.sh start DIR [PORT]   starts the node of DIR (made if it isn't there) and waits until it accepts
#                                AMQP; free ports are picked at the first start and kept for the next ones
#   broker.sh stop  DIR          ends it in order; its messages stay in DIR
#   broker.sh kill  DIR          ends it as a power cut would
#   broker.sh cluster DIR COUNT  makes DIR/1 … DIR/COUNT, nodes of one cluster, and starts them; each is then started,
#                                stopped, killed… by itself
#   broker.sh ctl   DIR ARG…     rabbitmqctl for it
#   broker.sh url   DIR          its amqp:// URL;  broker.sh pid DIR: the process id of its virtual machine
#
# DIR/rabbitmqctl is an executable that does what `broker.sh ctl DIR` does.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/lib/common.sh
. "$here/common.sh"

[[ $# -ge 2 ]] || die "usage: broker.sh start|stop|kill|cluster|ctl|url|pid DIR [ARG…]"
command=$1 dir=$2
shift 2
[[ $command == start || $command == cluster ]] && mkdir -p "$dir"
dir=$(cd "$dir" 2>/dev/null && pwd) || die "there is no folder $dir"
programs=/usr/lib/rabbitmq/bin

# What the command line of the virtual machine shows to be ours is its home. Ports: AMQP, epmd, distribution, and seven
# for command line tools that talk to the node side by side. The nodes of a cluster share the epmd of the first.
environment() {
    port=$(<"$dir/port")
    local names_port=$((port + 1))
    [[ ! -f $dir/names.port ]] || names_port=$(<"$dir/names.port")
    node=rebated$port@localhost
    export HOME=$dir/home LANG=C.UTF-8 LC_ALL=C.UTF-8
    export ERL_EPMD_PORT=$names_port ERL_EPMD_ADDRESS=127.0.0.1 ERL_CRASH_DUMP=$dir/log/erl_crash.dump
    export RABBITMQ_NODENAME=$node RABBITMQ_DIST_PORT=$((port + 2))
    export RABBITMQ_CTL_DIST_PORT_MIN=$((port + 3)) RABBITMQ_CTL_DIST_PORT_MAX=$((port + 9))
    export RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
    export RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf RABBITMQ_ADVANCED_CONFIG_FILE=$dir/advanced.config
    export RABBITMQ_MNESIA_BASE=$dir/mnesia RABBITMQ_LOG_BASE=$dir/log
    export RABBITMQ_GENERATED_CONFIG_DIR=$dir/generated RABBITMQ_PID_FILE=$dir/reported.pid
}

settle_in() {
    mkdir -p "$dir/home" "$dir/log" "$dir/mnesia"
    echo "${1:-$(free_ports 10)}" >"$dir/port"
    environment
    [[ -f $HOME/.erlang.cookie ]] || (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$HOME/.erlang.cookie")
    printf '%s\n' "listeners.tcp.1 = 127.0.0.1:$port" "distribution.listener.interface = 127.0.0.1" \
        "disk_free_limit.absolute = 50MB" "log.console = false" "log.file.level = warning" >"$dir/rabbitmq.conf"
    echo '[].' >"$dir/enabled_plugins"
    printf '#!/bin/sh\nexec %q ctl %q "$@"\n' "$here/broker.sh" "$dir" >"$dir/rabbitmqctl"
    chmod +x "$dir/rabbitmqctl"
}

pid_of() { cat "$dir/$1.pid" 2>/dev/null || echo none; }

# In a session of its own, so that Ctrl-C in a terminal doesn't reach it before whoever started it lets go.
launch() {
    local name=$1
    shift
    setsid nohup "$@" </dev/null >"$dir/log/$name.out" 2>&1 &
    echo $! >"$dir/$name.pid"
}

wait_for() { # NAME PORT SECONDS: until the process listens there; 1 as soon as it has ended
    local pid i
    pid=$(pid_of "$1")
    for ((i = 0; i < $3 * 10; i++)); do
        listens "$pid" "$2" && return 0
        alive "$pid" || return 1
        sleep 0.1
    done
    return 1
}

end_all() {
    [[ -f $dir/port ]] || return 0
    environment
    end_process "$(pid_of node)" "$dir/home" 60
    end_process "$(pid_of epmd)" "-port $ERL_EPMD_PORT" 5
    rm -f "$dir/node.pid" "$dir/epmd.pid"
}

start() {
    local try
    [[ -x $programs/rabbitmq-server ]] || die "RabbitMQ is not installed (Debian package rabbitmq-server)"
    if [[ -f $dir/port ]] && environment && alive "$(pid_of node)" "$dir/home"; then
        return 0
    fi
    for try in 1 2 3; do
        # The ports of a first start that somebody else took in the same moment are given up for others.
        [[ -f $dir/port && $try == 1 ]] || settle_in "$@"
        environment
        if [[ $ERL_EPMD_PORT == $((port + 1)) ]] && ! alive "$(pid_of epmd)" "-port $ERL_EPMD_PORT"; then
            launch epmd epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1
            wait_for epmd "$ERL_EPMD_PORT" 10 || continue
        fi
        # RUNNING_UNDER_SYSTEMD lets the script become the virtual machine: the id that we keep is the node's.
        RUNNING_UNDER_SYSTEMD=true RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-start_epmd false" \
            launch node "$programs/rabbitmq-server"
        wait_for node "$port" 120 && return 0
        end_all
    done
    complain "the private broker in $dir did not start; the end of its logs:"
    tail -n 20 "$dir"/log/*.out "$dir"/log/*.log >&2 2>/dev/null || true
    exit 1
}

cluster() {
    local count=$1 folder=$dir number from
    for ((number = 1; number <= count; number++)); do
        dir=$folder/$number
        [[ ! -f $dir/port ]] || continue
        mkdir -p "$dir"
        # Apart from those that the node before has taken, though it doesn't listen there yet.
        from=$(free_ports 10)
        while cat "$folder"/*/port 2>/dev/null | grep -qx "$from"; do from=$(free_ports 10); done
        settle_in "$from"
        if [[ $number != 1 ]]; then
            echo $(($(<"$folder/1/port") + 1)) >"$dir/names.port"
            cp -p "$folder/1/home/.erlang.cookie" "$dir/home/.erlang.cookie"
        fi
    done
    for ((number = 1; number <= count; number++)); do
        {
            echo "cluster_partition_handling = pause_minority"
            echo "cluster_formation.peer_discovery_backend = classic_config"
            for ((from = 1; from <= count; from++)); do
                echo "cluster_formation.classic_config.nodes.$from = rebated$(<"$folder/$from/port")@localhost"
            done
        } >>"$folder/$number/rabbitmq.conf"
    done
    dir=$folder/1 && start
    # By their ids: a bare `wait` would wait for the node that has just been started, too.
    local starting=()
    for ((number = 2; number <= count; number++)); do
        "$here/broker.sh" start "$folder/$number" &
        starting+=($!)
    done
    wait "${starting[@]}"
}

case $command in
    start) start "$@" ;;
    cluster) cluster "$@" ;;
    stop) end_all ;;
    kill)
        environment
        pid=$(pid_of node)
        if alive "$pid" "$dir/home"; then kill -KILL "$pid"; fi
        while alive "$pid" "$dir/home"; do sleep 0.05; done
        ;;
    ctl)
        environment
        # Without a node the tool would start an epmd of its own and leave it behind.
        alive "$(pid_of node)" "$dir/home" || die "the broker in $dir is not running"
        exec "$programs/rabbitmqctl" "$@"
        ;;
    url) echo "amqp://guest:guest@127.0.0.1:$(<"$dir/port")/" ;;
    pid) pid_of node ;;
    *) die "broker.sh: unknown command $command" ;;
esac
