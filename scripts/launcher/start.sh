# Sourced by the executables in scripts/: finds a Python and hands over to it.

# 3.11 and 3.12 come first because every pinned package has a wheel there.
ENCOACH_PYTHONS=${ENCOACH_PYTHONS:-python3.11 python3.12 python3.13 python3.10 python3}

find_python() {
    without_venv=
    for candidate in $ENCOACH_PYTHONS; do
        # Shims of version managers exist for versions that are not there, hence the trial runs.
        "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' \
            2>/dev/null || continue
        if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
            echo "$candidate"
            return 0
        fi
        without_venv=${without_venv:-$candidate}
    done
    if [ -n "$without_venv" ]; then
        echo "$without_venv cannot make virtual environments: install its venv package" \
            "(apt-get install python3-venv) and start again." >&2
    else
        echo "No Python 3.10 to 3.13 was found: install one (apt-get install python3 python3-venv)" \
            "and start again." >&2
    fi
    return 1
}

start_launcher() {
    scripts=$(cd -- "$(dirname -- "$0")" && pwd)
    python=$(find_python) || exit 1
    PYTHONPATH="$scripts${PYTHONPATH:+:$PYTHONPATH}" exec "$python" -m launcher "$@"
}
